package org.wardround.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.study.MissingPolicy;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.VariableType;
import org.wardround.data.Mappings;
import org.wardround.data.Studies;
import org.wardround.data.Tables;
import org.wardround.data.split.Split;
import org.wardround.study.mapping.ColumnReference;
import org.wardround.study.mapping.Division;
import org.wardround.study.mapping.Source;
import org.wardround.study.mapping.SourceFile;
import org.wardround.study.mapping.SplitSource;

/** What a user reads for each thing that can be wrong. */
class ProblemMessagesTest {
    private static final Studies AGE = Studies.study().number("age", 0, 120);

    @TempDir
    Path folder;

    private Tables tables;

    @BeforeEach
    void folder() {
        tables = new Tables(folder);
    }

    @Test
    void missing_file() {
        tables.with("cleveland.csv", "age,y", "50,1").with("zurich.csv", "age,y", "50,1");

        assertThat(problems(Mappings.siteA("clevland.csv", true, "")))
                .containsExactly(
                        "clevland.csv: there is no such file in FOLDER: put it there, or correct its name; nearest: 'cleveland.csv'");
    }

    @Test
    void missing_folder() {
        assertThat(new Tables(folder.resolve("none"))
                        .problems(
                                AGE.dictionary(),
                                Mappings.siteA("a.csv", true, "").build()))
                .containsExactly("a.csv: there is no data folder FOLDER");
    }

    @Test
    void no_file_matches() {
        tables.with("notes.txt", "hello");

        assertThat(problems(Mappings.everyCsv()))
                .containsExactly("*.csv: no file in FOLDER matches '*.csv'; there are: 'notes.txt'");
    }

    @Test
    void empty_file() {
        tables.withBytes("a.csv", new byte[0]);

        assertThat(problems(Mappings.everyCsv())).containsExactly("a.csv: the file is empty: export the table again");
    }

    @Test
    void empty_site() {
        tables.with("a.csv", "age,y");

        assertThat(problems(Mappings.everyCsv()))
                .containsExactly("a.csv: site 'a' has no rows: give it some, or take it out of the mapping");
    }

    @Test
    void wrong_delimiter() {
        tables.with("a.csv", "age;y", "50;1");

        assertThat(problems(Mappings.siteA("a.csv", true, ",")))
                .containsExactly(
                        "a.csv: has one column only when split at ','; its lines look split at ';': correct the delimiter in the mapping,"
                                + " or leave it out");
    }

    @Test
    void too_few_and_too_many_fields() {
        tables.with("a.csv", "age,y", "50,1", "51", "52,1,0");

        assertThat(problems(Mappings.everyCsv()))
                .containsExactly(
                        "a.csv:3: the row has 1 field where the header names 2: is a field with ',' in it not quoted, or a line cut off?",
                        "a.csv:4: the row has 3 fields where the header names 2: is a field with ',' in it not quoted, or a line cut off?");
    }

    @Test
    void quotation_mark_not_closed() {
        tables.with("a.csv", "age,y", "50,1", "\"51,1");

        assertThat(problems(Mappings.everyCsv()))
                .singleElement()
                .asString()
                .contains("is a quotation mark not closed?");
    }

