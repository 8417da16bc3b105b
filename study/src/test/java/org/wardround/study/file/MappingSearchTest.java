package org.wardround.study.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.study.Study;
import org.wardround.study.mapping.ColumnReference;
import org.wardround.study.problem.Problem;

/** Which mapping holds: the one beside the data, else the one beside the study; and a second one that differs is not passed over in silence. */
final class MappingSearchTest {
    @TempDir
    Path folder;

    private Path data;
    private Path study;

    @BeforeEach
    void folders() throws IOException {
        data = Files.createDirectory(folder.resolve("data"));
        study = folder.resolve("study.yaml");
    }

    private Path mapping(Path beside, String text) throws IOException {
        return Files.writeString(beside.resolve("mapping.yaml"), text);
    }

    @Test
    void the_one_beside_the_data_holds() throws IOException {
        Path beside = mapping(data, "patient: pid\n");

        assertThat(MappingFile.find(study, data).path()).isEqualTo(beside);
        mapping(folder, "patient: pid\n");
        assertThat(MappingFile.find(study, data).path()).isEqualTo(beside);
    }

    @Test
    void else_the_one_beside_the_study() throws IOException {
        Path beside = mapping(folder, "patient: pid\n");

        assertThat(MappingFile.find(study, data).path()).isEqualTo(beside);
        assertThat(MappingFile.find(study, data).exists()).isTrue();
    }

    @Test
    void else_none() {
        assertThat(MappingFile.find(study, data).exists()).isFalse();
    }

    @Test
    void of_two_that_differ_the_second_is_told_to_have_no_say() throws IOException {
        Path besideData = mapping(data, "patient: pid\n");
        Path besideStudy = mapping(folder, "patient: mrn\n");
        Study asked = StudyFile.read(Path.of("src/test/resources/org/wardround/study/good/heart-disease.yaml"))
                .study();

        assertThat(MappingFile.find(study, data).mapping().patient()).isEqualTo(ColumnReference.named("pid"));
        assertThat(MappingFile.find(study, data).check(asked))
                .extracting(Problem::toString)
                .containsExactly(besideData
                        + ": warning: this mapping is used, because it is beside the data; the one beside the study, "
                        + besideStudy
                        + ", differs from it and has no say: give it with --mapping if it is meant");
        mapping(folder, "patient: pid\n");
        assertThat(MappingFile.find(study, data).check(asked)).isEmpty();
    }

    @Test
    void says_in_which_line_it_names_a_table_or_a_column() throws IOException {
        MappingFile mapping = MappingFile.read(mapping(data, """
                sites:
                  north: {file: north.csv}
                  south:
                    file: south.csv
                join: [{file: lab.csv, on: pid}]
                patient: pid
                variables:
                  age: {column: years}
                split: {file: folds.csv}
                """));

        assertThat(mapping.lineOf("north.csv", "")).hasValue(2);
        assertThat(mapping.lineOf("south.csv", "")).hasValue(4);
        assertThat(mapping.lineOf("lab.csv", "")).hasValue(5);
        assertThat(mapping.lineOf("folds.csv", "")).hasValue(9);
        assertThat(mapping.lineOf("north.csv", "age")).hasValue(8);
        assertThat(mapping.lineOf("north.csv", "patient")).hasValue(6);
        assertThat(mapping.lineOf("north.csv", "sex")).isEmpty();
        assertThat(mapping.lineOf("west.csv", "")).isEmpty();
        assertThat(MappingFile.absent(data).lineOf("north.csv", "")).isEmpty();
    }
}
