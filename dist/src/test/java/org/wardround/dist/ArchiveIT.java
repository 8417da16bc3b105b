package org.wardround.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The archive as its users meet it: unpacked, in an empty environment, with no Java on the PATH. */
final class ArchiveIT {
    /** All that the start script calls. */
    private static final List<String> TOOLS =
            List.of("sh", "cat", "cksum", "dirname", "ls", "mv", "readlink", "rm", "stty");

    @TempDir
    static Path unpacked;

    private static Path program;
    private static Path tools;

    @TempDir
    Path folder;

    @BeforeAll
    static void unpack() throws Exception {
        Process tar = new ProcessBuilder("tar", "-xzf", System.getProperty("archive"), "-C", unpacked.toString())
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
        try (Stream<Path> folders = Files.list(unpacked)) {
            program = folders.findFirst().orElseThrow();
        }
        tools = Files.createDirectory(unpacked.resolve("tools"));
        for (String tool : TOOLS) {
            Path place = Stream.of("/bin", "/usr/bin")
                    .map(folder -> Path.of(folder, tool))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
            Files.copy(place, tools.resolve(tool), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private record Ran(int exitCode, String told) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LICENSE",
                "NOTICE",
                "licences/THIRD-PARTY.txt",
                "licences/sbom.cdx.json",
                "runtime/legal/java.base/LICENSE",
                "docs/install.md",
                "studies/heart-disease/study.yaml",
                "service/systemd/wardround-coordinator.service",
                "service/systemd/wardround-site.service",
                "service/windows/wardround-site.xml",
                "bin/wardround.cmd"
            })
    void what_belongs_to_it_is_in_it(String file) throws IOException {
        assertThat(program.resolve(file)).isNotEmptyFile();
    }

    @Test
    void every_jar_of_others_is_in_the_bill_of_materials_and_the_list_of_licences() throws IOException {
        String bill = Files.readString(program.resolve("licences/sbom.cdx.json"));
        String licences = Files.readString(program.resolve("licences/THIRD-PARTY.txt"));
        try (Stream<Path> jars = Files.list(program.resolve("lib"))) {
            List<String> others = jars.map(jar -> jar.getFileName().toString())
                    .filter(name -> !name.startsWith("wardround-"))
                    .map(name -> name.replaceFirst("\\.jar$", ""))
                    .toList();
            assertThat(others).hasSizeGreaterThan(20).allSatisfy(name -> {
                int version = name.replaceFirst("-[0-9].*$", "").length();
                String identity = name.substring(0, version) + ":" + name.substring(version + 1);
                assertThat(licences).contains(":" + identity + " ");
                assertThat(bill).contains("/" + identity.replace(':', '@') + "?type=jar");
            });
        }
    }

    @Test
    void nothing_in_it_names_the_computer_that_built_it() throws IOException {
        try (Stream<Path> files = Files.walk(program.resolve("licences"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(file)
                            .content()
                            .doesNotContain(System.getProperty("user.dir"), System.getProperty("user.home") + "/"));
        }
    }

    @Test
    void a_coordinators_jars_can_read_no_table() throws IOException {
        try (JarFile jar = new JarFile(
                program.resolve("lib/wardround-coordinator-program.jar").toFile())) {
            List<String> names = Arrays.asList(
                    jar.getManifest().getMainAttributes().getValue("Class-Path").split(" ", -1));
            assertThat(names)
                    .allSatisfy(name ->
                            assertThat(program.resolve("lib").resolve(name)).exists())
                    .noneMatch(name -> name.matches("(wardround-(data|learning|site|simulation)|fastcsv)-.*"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "simulate --help",
                "federation --help",
                "coordinator start --help",
                "coordinator run --help",
                "site start --help",
                "audit verify --help"
            })
    void help_is_there_without_any_java_on_the_path(String line) throws Exception {
        Ran ran = run(line);
        assertThat(ran.exitCode()).as(ran.told()).isZero();
        assertThat(ran.told()).contains("Usage: wardround");
    }

    @Test
    void a_study_is_simulated_over_the_hospitals_of_the_demo() throws Exception {
        succeed("demo --out @demo");
        assertThat(folder.resolve("demo/run/report.html")).isNotEmptyFile();
        succeed("study check @demo/hospitals/study.yaml");
        succeed("simulate @demo/hospitals/study.yaml --data @demo/hospitals --out @run");
        assertThat(folder.resolve("run/report.html")).isNotEmptyFile();
        assertThat(folder.resolve("run/model/model.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("demo/run/model/model.safetensors"));
    }

    @Test
    void a_coordinator_and_a_site_meet() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path pass = Files.writeString(folder.resolve("pass"), "a long enough passphrase\n");
        Files.setPosixFilePermissions(pass, PosixFilePermissions.fromString("rw-------"));
        Files.createDirectory(folder.resolve("tables"));

        succeed("federation init Hearts --administrator Ada --signatures 1 --out @hearts --passphrase-file @pass");
        sign();
        succeed("coordinator init --out @coordinator --roster @hearts --host 127.0.0.1 --port " + port);
        succeed("federation coordinator set --key @coordinator/coordinator.pub --federation @hearts");
        sign();
        succeed("coordinator roster --roster @hearts --coordinator @coordinator");
        succeed("coordinator token north --coordinator @coordinator --out @north.token");

        Process coordinator = start("coordinator start --coordinator @coordinator --listen 127.0.0.1");
        try (BufferedReader told = coordinator.inputReader(StandardCharsets.UTF_8)) {
            assertThat(told.readLine())
                    .isEqualTo("Listening on 127.0.0.1, port %d; stop it with Ctrl-C".formatted(port));
            succeed("site enroll --token @north.token --out @north");
            succeed("federation site add north --title Northside --key @north/identity.pub --federation @hearts");
            sign();
            succeed("coordinator roster --roster @hearts --coordinator @coordinator");
            succeed("site peers --site @north");

            Process site = start("site start --site @north --data @tables");
            try (BufferedReader lines = site.inputReader(StandardCharsets.UTF_8)) {
                assertThat(lines.lines().anyMatch(line -> line.startsWith("The agent of north calls ")))
                        .isTrue();
            } finally {
                stop(site);
            }
            succeed("audit verify --site @north --federation @hearts");
        } finally {
            stop(coordinator);
        }
    }

    private void sign() throws Exception {
        succeed("federation sign --federation @hearts --key @hearts/private/administrator.key --passphrase-file @pass");
    }

    private void succeed(String line) throws Exception {
        Ran ran = run(line);
        assertThat(ran.exitCode()).as("%s%n%s", line, ran.told()).isZero();
    }

    private Ran run(String line) throws Exception {
        Process process = start(line);
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), told);
    }

    /** A word after @ is a path in the folder. */
    private Process start(String line) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(program.resolve("bin/wardround").toString());
        for (String word : line.split(" ", -1)) {
            command.add(word.startsWith("@") ? folder.resolve(word.substring(1)).toString() : word);
        }
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", tools.toString());
        return builder.start();
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
}
