package org.wardround.data.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.study.MissingPolicy;
import org.wardround.core.study.Range;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;
import org.wardround.data.Tables;
import org.wardround.data.split.Split;
import org.wardround.data.table.MappedData;
import org.wardround.study.file.MappingFile;
import org.wardround.study.file.MappingWriter;
import org.wardround.study.file.StudyFile;
import org.wardround.study.file.StudyWriter;
import org.wardround.study.mapping.ColumnReference;
import org.wardround.study.mapping.Source;
import org.wardround.study.mapping.SplitSource;
import org.wardround.study.mapping.VariableMapping;
import org.wardround.study.problem.ProblemsException;
import org.wardround.testkit.ReferenceData;

class ProfileTest {
    @TempDir
    Path folder;

    @Test
    void types_are_told_by_the_values() {
        Profile profile = profile(
                "weight,children,smoker,colour,admitted,y",
                row -> "%d.5,%d,%d,%s,2020-01-%02d,%d"
                        .formatted(
                                50 + row,
                                row % 7,
                                row % 2,
                                List.of("red", "green", "blue").get(row % 3),
                                1 + row % 28,
                                row % 2));

        assertThat(profile.study().variables())
                .extracting(Variable::type)
                .containsExactly(
                        VariableType.NUMBER,
                        VariableType.INTEGER,
                        VariableType.BINARY,
                        VariableType.CATEGORY,
                        VariableType.DATE);
        assertThat(variable(profile, "colour").levels()).containsExactly("blue", "green", "red");
        assertThat(variable(profile, "admitted").range())
                .isEqualTo(new Range(17897, 18992)); // 2019-01-01 and 2021-12-31
        assertThat(profile.study().outcome().name()).isEqualTo("y");
        assertThat(profile.study().outcome().type()).isEqualTo(VariableType.BINARY);
        assertReads(profile);
    }

    @Test
    void borders_of_ranges_are_round_and_never_a_patients_own() {
        Profile profile = profile("age,score,y", row -> "%d,%d.%d,%d".formatted(29 + row, row - 7, row % 10, row % 2));

        assertThat(variable(profile, "age").range())
                .isEqualTo(new Range(25, 75)); // 29 - 3.9 = 25.1 and 68 + 3.9 = 71.9, in steps of 5
        assertThat(variable(profile, "score").range()).isEqualTo(new Range(-15, 40));
        assertReads(profile);
    }

    @Test
    void a_range_that_never_was_negative_stays_so() {
        Profile profile = profile("crp,y", row -> "%s,%d".formatted(row / 10.0, row % 2));

        assertThat(variable(profile, "crp").range()).isEqualTo(new Range(0, 4.5));
    }

    @Test
    void numbers_far_from_all_others_are_taken_as_missing() {
        Profile profile = profile(
                "chol,ph,grade,y",
                row -> "%d,%d,%d,%d"
                        .formatted(
                                row % 8 == 0 ? 0 : 150 + 3 * row,
                                row == 3 ? 999 : 60 + row,
                                row % 9 == 0 ? 9 : row % 3,
                                row % 2));

        assertThat(mapped(profile, "chol").missing()).containsExactly("0");
        assertThat(mapped(profile, "ph").missing()).containsExactly("999");
        assertThat(mapped(profile, "grade").missing()).containsExactly("9");
        assertThat(variable(profile, "chol").missing()).isEqualTo(MissingPolicy.IMPUTE);
        assertThat(variable(profile, "grade").levels()).containsExactly("0", "1", "2");
        assertThat(profile.study().comments().get("chol"))
                .isEqualTo(
                        "missing in about 13 % of the rows\nfar from all other values, taken as missing: 0; the mapping says so");
        assertReads(profile);
    }

    @Test
    void zeros_and_nines_among_others_are_values() {
        Profile profile = profile("a,b,y", row -> "%d,%d,%d".formatted(2 * row, 90 + row % 20, row % 2));

        assertThat(profile.mapping().variables()).isEmpty();
    }

