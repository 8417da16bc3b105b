package org.wardround.cli.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardround.cli.folder.OutputFolder.Overwriting;
import org.wardround.cli.folder.WrittenFiles.Kind;
import org.wardround.cli.problem.CommandException;

final class OutputFolderTest {
    private static final OutputFolder.Content FULL = files -> {
        Files.writeString(files.resolve("results.json"), "{");
        throw new IOException("disk full");
    };

    @TempDir
    Path parent;

    private Path folder;

    @BeforeEach
    void nameFolder() {
        folder = parent.resolve("run");
    }

    @Test
    void a_new_folder_is_written() throws IOException {
        write(Overwriting.NEEDS_FORCE, "{}");

        assertThat(folder.resolve("results.json")).hasContent("{}");
        assertThat(namesIn(parent)).containsExactly("run");
    }

    @Test
    void folders_above_it_are_made() throws IOException {
        folder = parent.resolve("a/b/run");
        write(Overwriting.NEEDS_FORCE, "{}");

        assertThat(folder.resolve("results.json")).exists();
    }

    @Test
    void nothing_is_left_half_written() throws IOException {
        assertThatThrownBy(() -> write(Overwriting.NEEDS_FORCE, FULL))
                .hasMessage(folder + ": can't be written: disk full; nothing was changed there");
        assertThat(namesIn(parent)).isEmpty();
    }

    @Test
    void an_earlier_run_stays_when_the_next_one_fails() throws IOException {
        earlierRun();
        assertThatThrownBy(() -> write(Overwriting.ALLOWED, FULL))
                .hasMessage(folder + ": can't be written: disk full; nothing was changed there");
        assertThat(folder.resolve("results.json")).hasContent("old");
        assertThat(namesIn(parent)).containsExactly("run");
    }

    @Test
    void an_earlier_run_is_replaced_as_a_whole_when_that_is_asked_for() throws IOException {
        earlierRun();
        write(Overwriting.ALLOWED, "new");

        assertThat(folder.resolve("results.json")).hasContent("new");
        assertThat(folder.resolve("model")).doesNotExist();
        assertThat(namesIn(parent)).containsExactly("run");
    }

    @Test
    void an_earlier_run_is_not_replaced_unasked() throws IOException {
        earlierRun();

        assertThatThrownBy(() -> write(Overwriting.NEEDS_FORCE, "new"))
                .isInstanceOf(CommandException.class)
                .hasMessage(
                        folder + ": holds the output of an earlier run; give another --out, or --force to replace it");
    }

