package org.wardround.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardround.cli.argument.Command;
import org.wardround.cli.argument.CommandReader;
import org.wardround.cli.federation.FederationCommands;
import org.wardround.cli.terminal.Screen;
import org.wardround.cli.terminal.Session;

/** The coordinator's process has no class on its class path that can read a table or train, and needs none. */
final class CoordinatorClassPathTest {
    private static final List<Path> CLASS_PATH = Arrays.stream(
                    System.getProperty("program.classpath").split(File.pathSeparator, -1))
            .map(Path::of)
            .toList();

    private static final List<String> FILES =
            CLASS_PATH.stream().flatMap(place -> filesIn(place).stream()).toList();

    private static final String PASSPHRASE = "a long enough passphrase";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"data", "learning", "site", "simulation"})
    void no_class_of_the_module_is_on_it(String module) {
        assertThat(packages()).doesNotContain("org/wardround/" + module);
    }

    @Test
    void no_reader_of_tables_is_on_it() {
        assertThat(packages()).doesNotContain("de/siegmar");
        assertThat(packages()).contains("org/wardround/core", "org/wardround/coordinator", "org/wardround/cli");
    }

    // What Java would look for only when the command has come that far, a test must not leave to chance.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "org/wardround/coordinator",
                "org/wardround/cli/coordinator",
                "org/wardround/cli/federation",
                "org/wardround/cli/problem",
                "org/wardround/cli/argument",
                "org/wardround/report"
            })
    void all_that_the_coordinator_is_made_of_can_be_loaded(String packageName) throws Exception {
        List<String> classes = classesUnder(packageName);
        assertThat(classes).hasSizeGreaterThan(5);
        try (URLClassLoader alone = new URLClassLoader(urls(), ClassLoader.getPlatformClassLoader())) {
            for (String name : classes) {
                Class<?> loaded = Class.forName(name, true, alone);
                assertThat(loaded.getDeclaredMethods()).isNotNull();
            }
        }
    }

    @Test
    void the_coordinator_is_set_up_and_started_with_it() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path pass = Files.writeString(folder.resolve("pass"), PASSPHRASE + "\n");
        assertThat(pass.toFile().setReadable(false, false) && pass.toFile().setReadable(true, true))
                .isTrue();
        federation("federation init Hearts --administrator Ada --signatures 1 --out @hearts --passphrase-file @pass");
        sign();
        coordinator("init --out @coordinator --roster @hearts --host 127.0.0.1,localhost --port " + port);
        federation("federation coordinator set --key @coordinator/coordinator.pub --federation @hearts");
        sign();
        coordinator("roster --roster @hearts --coordinator @coordinator");

        Process started = start("start --coordinator @coordinator --listen 127.0.0.1");
        try (BufferedReader out = started.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine())
                    .isEqualTo("Listening on 127.0.0.1, port %d; stop it with Ctrl-C".formatted(port));
        } finally {
            started.destroy();
            assertThat(started.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void sign() throws IOException {
        federation(
                "federation sign --federation @hearts --key @hearts/private/administrator.key --passphrase-file @pass");
    }

    // Whoever keeps the roster does so elsewhere, with the whole program.
    private void federation(String line) throws IOException {
        Command.Group root = new Command.Group("wardround", "", List.of(FederationCommands.group()));
        CommandReader.Request request = new CommandReader(root, "").read(words(line), Screen.UNLIMITED);
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Session session = new Session(nowhere, nowhere, Screen.PLAIN, InstantSource.system(), folder);
        CommandReader.Request.Run run = (CommandReader.Request.Run) request;
        assertThat(run.verb().action().run(run.arguments(), session)).isZero();
    }

    private void coordinator(String line) throws Exception {
        Process process = start(line);
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(told).isZero();
    }

    private Process start(String line) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("program.classpath"),
                "org.wardround.cli.Main",
                "coordinator"));
        command.addAll(words(line));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** A word after @ is a path in the folder. */
    private List<String> words(String line) {
        return Arrays.stream(line.split(" ", -1))
                .map(word ->
                        word.startsWith("@") ? folder.resolve(word.substring(1)).toString() : word)
                .toList();
    }

    private static URL[] urls() throws IOException {
        List<URL> urls = new ArrayList<>();
        for (Path place : CLASS_PATH) {
            urls.add(place.toUri().toURL());
        }
        return urls.toArray(new URL[0]);
    }

    private static List<String> classesUnder(String packageName) {
        return FILES.stream()
                .filter(file -> file.startsWith(packageName + "/") && file.endsWith(".class"))
                .filter(file -> !file.endsWith("-info.class"))
                .map(file ->
                        file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                .toList();
    }

    /** The first three folders of where classes lie, or fewer. */
    private static List<String> packages() {
        return FILES.stream()
                .filter(file -> file.endsWith(".class") && file.contains("/"))
                .flatMap(CoordinatorClassPathTest::beginnings)
                .distinct()
                .toList();
    }

    private static Stream<String> beginnings(String file) {
        String[] parts = file.split("/", -1);
        return Stream.of(2, 3)
                .filter(count -> count < parts.length)
                .map(count -> String.join("/", Arrays.copyOf(parts, count)));
    }

    private static List<String> filesIn(Path place) {
        try {
            if (Files.isDirectory(place)) {
                return filesUnder(place);
            }
            try (FileSystem jar = FileSystems.newFileSystem(place)) {
                return filesUnder(jar.getPath("/"));
            }
        } catch (IOException e) {
            throw new AssertionError(place.toString(), e);
        }
    }

    private static List<String> filesUnder(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace(File.separatorChar, '/'))
                    .toList();
        }
    }
}
