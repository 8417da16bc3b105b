package org.wardround.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The lines of docs/operate.md, as they stand, one after the other in one folder. Put in between are only what the page says in words: passphrases are typed, a policy and tables are there, and
 * the coordinator's name is one of this computer.
 */
class OperateDocumentTest {
    private static final Pattern BLOCK = Pattern.compile("```sh\\R(.*?)```", Pattern.DOTALL);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Map<String, String> ASKED = Map.of(
            "wardround federation init", " --passphrase-file pass",
            "wardround federation key", " --passphrase-file pass",
            "wardround federation sign", " --passphrase-file pass",
            "wardround study sign", " --passphrase-file pass");

    @TempDir
    Path folder;

    private final List<Process> running = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : running) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void the_page_leads_to_a_finished_study() throws Exception {
        prepare();
        int port = freePort();
        List<String> lines = lines(Files.readString(Path.of("..", "docs", "operate.md")));
        assertThat(lines).hasSizeGreaterThan(25);
        for (String line : lines) {
            String command = line.replace("wardround.example.org", "127.0.0.1");
            if (command.startsWith("wardround coordinator init")) {
                command += " --port " + port;
            }
            for (Map.Entry<String, String> asked : ASKED.entrySet()) {
                command += command.startsWith(asked.getKey() + " ") ? asked.getValue() : "";
            }
            if (command.contains(" start ")) {
                startsAndStays(command);
            } else {
                succeeds(command);
            }
        }
        Path outcome = folder.resolve("coordinator/runs/first/outcome.properties");
        await(() -> Files.exists(outcome), "the outcome");
        assertThat(Files.readString(outcome)).contains("outcome=finished");
        succeeds("wardround audit verify --site south --federation hearts");
    }

    private void prepare() throws IOException {
        Files.writeString(folder.resolve("pass"), "a long enough passphrase\n");
        Files.setPosixFilePermissions(folder.resolve("pass"), PosixFilePermissions.fromString("rw-------"));
        MockHospitals hospitals = new MockHospitals(folder, 3);
        Path study = hospitals.study("hearts", MockHospitals.TRAINS.formatted(3, 3));
        Files.copy(study, folder.resolve("study.yaml"));
        for (List<String> named :
                List.of(List.of("site-1", "north"), List.of("site-2", "south"), List.of("site-3", "west"))) {
            Path tables = Files.createDirectories(folder.resolve(named.get(1) + "-tables"));
            Files.copy(
                    folder.resolve(named.get(0) + ".data").resolve(named.get(0) + ".csv"),
                    tables.resolve(named.get(1) + ".csv"));
            Files.writeString(tables.resolve("mapping.yaml"), "sites: {file: \"*.csv\"}\n");
        }
    }

    private static List<String> lines(String page) {
        List<String> lines = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(page);
        while (blocks.find()) {
            blocks.group(1).lines().filter(line -> !line.isBlank()).forEach(lines::add);
        }
        return lines;
    }

    private void startsAndStays(String command) throws IOException {
        for (String site : List.of("north", "south", "west")) {
            Path policy = folder.resolve(site).resolve("policy.yaml");
            if (command.contains("--site " + site) && Files.notExists(policy)) {
                Files.writeString(policy, ProcessFederation.POLICY.replace("sum: plain", "sum: masked"));
            }
        }
        running.add(started(command));
    }

    /** What a running process has yet to hear of is tried again, as a person would. */
    private void succeeds(String command) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        int exitCode;
        do {
            exitCode = started(command).waitFor();
        } while (exitCode != 0 && Instant.now().isBefore(end));
        assertThat(exitCode).as("%s%n%s", command, printed()).isZero();
    }

    private Process started(String command) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "org.wardround.cli.Main"));
        line.addAll(List.of(command.substring("wardround ".length()).split(" ")));
        return new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("printed").toFile()))
                .start();
    }

    private String printed() throws IOException {
        String all = Files.readString(folder.resolve("printed"));
        return all.substring(Math.max(0, all.length() - 3000));
    }

    private void await(java.util.function.BooleanSupplier happened, String what) throws IOException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!happened.getAsBoolean()) {
            assertThat(Instant.now()).as("%s%n%s", what, printed()).isBefore(end);
            ProcessFederation.pause(50);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
