package org.wardround.cli.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.wardround.cli.terminal.ProgressLine;
import org.wardround.cli.terminal.Screen;
import org.wardround.cli.terminal.Session;
import org.wardround.coordinator.service.RunOutcomeFolder;
import org.wardround.coordinator.service.RunResultsFolder;
import org.wardround.coordinator.service.RunStateFile;
import org.wardround.simulation.hospitals.SyntheticHospitals;
import org.wardround.site.report.ReportShelf;
import org.wardround.site.service.AgentService;

/**
 * A federation of the synthetic hospitals from nothing to a finished study, by the commands that its people would give: an administrator, an author,
 * somebody who runs the coordinator, and a person at each hospital. Coordinator and hospitals are processes of their own, on loopback, over TLS.
 */
public final class DemoFederation {
    private static final String COORDINATOR = "coordinator";
    private static final String RUN = "demo";
    private static final String STUDY = "synthetic-heart-disease";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int LOOK_MILLIS = 50;
    private static final int KEY_BYTES = 16;

    private static final String POLICY = """
            authors: [Author]
            purposes: any
            tasks: [describe, train, evaluate]
            releases: {sum: masked, perSiteUpdate: no, siteFigure: no}
            minimumPatients: 20
            peers: {required: [], minimum: 2}
            hours: any
            limits: {runs: 1, roundsPerRun: 1000, tasksPerDay: 10000, memory: 256MiB, cpu: 1, taskTime: 5m}
            approvers: 1
            worker: {allowUnisolated: true}
            """;

    private final CommandRunner runner;
    private final Path folder;
    private final Session session;

    /** Carries out a command line of this program, and gives its exit code. */
    public interface CommandRunner {
        int run(List<String> words, Session session);
    }

    /**
     * What a demo showed.
     *
     * @param results the run's folder, as the coordinator left it
     * @param reports by hospital, the folder of its own report
     * @param processes how many ran beside this one
     */
    public record Shown(Path results, SortedMap<String, Path> reports, int processes) {}

    /**
     * @param folder an empty one of its own, for keys, journals and logs
     */
    public DemoFederation(CommandRunner runner, Path folder, Session session) {
        this.runner = runner;
        this.folder = folder;
        this.session = session;
    }

    /** Runs the study that lies in {@code hospitals}; ends all processes, whatever happens. */
    public Shown run(Path hospitals, long seed) throws IOException {
        try (DemoProcesses processes = new DemoProcesses(folder);
                ProgressLine progress = session.progress()) {
            List<String> sites = SyntheticHospitals.names();
            progress.stage("Setting up a coordinator and %d hospitals".formatted(sites.size()), 3 + 3 * sites.size());
            writeSecret();
            SyntheticHospitals tables = SyntheticHospitals.seeded(seed);
            for (String site : sites) {
                tables.writeOne(site, folder.resolve(site + ".data"));
            }
            found(sites, processes, progress);
            Path study =
                    Files.copy(hospitals.resolve(SyntheticHospitals.STUDY), folder.resolve(SyntheticHospitals.STUDY));
            command("study sign %s --key @author.key --passphrase-file @secret".formatted(study));
            command("coordinator run %s --coordinator @coordinator --federation @federation --name %s --seed %d"
                    .formatted(study, RUN, seed));
            for (String site : sites) {
                await(
                        processes,
                        "no study to approve at " + site,
                        () -> ran("site approve %s --site @%s --as Officer --until 2099-12-31".formatted(STUDY, site)));
                progress.step(site + " approves the study");
            }
            follow(processes, progress);
            Path results = results(processes);
            return new Shown(results, reports(sites, processes), processes.ids().size());
        }
    }

    private void writeSecret() throws IOException {
        byte[] secret = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(secret);
        Files.writeString(folder.resolve("secret"), HexFormat.of().formatHex(secret) + "\n");
        Files.writeString(folder.resolve(COORDINATOR + ".log"), "");
    }

