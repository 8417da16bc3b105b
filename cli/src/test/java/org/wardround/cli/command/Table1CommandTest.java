package org.wardround.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardround.cli.TestSession;
import org.wardround.cli.terminal.Screen;
import org.wardround.testkit.LinearAttack;
import org.wardround.testkit.ReferenceData;

/** {@code wardround table1} as a user meets it. */
final class Table1CommandTest {
    private static final String STUDY = """
            study: two-hospitals
            purpose: Try Table 1
            data:
              minimumPatients: 5
              variables:
                - {name: age, type: number, unit: years, range: [0, 120], label: Age}
                - {name: sex, type: binary, label: Male}
                - {name: stage, type: category, values: [I, II, III]}
              outcome: {name: death, type: binary, label: Death}
            model: {type: logistic}
            training:
              strategy: {type: fedavg}
              rounds: 2
              local: {steps: 10, batchSize: 8, optimiser: {type: sgd, learningRate: 0.3}}
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("study.yaml"), STUDY);
        Files.writeString(folder.resolve("data/north.csv"), rows(60, 50));
        Files.writeString(folder.resolve("data/south.csv"), rows(40, 62));
    }

    /** Half are male; stages in turn, one in 20 at the last. */
    private static String rows(int count, int age) {
        StringBuilder text = new StringBuilder("age,sex,stage,death\n");
        for (int row = 0; row < count; row++) {
            String stage = row % 20 == 0 ? "III" : row % 2 == 0 ? "I" : "II";
            text.append("%d,%d,%s,%d\n".formatted(age + row % 7, row / 2 % 2, stage, row % 3 == 0 ? 1 : 0));
        }
        return text.toString();
    }

    private TestSession run(Screen screen, Object... more) {
        TestSession session = new TestSession(screen, folder);
        List<Object> words =
                new ArrayList<>(List.of("table1", folder.resolve("study.yaml"), "--data", folder.resolve("data")));
        words.addAll(List.of(more));
        int exitCode = session.run(words.toArray());
        assertThat(exitCode).as(session.err()).isIn(0, 1);
        return session;
    }

    @Test
    void the_table_is_aligned_with_sites_as_columns() {
        String out = run(Screen.PLAIN).out();
        assertThat(out).startsWith("""
                Table 1: patients of 'two-hospitals'

