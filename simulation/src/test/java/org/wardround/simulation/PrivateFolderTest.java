package org.wardround.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PrivateFolderTest {
    private static final String ROWS = "rows of patients";

    @TempDir
    Path temporary;

    @Test
    void goes_with_what_is_in_it() throws IOException {
        try (PrivateFolder folder = PrivateFolder.in(temporary)) {
            Files.writeString(folder.path().resolve("north"), ROWS);
            assertThat(namesIn(temporary)).hasSize(1);
        }

        assertThat(namesIn(temporary)).isEmpty();
    }

    @Test
    void goes_when_the_program_is_asked_to_stop() throws Exception {
        Process program = start();
        assertThat(namesIn(temporary)).hasSize(1);

        program.destroy();

        assertThat(program.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(namesIn(temporary)).isEmpty();
    }

    @Test
    void what_a_killed_program_leaves_goes_at_the_next_start() throws Exception {
        Process program = start();
        program.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
        List<String> left = namesIn(temporary);
        assertThat(left).hasSize(1);

        try (PrivateFolder folder = PrivateFolder.in(temporary)) {
            assertThat(namesIn(temporary))
                    .containsExactly(folder.path().getFileName().toString())
                    .doesNotContainAnyElementsOf(left);
        }
    }

    @Test
    void what_a_living_program_uses_stays() throws Exception {
        Process program = start();

        try (PrivateFolder folder = PrivateFolder.in(temporary)) {
            assertThat(namesIn(temporary)).hasSize(2);
        } finally {
            program.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
        }
    }

    // No process has the number 999999999999999999. A name without a number and a link are not ours to judge.
    @Test
    void what_only_looks_alike_stays() throws IOException {
        Path outside = Files.createDirectory(temporary.resolve("outside"));
        Files.writeString(outside.resolve("mine"), "mine");
        Files.createDirectory(temporary.resolve("wardround-snapshots-mine"));
        Files.createSymbolicLink(temporary.resolve("wardround-snapshots-999999999999999999-x"), outside);

        try (PrivateFolder folder = PrivateFolder.in(temporary)) {
            assertThat(namesIn(temporary)).hasSize(4);
            assertThat(outside.resolve("mine")).hasContent("mine");
        }
    }

    private Process start() throws IOException {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        temporary.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(program.inputReader().readLine()).isEqualTo("holding");
        return program;
    }

    private static List<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    /** A program that holds a folder until it is stopped. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] words) throws IOException {
            PrivateFolder folder = PrivateFolder.in(Path.of(words[0]));
            Files.writeString(folder.path().resolve("north"), ROWS);
            System.out.println("holding");
            // Not until its input ends: that is closed before the signal arrives.
            ProcessHandle.current().parent().orElseThrow().onExit().join();
        }
    }
}
