package org.wardround.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.wardround.cli.Program;
import org.wardround.cli.terminal.Screen;
import org.wardround.cli.terminal.Session;
import org.wardround.study.bundle.StudySignature;

/**
 * A coordinator and its sites as processes of their own, over TLS on loopback, set up with the commands that people type. Everything lies in one folder; processes still
 * alive at the end are killed.
 */
final class ProcessFederation implements AutoCloseable {
    static final String COORDINATOR = "coordinator";

    static final String POLICY = """
        authors: [Dora]
        purposes: any
        tasks: [describe, train, fit, evaluate]
        releases: {sum: plain, perSiteUpdate: no, siteFigure: no}
        minimumPatients: 5
        peers: {required: [], minimum: 2}
        hours: any
        limits: {runs: 100, roundsPerRun: 1000, tasksPerDay: 100000, memory: 256MiB, cpu: 1, taskTime: 5m}
        approvers: 1
        worker: {allowUnisolated: true}
        """;

    /** One line for each step of a run, so that it is known where a process stood that was killed. */
    private static final String LOGGING = """
        handlers = java.util.logging.ConsoleHandler
        org.wardround.level = FINE
        java.util.logging.ConsoleHandler.level = FINE
        java.util.logging.SimpleFormatter.format = %4$s %5$s%n
        """;

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final long LOOK_MILLIS = 50;
    private static final int TIMES_A_LOOK = 3;

    private final Path folder;
    private final List<String> sites;
    private final SortedMap<String, Process> processes = new TreeMap<>();
    private final int port;
    private final Network network;

    /**
     * Enrols the sites and starts all.
     *
     * @param folder with a folder NAME.data for each site
     * @param database beyond the folder's own; empty for that
     */
    ProcessFederation(Path folder, List<String> sites, String database) throws IOException {
        this(folder, sites, database, Network.LOOPBACK);
    }