    @Test
    void not_utf_8() {
        tables.withBytes("a.csv", "age,ort,y\n50,Ulm,1\n51,Köln,1\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(problems(Mappings.everyCsv()))
                .containsExactly(
                        "a.csv:3: not UTF-8: save the file as UTF-8 (it may be Latin-1, Windows-1252 or UTF-16)");
    }

    @Test
    void unknown_column() {
        tables.with("a.csv", "Age,sex,y", "50,1,1");

        assertThat(problems(Mappings.everyCsv()))
                .containsExactly(
                        "a.csv: age: there is no column 'age': name the column in the mapping; nearest: 'Age'");
    }

    @Test
    void position_beyond_the_last_column() {
        tables.with("a.csv", "50,1");

        assertThat(problems(Mappings.siteA("a.csv", false, "").at("age", 1).at("y", 14)))
                .containsExactly(
                        "a.csv: y: there is no column 14, the file has 2 columns: correct the position in the mapping");
    }

    @Test
    void name_of_a_column_without_header() {
        tables.with("a.csv", "50,1");

        assertThat(problems(Mappings.siteA("a.csv", false, "").at("age", 1)))
                .containsExactly(
                        "a.csv: y: the file has no header line, so there is no column 'y': give its position, or set 'header: true' in"
                                + " the mapping");
    }

    @Test
    void header_that_is_a_row() {
        tables.with("a.csv", "50,1", "51,0");

        assertThat(problems(Mappings.everyCsv()))
                .containsExactly(
                        "a.csv:1: the first line looks like a row, not like names of columns: set 'header: false' in the mapping and give"
                                + " positions");
    }

    @Test
    void row_that_is_a_header() {
        tables.with("a.csv", "age,y", "50,1");

        assertThat(problems(Mappings.siteA("a.csv", false, "").at("age", 1).at("y", 2)))
                .containsExactly(
                        "a.csv:1:1: age: not a number: if it stands for a missing value, list it under 'missing'; if the first line"
                                + " names the columns, set 'header: true'",
                        "a.csv:1:2: y: not one of the codes 0, 1: map it under 'values', or list it under 'missing'; if the first line"
                                + " names the columns, set 'header: true'");
    }

    @Test
    void two_columns_of_one_name() {
        tables.with("a.csv", "age,y,age", "50,1,51");

        assertThat(problems(Mappings.everyCsv()))
                .containsExactly(
                        "a.csv: age: the column 'age' stands there more than once (1, 3): give a position in the mapping, or rename a"
                                + " column");
    }

    @Test
    void unparseable_numbers() {
        tables.with("a.csv", "age;y", "fifty;1", "50,5;0", "NaN;0", "0x1p3;1");

        assertThat(problems(Mappings.everyCsv()))
                .containsExactly(
                        "a.csv:2:1: age: not a number: if it stands for a missing value, list it under 'missing'",
                        "a.csv:3:1: age: not a number: write decimals with a point",
                        "a.csv:4:1: age: not a number: if it stands for a missing value, list it under 'missing'",
                        "a.csv:5:1: age: not a number: if it stands for a missing value, list it under 'missing'");
    }

    @Test
    void value_out_of_range_is_told_without_the_value() {
        tables.with("a.csv", "age,y", "50,1", "612,0");

        assertThat(problems(Mappings.everyCsv()))
                .containsExactly(
                        "a.csv:3:1: age: outside the declared range 0 to 120: convert the unit ('multiply', 'add'), list a code for"
                                + " missing values under 'missing', or correct the value");
    }

    @Test
    void value_that_does_not_fit_is_told_also_where_the_row_would_be_dropped() {
        tables.with("a.csv", "age,y", "50,1", "612,");

        assertThat(problems(Mappings.everyCsv()))
                .singleElement()
                .asString()
                .startsWith("a.csv:3:1: age: outside the declared range");
    }

    @Test
    void fraction_for_an_integer() {
        tables.with("a.csv", "children,y", "1.5,1");
        Studies study =
                Studies.study().add("children", VariableType.INTEGER, new Range(0, 20), List.of(), MissingPolicy.DROP);

        assertThat(tables.problems(study.dictionary(), Mappings.everyCsv().build()))
                .containsExactly(
                        "a.csv:2:1: children: not a whole number: declare the variable as 'number', or correct the value");
    }

    @Test
    void code_that_is_not_listed() {
        tables.with("a.csv", "age,y", "50,2");

        assertThat(problems(Mappings.everyCsv()))
                .containsExactly(
                        "a.csv:2:2: y: not one of the codes 0, 1: map it under 'values', or list it under 'missing'");
    }

    @Test
    void no_text_of_a_cell_is_repeated() {
        tables.with(
                "a.csv",
                "pid,centre,fold,age,birth,y",
                "SECRET,SECRET,SECRET,SECRET,SECRET,SECRET",
                "p,a,SECRET,50,1970-01-02,1");
        Studies study = Studies.study()
                .number("age", 0, 120)
                .add("birth", VariableType.DATE, new Range(0, 9), List.of(), MissingPolicy.DROP);
        Mappings mapping = Mappings.bySiteColumn("a.csv", "centre", "(^$)")
                .patient("pid")
                .split(new SplitSource.Column(ColumnReference.named("fold")));

        assertThat(tables.problems(study.dictionary(), mapping.build()))
                .isNotEmpty()
                .noneMatch(problem -> problem.contains("SECRET"));
        assertThat(tables.problems(
                        study.dictionary(),
                        Mappings.everyCsv()
                                .split(new SplitSource.Column(ColumnReference.named("fold")))
                                .build()))
                .hasSize(4)
                .noneMatch(problem -> problem.contains("SECRET"));
    }

    @Test
    void folder_where_a_file_is_needed() throws IOException {
        Files.createDirectory(folder.resolve("a.csv"));

        assertThat(problems(Mappings.siteA("a.csv", true, "")))
                .containsExactly("a.csv: is a folder where a file is needed: correct its name");
    }

    @Test
    void file_that_may_not_be_read() throws IOException {
        tables.with("a.csv", "age,y", "50,1");
        assumeThat(Files.getFileStore(folder).supportsFileAttributeView("posix"))
                .isTrue();
        Files.setPosixFilePermissions(folder.resolve("a.csv"), Set.of());
        // The superuser may read everything.
        assumeThat(Files.isReadable(folder.resolve("a.csv"))).isFalse();

        assertThat(problems(Mappings.everyCsv()))
                .containsExactly(
                        "a.csv: can't be read, access is denied: ask its owner for the right to read it, or copy it to where you have it");
    }

    @Test
    void delimiter_that_is_not_recognised_is_one_problem() {
        tables.with("a.csv", "age~y", "50~1", "51~0");

        assertThat(problems(Mappings.everyCsv()))
                .containsExactly(
                        "a.csv: has one column only, since its lines can't be split at a tab, ';', '|', ',' or a blank: name its delimiter in"
                                + " the mapping, as in delimiter: \"~\"");
    }

    @Test
    void patients_of_two_sites_are_told_where_key_and_values_are_the_same() {
        tables.with("a.csv", "pid,age,y", "1,50,1", "2,51,0")
                .with("b.csv", "pid,age,y", "1,60,1", "2,51,0")
                .with("c.csv", "pid,age,y", "1,70,1", "2,71,0");

        MappedData read = MappedData.read(
                AGE.dictionary(), Mappings.everyCsv().patient("pid").build(), folder, Split.standard());

        assertThat(((MappedData.Sites) read).sharedPatients())
                .singleElement()
                .asString()
                .startsWith("a and b have patients with the same keys and the same values");
    }

    @Test
    void dates_that_do_not_exist_or_do_not_fit() {
        tables.with("a.csv", "birth,y", "31/02/1970,1", "1970-01-01,1", "01/01/1870,1");
        Studies study = Studies.study()
                .add("birth", VariableType.DATE, new Range(-25567, 18262), List.of(), MissingPolicy.DROP);

        assertThat(tables.problems(
                        study.dictionary(),
                        Mappings.everyCsv().date("birth", "dd/MM/yyyy").build()))
                .containsExactly(
                        "a.csv:2:1: birth: not a date of the form dd/MM/yyyy: correct 'date' in the mapping, or the value",
                        "a.csv:3:1: birth: not a date of the form dd/MM/yyyy: correct 'date' in the mapping, or the value",
                        "a.csv:4:1: birth: outside the declared range 1900-01-01 to 2020-01-01: list a code for missing values under 'missing',"
                                + " or correct the value");
    }

    @Test
    void date_pattern_that_is_none() {
        tables.with("a.csv", "birth,y", "1,1");
        Studies study = Studies.study().add("birth", VariableType.DATE, new Range(0, 1), List.of(), MissingPolicy.DROP);

        assertThat(tables.problems(
                        study.dictionary(),
                        Mappings.everyCsv().date("birth", "day/month").build()))
                .containsExactly(
                        "mapping.yaml: variables.birth: 'day/month' is not a date pattern: write one such as dd/MM/yyyy");
    }

    @Test
    void negative_time_and_wrong_event() {
        tables.with("a.csv", "age,time,event", "50,-3,1", "51,6000,0", "52,3,dead");

        assertThat(tables.problems(survival().dictionary(), Mappings.everyCsv().build()))
                .containsExactly(
                        "a.csv:2:2: survival: the time is negative: times count from the common origin on; correct it, or list it under"
                                + " 'missing'",
                        "a.csv:3:2: survival: outside the declared range 0 to 5000 days: convert the unit ('multiply', 'add'), list a code for"
                                + " missing values under 'missing', or correct the value",
                        "a.csv:4:3: survival: not one of the codes 0, 1: map it under 'values', or list it under 'missing'");
    }

    @Test
    void time_to_event_without_columns() {
        tables.with("a.csv", "age,T,E", "50,3,1");

        assertThat(tables.problems(survival().dictionary(), Mappings.everyCsv().build()))
                .containsExactly(
                        "a.csv: survival: needs the columns of its time and its event: name them in the mapping under 'variables'");
    }

    @Test
    void codes_mapped_to_codes_that_the_study_does_not_have() {
        tables.with("a.csv", "age,y", "50,B");

        assertThat(problems(Mappings.everyCsv().values("y", "y", Map.of("B", "benign"))))
                .containsExactly(
                        "mapping.yaml: variables.y: 'values' maps 'B' to 'benign', which is not one of the codes 0, 1");
    }

    @Test
    void name_in_the_mapping_that_could_be_a_slip() {
        tables.with("a.csv", "age,y", "50,1");

        assertThat(problems(Mappings.everyCsv().sentinel("agee", "0")))
                .containsExactly(
                        "mapping.yaml: variables.agee: the study has no variable of this name; nearest: 'age'");
    }

    @Test
    void duplicate_key_in_a_joined_file() {
        tables.with("a.csv", "pid,age", "p1,50").with("b.csv", "pid,y", "p1,1", "p2,0", "p1,0");

        assertThat(problems(Mappings.everyCsv().join("b.csv", "pid")))
                .containsExactly(
                        "b.csv:4: the key in 'pid' stands in line 2 already: a joined file has one row for each key");
    }

    @Test
    void joined_file_that_matches_nothing() {
        tables.with("a.csv", "pid,age", "p1,50").with("b.csv", "pid,y", "P1,1");

        assertThat(problems(Mappings.everyCsv().join("b.csv", "pid")))
                .containsExactly("b.csv: no row of a.csv has a match here in 'pid': are the keys written alike?");
    }

    @Test
    void joined_column_that_stands_in_both_files() {
        tables.with("a.csv", "pid,age,y", "p1,50,1").with("b.csv", "pid,y", "p1,1");

        assertThat(problems(Mappings.everyCsv().join("b.csv", "pid")))
                .containsExactly(
                        "a.csv: y: the column 'y' stands there more than once (3, joined): give a position in the mapping, or rename a"
                                + " column");
    }

    @Test
    void patient_on_two_sides_is_told_without_the_key() {
        tables.with("a.csv", "pid,age,fold,y", "p1,50,train,1", "p2,51,test,0", "p1,52,test,1");

        assertThat(problems(Mappings.everyCsv()
                        .patient("pid")
                        .split(new SplitSource.Column(ColumnReference.named("fold")))))
                .containsExactly(
                        "a.csv:4: the patient of this row is on another side of the split than in line 2: all rows of a patient belong on"
                                + " one side, correct the split");
    }

    @Test
    void split_file_with_two_sides_for_one_row() {
        tables.with("a.csv", "age,y", "50,1")
                .with("s.csv", "site,line_in_file,fold", "a,1,train", "a,1,test", "a,2,middle");

        assertThat(problems(Mappings.everyCsv().split(new SplitSource.File(new SourceFile("s.csv", true, "")))))
                .containsExactly(
                        "s.csv:3: the split gives this patient or row another side in line 2: leave one of the two",
                        "s.csv:4:3: split: not a side of the split: write train, validation or test");
    }

    @Test
    void published_split_that_the_study_asks_for_and_the_table_does_not_have() {
        tables.with("a.csv", "age,y", "50,1");

        assertThat(tables.problems(
                        Studies.study()
                                .number("age", 0, 120)
                                .split(0, 0.25, "fold")
                                .dictionary(),
                        Mappings.everyCsv().build()))
                .containsExactly(
                        "a.csv: split: the study asks for the published split 'fold': name its column or its file under 'split' in the"
                                + " mapping");
    }

    @Test
    void site_pattern_that_is_none_and_sites_that_can_not_be() {
        tables.with("a.csv", "centre,age,y", "c 1,50,1");

        assertThat(problems(Mappings.bySiteColumn("a.csv", "centre", "c.\\d")))
                .containsExactly(
                        "mapping.yaml: site.pattern: 'c.\\d' is not a regular expression with a group, such as '_(\\d+)$'");
        assertThat(problems(Mappings.bySiteColumn("a.csv", "centre", "")))
                .containsExactly(
                        "a.csv:2: what stands in this row can't be a site's name: use letters, digits, dots, underscores and hyphens, or"
                                + " correct 'site' in the mapping");
        assertThat(problems(Mappings.bySiteColumn("a.csv", "centre", "d(\\d)")))
                .containsExactly(
                        "a.csv:2: no site's name is found in this row: correct 'pattern' under 'site' in the mapping, or the row");
    }

    @Test
    void file_pattern_that_is_none_and_files_that_can_not_be_sites() {
        tables.with("north west.csv", "age,y", "50,1");

        assertThat(problems(Mappings.from(new Source.FilesNamedBySite("*.{csv", true, ""))))
                .first()
                .isEqualTo("mapping.yaml: sites.file: '*.{csv' is not a pattern for files: write one such as *.csv");
        assertThat(problems(Mappings.everyCsv()))
                .containsExactly(
                        "north west.csv: 'north west' can't be a site's name: rename the file, or list the files under 'sites' in the"
                                + " mapping");
    }

    @Test
    void divisions_that_can_not_be() {
        tables.with("a.csv", "age,y", "50,1", "51,0");
        Studies number = Studies.study()
                .number("age", 0, 120)
                .outcome(new Outcome("y", VariableType.NUMBER, "", new Range(0, 1), List.of(), ""));

        assertThat(problems(Mappings.divided("a.csv", new Division(3, new Division.Rule.Iid(), 1))))
                .containsExactly(
                        "mapping.yaml: divide: fewer patients are in the cohort than the 3 sites they are to be divided among; lower divide.sites");
        assertThat(tables.problems(
                        number.dictionary(),
                        Mappings.divided("a.csv", new Division(2, new Division.Rule.LabelSkew(1), 1))
                                .build()))
                .containsExactly(
                        "mapping.yaml: divide: label skew needs an outcome with classes, and 'y' is a number: divide by iid or"
                                + " quantity-skew");
    }

    @Test
    void of_many_problems_of_a_kind_the_first_are_listed_and_the_others_counted() {
        List<String> lines = new ArrayList<>(List.of("age,y"));
        for (int row = 0; row < 334; row++) {
            lines.add("999,1");
        }
        lines.add("x,1");
        tables.with("a.csv", lines.toArray(String[]::new));

        List<String> problems = problems(Mappings.everyCsv());

        assertThat(problems).hasSize(22);
        assertThat(problems.get(20)).isEqualTo("a.csv: age: and 314 more like the one before");
        assertThat(problems.get(21)).startsWith("a.csv:336:1: age: not a number");
    }

    @Test
    void problems_of_all_files_are_told_at_once() {
        tables.with("a.csv", "age,y", "x,1").with("b.csv", "age,y").with("c.csv", "alter,y", "50,1");

        assertThat(problems(Mappings.everyCsv())).hasSize(3);
    }

    private static Studies survival() {
        return Studies.study()
                .number("age", 0, 120)
                .outcome(
                        new Outcome("survival", VariableType.TIME_TO_EVENT, "days", new Range(0, 5000), List.of(), ""));
    }

    private List<String> problems(Mappings mapping) {
        return tables.problems(AGE.dictionary(), mapping.build());
    }
}
