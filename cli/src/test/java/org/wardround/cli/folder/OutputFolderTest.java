package org.wardround.cli.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.cli.folder.OutputFolder.Overwriting;
import org.wardround.cli.problem.CommandException;

final class OutputFolderTest {
    private static final Set<String> OURS = Set.of("results.json", "model");

    @TempDir
    Path parent;

    private Path folder;

    @BeforeEach
    void nameFolder() {
        folder = parent.resolve("run");
    }

    @Test
    void a_new_folder_is_written() throws IOException {
        output(Overwriting.NEEDS_FORCE).write(files -> Files.writeString(files.resolve("results.json"), "{}"));

        assertThat(folder.resolve("results.json")).hasContent("{}");
        assertThat(namesIn(parent)).containsExactly("run");
    }

    @Test
    void folders_above_it_are_made() throws IOException {
        folder = parent.resolve("a/b/run");
        output(Overwriting.NEEDS_FORCE).write(files -> Files.writeString(files.resolve("results.json"), "{}"));

        assertThat(folder.resolve("results.json")).exists();
    }

    @Test
    void nothing_is_left_half_written() throws IOException {
        OutputFolder output = output(Overwriting.NEEDS_FORCE);

        assertThatThrownBy(() -> output.write(files -> {
                    Files.writeString(files.resolve("results.json"), "{");
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");
        assertThat(namesIn(parent)).isEmpty();
    }

    @Test
    void an_earlier_run_stays_when_the_next_one_fails() throws IOException {
        earlierRun();
        OutputFolder output = output(Overwriting.ALLOWED);

        assertThatThrownBy(() -> output.write(files -> {
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");
        assertThat(folder.resolve("results.json")).hasContent("old");
        assertThat(namesIn(parent)).containsExactly("run");
    }

    @Test
    void an_earlier_run_is_replaced_as_a_whole_when_that_is_asked_for() throws IOException {
        earlierRun();
        output(Overwriting.ALLOWED).write(files -> Files.writeString(files.resolve("results.json"), "new"));

        assertThat(folder.resolve("results.json")).hasContent("new");
        assertThat(folder.resolve("model")).doesNotExist();
        assertThat(namesIn(parent)).containsExactly("run");
    }

    @Test
    void an_earlier_run_is_not_replaced_unasked() throws IOException {
        earlierRun();

        assertThatThrownBy(() -> output(Overwriting.NEEDS_FORCE))
                .isInstanceOf(CommandException.class)
                .hasMessage(
                        folder + ": holds the output of an earlier run; give another --out, or --force to replace it");
    }

    @Test
    void a_folder_with_strange_files_is_never_replaced() throws IOException {
        earlierRun();
        Files.writeString(folder.resolve("notes.txt"), "mine");

        for (Overwriting overwriting : Overwriting.values()) {
            assertThatThrownBy(() -> output(overwriting))
                    .hasMessage(
                            folder
                                    + ": is not empty and holds 'notes.txt', which Wardround did not write; give another --out");
        }
    }

    @Test
    void a_file_is_no_folder() throws IOException {
        Files.writeString(folder, "mine");

        assertThatThrownBy(() -> output(Overwriting.ALLOWED)).hasMessage(folder + ": is a file; --out needs a folder");
    }

    @Test
    void an_empty_folder_may_be_there() throws IOException {
        Files.createDirectory(folder);
        output(Overwriting.NEEDS_FORCE).write(files -> Files.writeString(files.resolve("results.json"), "{}"));

        assertThat(folder.resolve("results.json")).exists();
    }

    private OutputFolder output(Overwriting overwriting) throws IOException {
        return OutputFolder.of(folder, OURS, overwriting);
    }

    private void earlierRun() throws IOException {
        Files.createDirectories(folder.resolve("model"));
        Files.writeString(folder.resolve("results.json"), "old");
    }

    private static List<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
