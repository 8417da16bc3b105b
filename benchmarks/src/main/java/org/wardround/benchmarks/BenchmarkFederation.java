package org.wardround.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.wardround.cli.Program;
import org.wardround.cli.terminal.Screen;
import org.wardround.cli.terminal.Session;
import org.wardround.study.results.ResultsFolder;

/** A coordinator, with both of its ports, and hospitals of invented rows, each a process, over TLS on loopback. Not thread-safe. */
final class BenchmarkFederation implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final String STUDY = """
        study: %s
        purpose: Time the rounds
        data:
          minimumPatients: 5
          missing: drop
          variables:
            - {name: age, type: number, unit: years, range: [0, 120]}
            - {name: chol, type: number, unit: mg/dL, range: [50, 1000]}
          outcome: {name: disease, type: binary}
          split: {validation: 0.15, test: 0.3}
        model: {type: logistic}
        training:
          strategy: {type: fedavg}
          rounds: %d
          local: {steps: 5, batchSize: 16, optimiser: {type: sgd, learningRate: 0.1}}
        evaluation:
          primary: auroc
          metrics: [auroc, brier]
          comparators: []
        """;

    private static final String POLICY = """
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

    private final Path folder;
    private final List<String> sites = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();
    private final int port = freePort();
    private final int httpsPort = freePort();

    private BenchmarkFederation(Path folder, int count) {
        this.folder = folder.toAbsolutePath();
        for (int site = 1; site <= count; site++) {
            sites.add("site-" + site);
        }
    }

    static BenchmarkFederation start(Path folder, int sites) throws IOException {
        Files.createDirectories(folder);
        BenchmarkFederation federation = new BenchmarkFederation(folder, sites);
        federation.setUp();
        return federation;
    }

    int port() {
        return port;
    }

    int httpsPort() {
        return httpsPort;
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Path path(String name) {
        return folder.resolve(name);
    }

    private void setUp() throws IOException {
        Files.writeString(path("pass"), "a long enough passphrase\n");
        Files.setPosixFilePermissions(path("pass"), PosixFilePermissions.fromString("rw-------"));
        Path study = study("mock", 1);
        command("study mock %s --sites %d --out @all".formatted(study, sites.size()));
        command("federation init Hearts --administrator Ada --signatures 1 --out @hearts --passphrase-file @pass");
        command("federation key --out @dora.key --passphrase-file @pass");
        command("federation author add Dora --key @dora.pub --federation @hearts");
        sign();
        command("coordinator init --out @coordinator --roster @hearts --host 127.0.0.1,localhost --port " + port);
        command("federation coordinator set --key @coordinator/coordinator.pub --federation @hearts");
        start("coordinator start --coordinator @coordinator --listen 127.0.0.1 --https " + httpsPort);
        for (String site : sites) {
            command("coordinator token %s --coordinator @coordinator --out @%s.token".formatted(site, site));
            await(() -> ran("site enroll --token @%s.token --out @%s".formatted(site, site)));
            command("federation site add %s --title Hospital --key @%s/identity.pub --federation @hearts"
                    .formatted(site, site));
            Files.writeString(path(site).resolve("policy.yaml"), POLICY);
            Path data = Files.createDirectories(path(site + ".data"));
            Files.copy(path("all").resolve(site + ".csv"), data.resolve(site + ".csv"));
            Files.copy(path("all").resolve("mapping.yaml"), data.resolve("mapping.yaml"));
        }
        sign();
        command("coordinator roster --roster @hearts --coordinator @coordinator");
        for (String site : sites) {
            start("site start --site @%s --data @%s.data".formatted(site, site));
        }
        for (String site : sites) {
            await(() -> ran("site peers --site @%s --accept 2".formatted(site)));
        }
    }

    private void sign() {
        command("federation sign --federation @hearts --key @hearts/private/administrator.key --passphrase-file @pass");
    }

    private Path study(String name, int rounds) throws IOException {
        Path study = Files.createDirectories(path("studies").resolve(name)).resolve("study.yaml");
        Files.writeString(study, STUDY.formatted(name, rounds));
        return study;
    }

    /** Runs a study of so many rounds; the median seconds of one. */
    double medianRound(String name, int rounds) throws IOException {
        Path study = study(name, rounds);
        command("study sign %s --key @dora.key --passphrase-file @pass".formatted(study));
        command("coordinator run %s --coordinator @coordinator --federation @hearts --name %s".formatted(study, name));
        for (String site : sites) {
            await(() -> ran("site approve %s --site @%s --as Eve --until 2099-12-31".formatted(name, site)));
        }
        Path results = path("coordinator").resolve("runs").resolve(name).resolve("results");
        await(() -> Files.exists(results));
        double[] seconds = ResultsFolder.read(results).training().rounds().stream()
                .mapToDouble(round -> round.step().seconds())
                .sorted()
                .toArray();
        return seconds[seconds.length / 2];
    }

    private void start(String line) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "org.wardround.cli.Main"));
        words.addAll(words(line));
        processes.add(new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(path("process-" + processes.size() + ".log").toFile())
                .start());
    }

    private void command(String line) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        if (run(line, printed) != 0) {
            throw new IllegalStateException(line + ": " + printed.toString(StandardCharsets.UTF_8));
        }
    }

    private boolean ran(String line) {
        return run(line, new ByteArrayOutputStream()) == 0;
    }

    private int run(String line, ByteArrayOutputStream printed) {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return new Program(new Session(out, out, Screen.PLAIN, Clock.systemUTC(), folder)).run(words(line));
    }

    private List<String> words(String line) {
        return Arrays.stream(line.split(" "))
                .map(word -> word.startsWith("@") ? path(word.substring(1)).toString() : word)
                .toList();
    }

    private static void await(BooleanSupplier happened) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("nothing happens: see the processes' logs");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
    }
}
