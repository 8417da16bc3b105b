package org.wardround.cli.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.cli.Main;
import org.wardround.cli.Program;
import org.wardround.cli.terminal.Screen;
import org.wardround.cli.terminal.Session;
import org.wardround.simulation.hospitals.SyntheticHospitals;

/** A coordinator as a process of its own, with commands from beside it and its REST interface. */
final class CoordinatorProcessTest {
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    Path folder;

    private int port;
    private int rest;
    private @Nullable Process process;

    @BeforeEach
    void federation() throws IOException {
        Files.writeString(path("pass"), "a long enough passphrase\n");
        Files.setPosixFilePermissions(path("pass"), PosixFilePermissions.fromString("rw-------"));
        port = freePort();
        rest = freePort();
        succeed("federation init Hearts --administrator Ada --signatures 1 --out @hearts --passphrase-file @pass");
        succeed("federation key --out @dora.key --passphrase-file @pass");
        succeed("federation key --out @north.key --passphrase-file @pass");
        succeed("federation author add Dora --key @dora.pub --federation @hearts");
        succeed("federation site add north --title Northside --key @north.pub --federation @hearts");
        succeed("federation sign --federation @hearts --key @hearts/private/administrator.key --passphrase-file @pass");
        succeed("coordinator init --out @coordinator --roster @hearts --host 127.0.0.1,localhost --port " + port);
        SyntheticHospitals.seeded(1).write(path("study"));
        // Nobody joins: of one hospital there is nothing to hide.
        Files.writeString(
                path("study/study.yaml"),
                "\nprivacy: {secureAggregation: {required: false}}\n",
                StandardOpenOption.APPEND);
        succeed("study sign @study/study.yaml --key @dora.key --passphrase-file @pass");
    }

    @AfterEach
    void end() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private Path path(String name) {
        return folder.resolve(name);
    }

    private String succeed(String line) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        Session session = new Session(print, print, Screen.PLAIN, CLOCK, folder);
        assertThat(new Program(session).run(words(line)))
                .as("%s%n%s", line, out.toString(StandardCharsets.UTF_8))
                .isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    /** A word after @ is a path in the folder. */
    private List<String> words(String line) {
        return Arrays.stream(line.split(" "))
                .map(word -> word.startsWith("@") ? path(word.substring(1)).toString() : word)
                .toList();
    }

    private void start() throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(
                words("coordinator start --coordinator @coordinator --listen 127.0.0.1 --log json --rest " + rest));
        process = new ProcessBuilder(command)
                .redirectOutput(path("out").toFile())
                .redirectError(path("err").toFile())
                .start();
        await("ready", () -> get("/ready", "") == 200);
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private void await(String what, Condition condition) throws Exception {
        Instant end = CLOCK.instant().plusSeconds(60);
        while (!condition.holds()) {
            assertThat(CLOCK.instant())
                    .as("%s%n%s%s", what, Files.readString(path("out")), Files.readString(path("err")))
                    .isBefore(end);
            assertThat(new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS)).isFalse();
        }
    }

    private int get(String page, String token) throws Exception {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(rest, page)))
                                    .header("Authorization", "Bearer " + token)
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    private void awaitState(String state) throws Exception {
        await(
                state,
                () -> succeed("coordinator runs --coordinator @coordinator").contains("first  " + state));
    }

    private int terminate() throws Exception {
        process.toHandle().destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Test
    void commands_reach_a_running_coordinator_and_it_ends_orderly_when_it_is_told_to() throws Exception {
        succeed("coordinator access add otto --role auditor --coordinator @coordinator --out @otto.token");
        start();
        String token = Files.readString(path("otto.token")).strip();
        assertThat(get("/api/v1/runs", token)).isEqualTo(200);
        assertThat(get("/api/v1/runs", "")).isEqualTo(401);
        assertThat(succeed("coordinator access list --coordinator @coordinator"))
                .contains("otto  auditor");
        succeed("coordinator access remove otto --coordinator @coordinator");
        assertThat(get("/api/v1/runs", token)).isEqualTo(401);

        succeed("coordinator run @study/study.yaml --coordinator @coordinator --federation @hearts --name first");
        awaitState("joining");
        succeed("coordinator pause first --coordinator @coordinator");
        awaitState("paused");
        assertThat(terminate()).isZero();

        assertThat(Files.readString(path("out"))).endsWith("Stopping: what is under way is finished first\n");
        List<String> log = Files.readAllLines(path("err"));
        assertThat(log).isNotEmpty();
        ObjectMapper json = new ObjectMapper();
        for (String line : log) {
            assertThat(json.readTree(line).path("time").asText()).isNotEmpty();
        }
        assertThat(log).anyMatch(line -> line.contains("pause, asked for by") && line.contains("\"run\":\"first\""));
        assertThat(log).noneMatch(line -> line.contains(token));

        succeed("coordinator resume first --coordinator @coordinator");
        start();
        awaitState("joining");
        succeed("coordinator cancel first --coordinator @coordinator --reason mistake");
        awaitState("cancelled");
        assertThat(terminate()).isZero();
    }
}