    @Test
    void a_folder_with_strange_files_is_never_replaced() throws IOException {
        earlierRun();
        Files.writeString(folder.resolve("notes.txt"), "mine");

        for (Overwriting overwriting : Overwriting.values()) {
            assertThatThrownBy(() -> write(overwriting, "new"))
                    .hasMessage(
                            folder
                                    + ": is not empty and holds 'notes.txt', which Wardround did not write; give another --out");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"model/mine.txt", "mine/notes.txt", "model/.hidden"})
    void neither_is_one_with_strange_files_further_down(String name) throws IOException {
        earlierRun();
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), "mine");

        assertThatThrownBy(() -> write(Overwriting.ALLOWED, "new"))
                .hasMessageContaining("holds '" + name + "', which Wardround did not write; give another --out");
        assertThat(folder.resolve(name)).hasContent("mine");
        assertThat(folder.resolve("results.json")).hasContent("old");
    }

    @Test
    void neither_is_one_with_a_strange_folder() throws IOException {
        earlierRun();
        Files.createDirectories(folder.resolve("model/mine"));

        assertThatThrownBy(() -> write(Overwriting.ALLOWED, "new")).hasMessageContaining("holds 'model/mine', which");
    }

    @Test
    void neither_is_one_with_a_file_that_was_changed_since() throws IOException {
        earlierRun();
        Files.writeString(folder.resolve("model/model.json"), "mended by hand");

        assertThatThrownBy(() -> write(Overwriting.ALLOWED, "new"))
                .hasMessage(
                        folder
                                + ": is not empty and holds 'model/model.json', which was changed since Wardround wrote it; give another --out");
    }

    @Test
    void a_file_with_a_name_of_ours_is_strange_where_no_list_says_that_we_wrote_it() throws IOException {
        Files.createDirectory(folder);
        Files.writeString(folder.resolve("results.json"), "mine");

        assertThatThrownBy(() -> write(Overwriting.ALLOWED, "new")).hasMessageContaining("holds 'results.json', which");
        assertThat(folder.resolve("results.json")).hasContent("mine");
    }

    // As sha256sum writes it: no title of ours stands in it.
    @Test
    void a_list_of_another_program_makes_nothing_ours() throws IOException {
        earlierRun();
        Path list = folder.resolve(WrittenFiles.NAME);
        Files.writeString(list, Files.readString(list).replaceFirst("#.*\n", ""));

        assertThatThrownBy(() -> write(Overwriting.ALLOWED, "new"))
                .hasMessageContaining("'model/model.json', 'results.json', 'wardround.sha256'");
    }

    @Test
    void the_output_of_another_command_is_not_replaced() {
        earlierRun();

        assertThatThrownBy(() -> OutputFolder.of(folder, Kind.DEMO, Overwriting.ALLOWED))
                .hasMessage(folder + ": holds the output of another command; give another --out");
    }

    @Test
    void a_file_that_appears_while_the_work_goes_on_costs_neither_itself_nor_the_work() throws IOException {
        earlierRun();

        assertThatThrownBy(() -> write(Overwriting.ALLOWED, files -> {
                    Files.writeString(files.resolve("results.json"), "new");
                    Files.writeString(folder.resolve("notes.txt"), "mine");
                }))
                .hasMessageContaining("holds 'notes.txt'", "meanwhile");
        assertThat(folder.resolve("notes.txt")).hasContent("mine");
        assertThat(namesIn(parent)).hasSize(2).allMatch(name -> name.startsWith("run"));
    }

    @Test
    void a_place_that_cannot_be_written_is_told_before_the_work() throws IOException {
        Files.writeString(parent.resolve("file"), "mine");
        folder = parent.resolve("file/run");

        assertThatThrownBy(() -> OutputFolder.of(folder, Kind.RUN, Overwriting.NEEDS_FORCE))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith(folder + ": can't be written there: ")
                .hasMessageNotContaining("unfinished");
    }

    @Test
    void folders_above_it_go_again_where_nothing_comes_of_it() throws IOException {
        folder = parent.resolve("a/b/run");

        assertThatThrownBy(() -> write(Overwriting.NEEDS_FORCE, FULL)).hasMessageContaining("disk full");
        assertThat(namesIn(parent)).isEmpty();
    }

    @Test
    void a_file_that_was_written_again_is_ours_still() throws IOException {
        earlierRun();
        Files.writeString(folder.resolve("results.json"), "again");
        WrittenFiles.rewritten(folder, "results.json");

        write(Overwriting.ALLOWED, "new");

        assertThat(folder.resolve("results.json")).hasContent("new");
    }

    @Test
    void a_file_is_no_folder() throws IOException {
        Files.writeString(folder, "mine");

        assertThatThrownBy(() -> write(Overwriting.ALLOWED, "new"))
                .hasMessage(folder + ": is a file; --out needs a folder");
    }

    @Test
    void an_empty_folder_may_be_there() throws IOException {
        Files.createDirectory(folder);
        write(Overwriting.NEEDS_FORCE, "{}");

        assertThat(folder.resolve("results.json")).exists();
    }

    private void write(Overwriting overwriting, String results) {
        write(overwriting, files -> Files.writeString(files.resolve("results.json"), results));
    }

    private void write(Overwriting overwriting, OutputFolder.Content content) {
        try (OutputFolder output = OutputFolder.of(folder, Kind.RUN, overwriting)) {
            output.write(content);
        }
    }

    private void earlierRun() {
        write(Overwriting.NEEDS_FORCE, files -> {
            Files.createDirectories(files.resolve("model"));
            Files.writeString(files.resolve("results.json"), "old");
            Files.writeString(files.resolve("model/model.json"), "old");
        });
    }

    private static List<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