    ProcessFederation(Path folder, List<String> sites, String database, Network network) throws IOException {
        this.folder = folder;
        this.network = network;
        this.sites = List.copyOf(sites);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        }
        setUp(database);
    }

    /**
     * What lies between sites and coordinator.
     *
     * @param hosts the coordinator's names, as {@code coordinator init} takes them
     * @param coordinatorOptions of {@code coordinator start}
     * @param options of {@code site enroll} at a site
     */
    record Network(String hosts, String coordinatorOptions, UnaryOperator<String> options) {
        static final Network LOOPBACK = new Network("127.0.0.1,localhost", "", site -> "");
    }

    private void setUp(String database) throws IOException {
        Files.writeString(path("logging.properties"), LOGGING);
        Files.writeString(path("pass"), "a long enough passphrase\n");
        Files.setPosixFilePermissions(path("pass"), PosixFilePermissions.fromString("rw-------"));
        command("federation init Hearts --administrator Ada --signatures 1 --out @hearts --passphrase-file @pass");
        command("federation key --out @dora.key --passphrase-file @pass");
        command("federation author add Dora --key @dora.pub --federation @hearts");
        sign();
        command("coordinator init --out @coordinator --roster @hearts --host %s --port %d"
                        .formatted(network.hosts(), port)
                + (database.isEmpty() ? "" : " --database " + database));
        command("federation coordinator set --key @coordinator/coordinator.pub --federation @hearts");
        for (String site : sites) {
            command("coordinator token %s --coordinator @coordinator --out @%s.token".formatted(site, site));
        }
        start(COORDINATOR);
        for (String site : sites) {
            await(
                    "enrolment of " + site,
                    () -> ran("site enroll --token @%s.token --out @%s %s"
                            .formatted(site, site, network.options().apply(site))
                            .strip()));
            command("federation site add %s --title Hospital --key @%s/identity.pub --federation @hearts"
                    .formatted(site, site));
            Files.writeString(path(site).resolve("policy.yaml"), POLICY);
        }
        sign();
        command("coordinator roster --roster @hearts --coordinator @coordinator");
        for (String site : sites) {
            start(site);
        }
        for (String site : sites) {
            await("roster at " + site, () -> ran("site peers --site @%s --accept 2".formatted(site)));
        }
    }

    private void sign() {
        command("federation sign --federation @hearts --key @hearts/private/administrator.key --passphrase-file @pass");
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    List<String> sites() {
        return sites;
    }

    /** Those that can be killed. */
    List<String> names() {
        List<String> all = new ArrayList<>(sites);
        all.add(COORDINATOR);
        return all;
    }

    /** Signs a study, once, and hands in a run of it. */
    void run(Path study, String run, String options) {
        if (Files.notExists(StudySignature.beside(study))) {
            command("study sign %s --key @dora.key --passphrase-file @pass".formatted(study));
        }
        command("coordinator run %s --coordinator @coordinator --federation @hearts --name %s %s"
                .formatted(study, run, options)
                .strip());
    }

    /** The people of every site say yes, as soon as the study is there. */
    void approve(String study) {
        for (String site : sites) {
            await(
                    "approval at " + site,
                    () -> ran("site approve %s --site @%s --as Eve --until 2099-12-31".formatted(study, site)));
        }
    }

    /** How the run ended; waits for it. */
    Map<Object, Object> outcome(String run) throws IOException {
        Path file = path(COORDINATOR).resolve("runs").resolve(run).resolve("outcome.properties");
        await("the outcome of " + run, () -> Files.exists(file));
        Properties outcome = new Properties();
        outcome.load(new StringReader(Files.readString(file)));
        return outcome;
    }

    /** What a finished run left behind. */
    Path results(String run) {
        return path(COORDINATOR).resolve("runs").resolve(run).resolve("results");
    }

    boolean isOver(String run) {
        return Files.exists(path(COORDINATOR).resolve("runs").resolve(run).resolve("outcome.properties"));
    }

    /** Starts the coordinator or a site; what it prints is added to NAME.log. */
    void start(String name) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Djava.util.logging.config.file=" + path("logging.properties"),
                "-cp",
                System.getProperty("java.class.path"),
                "org.wardround.cli.Main"));
        line.addAll(words(
                name.equals(COORDINATOR)
                        ? ("coordinator start --coordinator @coordinator --listen 127.0.0.1 "
                                        + network.coordinatorOptions())
                                .strip()
                        : "site start --site @%s --data @%s.data".formatted(name, name)));
        Process process = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(path(name + ".log").toFile()))
                .start();
        processes.put(name, process);
    }

    /** As by {@code kill -9}, the worker with it. */
    void kill(String name) {
        Process process = processes.get(name);
        if (process == null) {
            throw new IllegalArgumentException(name + " was never started");
        }
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What a process has printed. */
    String log(String name) throws IOException {
        Path file = path(name + ".log");
        return Files.exists(file) ? Files.readString(file) : "";
    }

    /** Runs a command of Wardround in this process; a word after @ is a path in the folder. */
    String command(String line) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        assertThat(exitCode(line, printed))
                .as("%s%n%s", line, printed.toString(StandardCharsets.UTF_8))
                .isZero();
        return printed.toString(StandardCharsets.UTF_8);
    }

    private boolean ran(String line) {
        return exitCode(line, new ByteArrayOutputStream()) == 0;
    }

    private int exitCode(String line, ByteArrayOutputStream printed) {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return new Program(new Session(out, out, Screen.PLAIN, Clock.systemUTC(), folder)).run(words(line));
    }

    private List<String> words(String line) {
        return Arrays.stream(line.split(" "))
                .map(word -> word.startsWith("@") ? path(word.substring(1)).toString() : word)
                .toList();
    }

    /** Looks until it is true; fails after some minutes, with what all processes have printed. */
    void await(String what, BooleanSupplier happened) {
        Instant end = Instant.now().plus(PATIENCE);
        for (; ; ) {
            long began = System.nanoTime();
            if (happened.getAsBoolean()) {
                return;
            }
            assertThat(Instant.now()).as(() -> what + logs()).isBefore(end);
            // A look that is a command takes its time from the processes for which it waits.
            long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
            pause(Math.max(LOOK_MILLIS, TIMES_A_LOOK * took));
        }
    }

    private String logs() {
        StringBuilder all = new StringBuilder();
        for (String name : processes.keySet()) {
            try {
                String log = log(name);
                all.append("\n--- ").append(name).append('\n');
                all.append(log.substring(Math.max(0, log.length() - 3000)));
            } catch (IOException e) {
                all.append(e.getMessage());
            }
        }
        return all.toString();
    }

    /** Until the next look at what other processes do, which tell this one nothing. */
    static void pause(long millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Override
    public void close() {
        processes.keySet().forEach(this::kill);
    }
}