    /** From the administrator's key to hospitals that know each other. */
    private void found(List<String> sites, DemoProcesses processes, ProgressLine progress) throws IOException {
        command(
                "federation init Demo --administrator Admin --signatures 1 --out @federation --passphrase-file @secret");
        command("federation key --out @author.key --passphrase-file @secret");
        command("federation author add Author --key @author.pub --federation @federation");
        sign();
        command("coordinator init --out @coordinator --roster @federation --host 127.0.0.1,localhost --port "
                + freePort());
        command("federation coordinator set --key @coordinator/coordinator.pub --federation @federation");
        for (String site : sites) {
            command("coordinator token %s --coordinator @coordinator --out @%s.token".formatted(site, site));
        }
        processes.start(COORDINATOR, words("coordinator start --coordinator @coordinator --listen 127.0.0.1"));
        progress.step("keys, roster, certificates");
        for (String site : sites) {
            await(
                    processes,
                    "the coordinator does not answer",
                    () -> ran("site enroll --token @%s.token --out @%s".formatted(site, site)));
            command("federation site add %s --title %s --key @%s/identity.pub --federation @federation"
                    .formatted(site, site, site));
            Files.writeString(folder.resolve(site).resolve("policy.yaml"), POLICY);
            progress.step(site + " enrols");
        }
        sign();
        command("coordinator roster --roster @federation --coordinator @coordinator");
        for (String site : sites) {
            processes.start(site, words("site start --site @%s --data @%s.data".formatted(site, site)));
        }
        for (String site : sites) {
            await(
                    processes,
                    "the roster does not reach " + site,
                    () -> ran("site peers --site @%s --accept 2".formatted(site)));
            progress.step(site + " accepts the others' keys");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private void sign() {
        command(
                "federation sign --federation @federation --key @federation/private/administrator.key --passphrase-file @secret");
    }

    private Path runs() {
        return folder.resolve(COORDINATOR).resolve("runs");
    }

    /** Shows the rounds until the run is over. */
    private void follow(DemoProcesses processes, ProgressLine progress) throws IOException {
        progress.stage("Rounds between %d processes".formatted(processes.ids().size()), 0);
        Instant end = session.clock().instant().plus(PATIENCE);
        int shown = 0;
        while (RunOutcomeFolder.read(runs().resolve(RUN)).isEmpty()) {
            if (session.clock().instant().isAfter(end)) {
                throw processes.failed("the run does not come to its end");
            }
            RunStateFile.Told told = RunStateFile.readAll(runs()).get(0);
            if (told.round() > shown) {
                shown = told.round();
                progress.step("round %d%s"
                        .formatted(shown, told.waitingFor().isEmpty() ? "" : ", waiting for " + told.waitingFor()));
            }
            processes.pause(LOOK_MILLIS);
        }
    }

    private Path results(DemoProcesses processes) throws IOException {
        Properties outcome = RunOutcomeFolder.read(runs().resolve(RUN)).orElseThrow();
        return RunResultsFolder.of(runs().resolve(RUN))
                .orElseThrow(() -> processes.failed("the run came to %s %s"
                        .formatted(outcome.getProperty("outcome"), outcome.getProperty("reason"))));
    }

    /** Each hospital makes its own once it has heard that the run is over. */
    private SortedMap<String, Path> reports(List<String> sites, DemoProcesses processes) {
        SortedMap<String, Path> reports = new TreeMap<>();
        for (String site : sites) {
            ReportShelf shelf = AgentService.reports(folder.resolve(site));
            await(
                    processes,
                    "no report of its own at " + site,
                    () -> shelf.find(RUN).isPresent());
            reports.put(site, shelf.find(RUN).orElseThrow());
        }
        return reports;
    }

    private void await(DemoProcesses processes, String otherwise, BooleanSupplier happened) {
        Instant end = session.clock().instant().plus(PATIENCE);
        while (!happened.getAsBoolean()) {
            if (session.clock().instant().isAfter(end)) {
                throw processes.failed(otherwise);
            }
            processes.pause(LOOK_MILLIS);
        }
    }

    private void command(String line) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        if (exitCode(line, printed) != 0) {
            throw new IllegalStateException(
                    "the demo's command failed: %s%n%s".formatted(line, printed.toString(StandardCharsets.UTF_8)));
        }
    }

    private boolean ran(String line) {
        return exitCode(line, new ByteArrayOutputStream()) == 0;
    }

    private int exitCode(String line, ByteArrayOutputStream printed) {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return runner.run(words(line), new Session(out, out, Screen.PLAIN, session.clock(), session.temporary()));
    }

    /** A word after @ is a path in the folder. */
    private List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Arrays.stream(line.split(" ", -1))
                .forEach(word -> words.add(
                        word.startsWith("@") ? folder.resolve(word.substring(1)).toString() : word));
        return words;
    }
}