                                               north              south                All   SMD
                Patients, n                       60                 40                100
                Age, years                                                                  5.99
                  mean (SD)               52.9 (2.0)         64.9 (2.0)         57.7 (6.2)
                  median [Q1, Q3]  53.0 [51.0, 55.0]  65.0 [63.0, 66.3]  55.0 [52.0, 64.0]
                Male, n (%)                30 (50.0)          20 (50.0)          50 (50.0)  0.00
                """);
        assertThat(out)
                .contains("Male, n (%)", "stage, n (%)", "Death, n (%)", "each needs its site's permission")
                .contains("suppressed");
    }

    @Test
    void what_does_not_fit_the_terminal_is_said_to_stand_in_files() {
        String out = run(new Screen(60, 60, false, false, true)).out();
        assertThat(out.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(60));
        assertThat(out).contains("--out DIR writes all of them").contains("All").doesNotContain("south");
    }

    @Test
    void files_hold_the_table_and_say_whose_figures_are_whose() throws IOException {
        Path out = folder.resolve("out");
        assertThat(run(Screen.PLAIN, "--by", "sex", "--out", out).out()).contains("Wrote table1.html");
        assertThat(out).isDirectoryContaining("glob:**/table1.html");
        assertThat(Files.readString(out.resolve("table1.csv")))
                .startsWith("variable,level,kind,group,statistic,value,suppressed,release")
                .contains(",,site,north,patients,60,false,siteFigure")
                .contains(",,stratum,1,patients,50,false,");
        assertThat(Files.readString(out.resolve("table1.json"))).contains("\"release\" : \"siteFigure\"");
        assertThat(Files.readString(out.resolve("table1.html")))
                .contains("<h1>two-hospitals, by sex</h1>", "sex = 1", "site figures")
                .doesNotContain("<script", "http://", "https://");
        assertThat(run(Screen.PLAIN, "--out", out).err()).contains("--force");
    }

    @Test
    void tests_of_strata_stand_beneath_the_table() {
        // Five patients are at stage III.
        assertThat(run(Screen.PLAIN, "--by", "sex").out())
                .contains("stage: suppressed.", "Death: chi-squared ")
                .doesNotContain("Male: chi-squared");
    }

    @Test
    void correlations_of_all_sites_are_written_and_of_few_suppressed() throws IOException {
        // Ten patients have a dose, five at each site.
        Files.writeString(
                folder.resolve("study.yaml"),
                STUDY.replace(
                        "    - {name: sex",
                        "    - {name: pulse, type: number, unit: bpm, range: [0, 200]}\n"
                                + "    - {name: dose, type: number, unit: mg, range: [0, 10], missing: impute}\n    - {name: sex"));
        for (String site : List.of("north", "south")) {
            StringBuilder text = new StringBuilder("age,pulse,dose,sex,stage,death\n");
            for (int row = 0; row < 20; row++) {
                // Age and pulse (40, 60), (40, 70), (50, 60), (50, 80): Sxx 100, Syy 275, Sxy 50, so r = 50/√27500 =
                // 0.30.
                text.append("%d,%d,%s,%d,I,%d\n"
                        .formatted(
                                40 + 10 * (row / 2 % 2),
                                List.of(60, 70, 60, 80).get(row % 4),
                                row < 5 ? "" + row : "",
                                row % 2,
                                row / 10));
            }
            Files.writeString(folder.resolve("data/" + site + ".csv"), text);
        }
        Path out = folder.resolve("out");
        assertThat(run(Screen.PLAIN, "--out", out).out()).contains("table1.json and correlations.csv into");
        assertThat(Files.readString(out.resolve("correlations.csv")))
                .isEqualTo(
                        "variable_a,variable_b,r\r\nage,pulse,0.3\r\nage,dose,suppressed\r\npulse,dose,suppressed\r\n");
    }

    /** North has three patients at stage III, south has two, each hidden with the next smallest there: at least none and at most 10 each. */
    @Test
    void counts_can_be_shown_as_stricter_hospitals_would_give_them() throws IOException {
        Path out = folder.resolve("out");
        String printed = run(Screen.PLAIN, "--counts", "own-threshold", "--out", out).out();
        assertThat(printed)
                .contains("III                0 to 20 (0.0 to 20.0)", "a to b: the true count lies in that range")
                .contains("Wrote table1.html, table1.csv and table1.json into")
                .doesNotContain("north", "SMD:");
        assertThat(Files.readString(out.resolve("table1.csv")))
                .contains("stage,III,overall,overall,n at least,0,false,\r\nstage,III,overall,overall,n at most,20,false,");
        assertThat(Files.readString(out.resolve("table1.json"))).contains("\"atMost\" : 20");
        assertThat(Files.readString(out.resolve("table1.html"))).contains("0 to 20 (0.0 to 20.0)", "a to b: ");
        assertThat(out.resolve("correlations.csv")).doesNotExist();
    }

    @Test
    void counts_can_be_shown_with_the_noise_that_hospitals_would_add() {
        String printed = run(Screen.PLAIN, "--counts", "noised", "--epsilon", "1").out();
        assertThat(printed)
                .containsPattern("Patients, n +\\d+ ± \\d+\n")
                .contains("the counts of 2 hospitals carry noise", "Age: mean, quartiles")
                .doesNotContain("57.7");
        assertThat(run(Screen.PLAIN, "--counts", "noised", "--epsilon", "1").out())
                .as("noise is drawn anew")
                .isNotEqualTo(printed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --counts noised                     | --counts noised needs --epsilon
                    --counts shwon                      | --counts: shown, own-threshold or noised, got 'shwon'; did you mean 'shown'?
                    --counts own-threshold --by sex     | --by: between hospitals Table 1 has no strata
                    --epsilon 1                         | --epsilon and --delta are for --counts noised
                    """)
    void modes_that_can_not_be_are_refused(String words, String message) {
        TestSession session = run(Screen.PLAIN, (Object[]) words.split(" "));
        assertThat(session.err()).contains(message);
        assertThat(session.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    stge  | error: --by: the study has no variable 'stge'; did you mean 'stage'?
                    x     | error: --by: the study has no variable 'x'
                    age   | error: --by: 'age' is a quantity, and strata need a binary or a category; choose among sex, stage, death
                    """)
    void a_variable_that_makes_no_strata_is_refused_with_a_hint(String by, String message) {
        TestSession session = run(Screen.PLAIN, "--by", by);
        assertThat(session.err().strip()).isEqualTo(message);
        assertThat(session.out()).isEmpty();
    }

    @Test
    void an_empty_stratum_is_a_column_of_nobody() throws IOException {
        Files.writeString(folder.resolve("study.yaml"), STUDY.replace("[I, II, III]", "[I, II, III, IV]"));
        assertThat(run(Screen.PLAIN, "--by", "stage").out()).contains("stage = IV");
    }

    /** Everything that is printed about two public data sets, in four forms, put together by an attacker. */
    @ParameterizedTest
    @CsvSource({"heart-disease,''", "heart-disease,sex", "heart-disease,disease", "tcga-brca,''", "tcga-brca,t_t3"})
    void nobody_can_work_a_suppressed_count_out(String study, String by) throws IOException {
        Path data = ReferenceData.folder(study);
        Path out = folder.resolve("out");
        TestSession session = new TestSession(Screen.PLAIN, folder);
        Path file = Path.of("..", "studies", study, "study.yaml");
        List<Object> words = new ArrayList<>(List.of("table1", file, "--data", data, "--out", out));
        if (!by.isEmpty()) {
            words.addAll(List.of("--by", by));
        }
        assertThat(session.run(words.toArray())).as(session.err()).isZero();

        PrintedTable csv = PrintedTable.of(Files.readString(out.resolve("table1.csv")), by);
        LinearAttack attack = csv.attack();
        assertThat(csv.suppressed()).isNotEmpty();
        assertThat(attack.solved()).doesNotContainKeys(csv.suppressed().toArray(String[]::new));
        // The other forms print no count that this one does not.
        assertThat(csv.counts()).containsAll(counts(cells(session.out())));
        assertThat(csv.counts())
                .containsAll(counts(Files.readString(out.resolve("table1.html"))
                        .replaceAll("(?s).*<tbody>", "")
                        .replaceAll("(?s)<figcaption.*", "")
                        .replaceAll("<th[^>]*>[^<]*</th>", "")
                        .replaceAll("<[^>]*>", "  ")));
    }

    /** The lines of the table without their labels. */
    private static String cells(String out) {
        return out.replaceAll("(?s)\nEach patient counts.*", "")
                .lines()
                .skip(3)
                .map(line -> line.replaceFirst("^ *\\S+( \\S+)* {2,}", "  "))
                .collect(Collectors.joining("\n"));
    }

    /** Whole numbers that stand as counts do: alone, or before a percentage. */
    private static List<String> counts(String text) {
        List<String> counts = new ArrayList<>();
        Matcher matcher = Pattern.compile("(?<=  )(\\d+)(?= \\(\\d+\\.\\d\\)(  |\n|$)|  |\n|$)")
                .matcher(text);
        while (matcher.find()) {
            counts.add(matcher.group(1));
        }
        return counts;
    }
}