    @Test
    void usual_texts_for_missing_are_found() {
        Profile profile = profile(
                "a,b,y",
                row -> "%s,%s,%d".formatted(row == 1 ? "?" : row * 1.5, row == 2 ? "NA" : "" + row * 2.5, row % 2));

        assertThat(profile.mapping().missing()).containsExactly("?", "NA");
        assertReads(profile);
    }

    @Test
    void what_identifies_people_is_left_out() {
        Profile profile = profile(
                "patientName,MRN,e-mail,zip_code,patient_id,row,comment,y,age",
                row -> "n%d,%d,m%d,1%d,P%d,%d,text %d,%d,%d"
                        .formatted(row, row * 7, row, row, row, row, row, row % 2, 40 + row % 11));

        assertThat(profile.study().variables()).extracting(Variable::name).containsExactly("age");
        assertThat(profile.leftOut())
                .containsEntry("patientName", "by its name it identifies people")
                .containsEntry("MRN", "by its name it identifies people")
                .containsEntry("e-mail", "by its name it identifies people")
                .containsEntry("zip_code", "by its name it identifies people")
                .containsEntry("patient_id", "it numbers the patients; the mapping uses it")
                .containsEntry("row", "it numbers the rows or the patients")
                .containsEntry("comment", "it holds free text, or more than 20 codes");
        assertThat(profile.mapping().patient()).isEqualTo(ColumnReference.named("patient_id"));
        assertThat(profile.study().comments().get("y"))
                .contains("left out: 'MRN', because by its name it identifies people");
        assertReads(profile);
    }

    @Test
    void the_event_of_two_codes_is_the_one_that_does_not_say_no() {
        Profile profile = profile("age,diagnosis", row -> "%d,%s".formatted(40 + row, row % 3 == 0 ? "M" : "B"));

        assertThat(mapped(profile, "diagnosis").values()).isEqualTo(Map.of("B", "0", "M", "1"));
        assertReads(profile);
    }

    @Test
    void a_column_of_sites_divides_the_table() {
        Profile profile = profile("centre,age,y", row -> "c%d,%d,%d".formatted(row % 2, 40 + row, row / 2 % 2));

        assertThat(profile.mapping().source()).isInstanceOf(Source.SiteColumn.class);
        assertThat(assertReads(profile).sites()).hasSize(2);
    }

    @Test
    void sites_with_few_rows_are_no_sites_and_no_variable_either() {
        Profile profile = profile("centre,age,y", row -> "c%d,%d,%d".formatted(row % 8, 40 + row, row / 2 % 2));

        assertThat(profile.mapping().source()).isInstanceOf(Source.Divided.class);
        assertThat(profile.leftOut()).containsEntry("centre", "by its name it says whose the rows are");
    }

    @Test
    void a_published_split_is_used() {
        Profile profile =
                profile("fold,age,y", row -> "%s,%d,%d".formatted(row % 4 == 0 ? "test" : "train", 40 + row, row % 2));

        assertThat(profile.mapping().split()).isEqualTo(new SplitSource.Column(ColumnReference.named("fold")));
        assertThat(profile.study().variables()).extracting(Variable::name).containsExactly("age");
        assertReads(profile);
    }

    @Test
    void a_number_too_large_for_sums_over_sites_is_left_out() throws IOException {
        List<String> lines = new ArrayList<>(List.of("cells per litre,age,died"));
        for (int i = 0; i < 60; i++) {
            lines.add("%d,%d,%d".formatted(4_000_000_000L + 123_456_789L * i, 40 + i % 37, i % 2));
        }
        new Tables(folder).with("data.csv", lines.toArray(String[]::new));

        Profile profile = Profile.of(folder.resolve("data.csv"));

        assertThat(profile.leftOut())
                .containsEntry(
                        "cells per litre", "its range is too wide for sums over sites: count it in a larger unit");
        Path study = Files.writeString(folder.resolve("study.yaml"), StudyWriter.write(profile.study()));
        assertThat(StudyFile.read(study).warnings()).isEmpty();
    }

    @Test
    void a_table_without_rows_is_refused_by_the_path_that_was_given() {
        new Tables(folder).with("data.csv", "age,sex,died");

        assertThatThrownBy(() -> Profile.of(folder.resolve("data.csv")))
                .hasMessage(
                        folder.resolve("data.csv")
                                + ": error: has a header line and no rows: give it some, since types and ranges are guessed from them");
        assertThatThrownBy(() -> Profile.of(folder.resolve("absent.csv")))
                .hasMessageStartingWith(folder.resolve("absent.csv") + ": error: there is no such file");
    }

    @Test
    void tables_that_can_not_become_a_study_are_refused() {
        assertThatThrownBy(() -> profile("id,age", row -> row + "," + 5))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("no column could be an outcome");
        assertThatThrownBy(() -> profile("1,2", row -> row + "," + row))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("the first line looks like a row: give the table a header line");
        assertThatThrownBy(() -> profile("a,a,y", row -> row + "," + row + "," + row % 2))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("two columns are named 'a': rename one");
        assertThatThrownBy(() -> Profile.of(folder.resolve("absent.csv")))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("there is no such file in");
    }

    @Test
    void breast_masses_give_thirty_numbers_and_a_diagnosis() throws IOException {
        Profile profile = Profile.of(ReferenceData.folder("wdbc").resolve("wdbc.csv"));

        assertThat(profile.study().variables())
                .hasSize(30)
                .allMatch(variable -> variable.type() == VariableType.NUMBER);
        assertThat(profile.study().outcome().name()).isEqualTo("y");
        assertThat(profile.leftOut()).containsOnlyKeys("rownames");
        MappedData.Sites sites = assertReads(profile, ReferenceData.folder("wdbc"));
        assertThat(sites.sites().values().stream()
                        .mapToInt(data -> data.table().rows())
                        .sum())
                .isEqualTo(569);
        assertFilesRoundTrip(profile);
    }

    @Test
    void lung_cancer_gives_a_time_to_event() throws IOException {
        Profile profile = Profile.of(ReferenceData.folder("ncctg-lung").resolve("lung.csv"));

        assertThat(profile.study().outcome().type()).isEqualTo(VariableType.TIME_TO_EVENT);
        assertThat(mapped(profile, "survival").values()).isEqualTo(Map.of("1", "0", "2", "1"));
        assertThat(mapped(profile, "survival").event()).isEqualTo(ColumnReference.named("status"));
        assertReads(profile, ReferenceData.folder("ncctg-lung"));
        assertFilesRoundTrip(profile);
    }

    private void assertFilesRoundTrip(Profile profile) throws IOException {
        Path study = Files.writeString(folder.resolve("study.yaml"), StudyWriter.write(profile.study()));
        Path mapping = Files.writeString(
                folder.resolve("mapping.yaml"), MappingWriter.write(profile.mapping(), profile.mappingComments()));

        assertThat(StudyFile.read(study).study().data().variables())
                .isEqualTo(profile.study().variables());
        assertThat(MappingFile.read(mapping).mapping()).isEqualTo(profile.mapping());
    }

    private Profile profile(String header, IntFunction<String> row) {
        List<String> lines = new ArrayList<>(List.of(header));
        for (int i = 0; i < 40; i++) {
            lines.add(row.apply(i));
        }
        new Tables(folder).with("data.csv", lines.toArray(String[]::new));
        return Profile.of(folder.resolve("data.csv"));
    }

    private static Variable variable(Profile profile, String name) {
        return profile.study().variables().stream()
                .filter(variable -> variable.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static VariableMapping mapped(Profile profile, String name) {
        return profile.mapping().variables().entrySet().stream()
                .filter(entry -> entry.getKey().equals(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    private MappedData.Sites assertReads(Profile profile) {
        return assertReads(profile, folder);
    }

    /** The proposal reads the table that it was made from. */
    private static MappedData.Sites assertReads(Profile profile, Path folder) {
        MappedData data =
                MappedData.read(Proposals.dictionary(profile.study()), profile.mapping(), folder, Split.standard());
        assertThat(data).isInstanceOf(MappedData.Sites.class);
        return (MappedData.Sites) data;
    }
}
