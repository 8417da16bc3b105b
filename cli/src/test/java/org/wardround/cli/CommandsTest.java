package org.wardround.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.wardround.cli.Workbench.Ran;
import org.wardround.cli.terminal.FakeTerminal;
import org.wardround.cli.terminal.Screen;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Metric;
import org.wardround.simulation.hospitals.SyntheticHospitals;
import org.wardround.study.document.ShippedSchema;
import org.wardround.study.results.Evaluation;
import org.wardround.study.results.Results;
import org.wardround.study.results.ResultsFolder;
import org.wardround.testkit.ReferenceData;

/** Every command, from its words to what it leaves in the folder, on invented patients. */
final class CommandsTest {
    @TempDir
    static Path shared;

    private static TestSession demo;
    private static int demoExitCode;

    @TempDir
    Path folder;

    private Workbench bench;

    @BeforeAll
    static void demo() {
        demo = new TestSession(Screen.PLAIN, shared);
        demoExitCode = demo.run("demo", "--simulate", "--out", shared.resolve("demo"));
    }

    @BeforeEach
    void bench() {
        bench = Workbench.in(folder);
    }

    private static Path demo(String name) {
        return shared.resolve("demo").resolve(name);
    }

    @Test
    void demo_compares_models_at_four_hospitals_and_says_where_the_report_is() {
        assertThat(demoExitCode).isZero();
        assertThat(demo.out())
                .contains(SyntheticHospitals.names())
                .contains("Federated", "Local", "Pooled", "Did federating help", "Report  " + demo("run/report.html"));
        assertThat(demo("hospitals/northside.csv")).isNotEmptyFile();
        assertThat(demo("run/report.html")).content().contains("<!DOCTYPE html>", "northside");
        assertThat(demo("run/model/model.safetensors")).isNotEmptyFile();
        Results results = ResultsFolder.read(demo("run"));
        assertThat(results.verdicts()).hasSize(4);
        assertThat(overall(results, Metric.AUROC)).isGreaterThan(0.8);
    }

    @Test
    void results_fit_the_schema_that_is_printed() throws IOException {
        String schema = bench.run("study", "schema", "results").out();

        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema)
                        .validate(Files.readString(demo("run/results.json")), InputFormat.JSON))
                .isEmpty();
    }

    /** The commands are those that each one before names as the next. */
    @Test
    void four_commands_make_a_report_of_one_table() throws IOException {
        Files.copy(demo("hospitals/northside.csv"), folder.resolve("data.csv"));

        Results results = fromOneTable("data.csv", "--outcome", "disease");

        assertThat(results.sites()).hasSize(3);
        assertThat(overall(results, Metric.AUROC)).isGreaterThan(0.7);
    }

    @Test
    void a_published_table_is_divided_three_ways() throws IOException {
        Files.copy(ReferenceData.folder("wdbc").resolve("wdbc.csv"), folder.resolve("wdbc.csv"));

        Results results = fromOneTable("wdbc.csv", "--outcome", "y", "--sites", "3");

        assertThat(results.sites()).hasSize(3);
        assertThat(overall(results, Metric.AUROC)).isGreaterThan(0.97);
    }

    private Results fromOneTable(String table, String... options) throws IOException {
        List<Object> line = new ArrayList<>(List.of("study", "new", "--from", folder.resolve(table)));
        line.addAll(List.of("--out", folder.resolve("proposed")));
        line.addAll(Arrays.asList(options));
        Ran proposed = succeed(line.toArray());
        Ran checked = succeed(next(proposed, "study", "check"));
        assertThat(checked.err()).isEmpty();
        assertThat(succeed(next(checked, "data", "check")).out()).contains("Records");
        Path run = folder.resolve("run");
        Object[] simulate = next(proposed, "simulate");
        simulate[simulate.length - 1] = run;
        succeed(simulate);
        assertThat(run.resolve("report.html")).isNotEmptyFile();
        byte[] written = Files.readAllBytes(run.resolve("report.html"));
        succeed("report", run);
        assertThat(run.resolve("report.html")).hasBinaryContent(written);
        return ResultsFolder.read(run);
    }

    /** The command line with these words that a command told its user to go on with; a folder DIR is where the table is. */
    private Object[] next(Ran before, String... words) {
        String start = "wardround " + String.join(" ", words) + " ";
        String line = before.out()
                .lines()
                .filter(text -> text.contains(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no '%s' in%n%s".formatted(start, before.out())));
        String[] all = line.substring(line.indexOf(start)).split(" ");
        return Arrays.stream(all)
                .skip(1)
                .map(word -> word.equals("DIR") ? folder.toString() : word)
                .toArray();
    }

    private Ran succeed(Object... words) {
        Ran ran = bench.run(words);
        assertThat(ran.exitCode()).as("%s%n%s", List.of(words), ran.err()).isZero();
        return ran;
    }

    @ParameterizedTest
    @EnumSource
    void every_schema_that_ships_is_printed_and_named_in_the_help(ShippedSchema schema) {
        assertThat(succeed("study", "schema", schema.format()).out().strip())
                .isEqualTo(schema.schema().text().strip());
        assertThat(succeed("study", "schema", "--help").words()).contains(schema.format());
    }

    @Test
    void the_schema_of_studies_is_printed_where_none_is_named() {
        assertThat(succeed("study", "schema").out())
                .isEqualTo(succeed("study", "schema", "study").out());
    }

    @Test
    void an_unknown_schema_is_refused_with_the_nearest() {
        Ran ran = bench.run("study", "schema", "modell");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("got 'modell'; did you mean 'model'?");
    }

    @Test
    void invented_tables_fit_their_study_and_can_be_run() {
        Path study = demo("hospitals/study.yaml");
        Path mock = folder.resolve("mock");
        succeed("study", "mock", study, "--sites", "3", "--out", mock);

        Ran checked = succeed("data", "check", study, "--data", mock);
        assertThat(checked.err().lines())
                .singleElement()
                .asString()
                .contains(mock.resolve("mapping.yaml") + ": warning: this mapping is used");
        assertThat(checked.out()).contains("site-1", "site-2", "site-3");

        succeed("simulate", study, "--data", mock, "--out", folder.resolve("run"));
        assertThat(folder.resolve("run/report.html")).isNotEmptyFile();
    }

    @Test
    void a_hospital_that_checks_its_own_table_is_not_held_against_the_quorum() throws IOException {
        Path study = demo("hospitals/study.yaml");
        Path mock = folder.resolve("mock");
        succeed("study", "mock", study, "--sites", "1", "--out", mock);

        assertThat(succeed("data", "check", study, "--data", mock).words())
                .contains("This site's table can be read for the study. Each round takes 3 sites:");
        Files.writeString(study, Files.readString(study).replace("quorum: 3", "quorum: 1"));
        assertThat(succeed("data", "check", study, "--data", mock).words()).contains("Next: wardround simulate");
    }

    // By hand: of ten rows in a row seven are for training, one for validation, two for the test; the bracket holds
    // events.
    @Test
    void data_check_shows_the_flow_of_records() {
        Ran ran = succeed("data", "check", bench.path("study.yaml"), "--data", bench.path("data"));

        assertThat(ran.err()).isEmpty();
        // The 6, 8 and 10 for validation are few, and so is not told how many of the rest are for training.
        assertThat(ran.words().replaceAll(" \\([\\d*]+\\)", ""))
                .contains("east 60 0 60 60 * * 12", "west 100 0 100 100 * * 20", "all 240 0 240 240 168 24 48");
    }

    @Test
    void predictions_are_those_that_the_run_was_judged_by() {
        assertThat(bench.simulate().exitCode()).isZero();
        Evaluation federated =
                ResultsFolder.read(bench.path("out")).evaluations().federated();
        for (String site : List.of("east", "north", "west")) {
            List<String[]> rows = rows(bench.read("data/%s.csv".formatted(site)));
            List<String[]> predicted = rows(predictions(site));
            int n = 0;
            int right = 0;
            double brier = 0;
            for (int i = 1; i < rows.size(); i++) {
                String[] row = rows.get(i);
                assertThat(predicted.get(i)).startsWith(Integer.toString(i + 1), row[Workbench.column("pid")]);
                if (row[Workbench.column("fold")].equals("test")) {
                    String outcome = row[Workbench.column("event")];
                    double error = Double.parseDouble(predicted.get(i)[2]) - Integer.parseInt(outcome);
                    n++;
                    right += predicted.get(i)[3].equals(outcome) ? 1 : 0;
                    brier += error * error;
                }
            }
            assertThat(value(federated, site, Metric.ACCURACY)).isEqualTo((double) right / n);
            assertThat(value(federated, site, Metric.BRIER)).isCloseTo(brier / n, Offset.offset(1e-12));
        }
    }

    private String predictions(String site) {
        Path table = bench.path("data/%s.csv".formatted(site));
        Path file = bench.path("predictions-%s.csv".formatted(site));
        Ran shown = succeed("predict", bench.path("out/model"), "--data", table);
        succeed("predict", bench.path("out/model"), "--data", table, "--out", file);
        assertThat(file).hasContent(shown.out());
        assertThat(shown.out()).startsWith("line,patient,probability,class,missing\n");
        return shown.out();
    }

    private static List<String[]> rows(String table) {
        return table.lines().map(line -> line.split(",", -1)).toList();
    }

    @Test
    void a_row_without_a_needed_value_gets_no_prediction_and_says_which() {
        assertThat(bench.simulate().exitCode()).isZero();
        bench.cell("data/east.csv", 3, "age", "");
        Path file = bench.path("predictions.csv");

        Ran ran = succeed("predict", bench.path("out/model"), "--data", bench.path("data/east.csv"), "--out", file);

        assertThat(rows(bench.read("predictions.csv")).get(2)).containsExactly("3", "P-east-1", "", "", "age");
        assertThat(ran.out()).contains("1 row has no prediction");
    }

    @Test
    void predictions_never_replace_a_file_that_is_read() {
        assertThat(bench.simulate().exitCode()).isZero();
        String before = bench.read("data/east.csv");

        Ran ran = bench.run(
                "predict",
                bench.path("out/model"),
                "--data",
                bench.path("data/east.csv"),
                "--out",
                bench.path("data/east.csv"),
                "--force");

        assertThat(ran.exitCode()).isNotZero();
        assertThat(ran.err()).contains("is a file that is read");
        assertThat(bench.read("data/east.csv")).isEqualTo(before);
    }

    @Test
    void a_report_that_somebody_changed_is_left_alone() {
        assertThat(bench.simulate().exitCode()).isZero();
        bench.write("out/report.html", "mine");

        Ran ran = bench.run("report", bench.path("out"));

        assertThat(ran.exitCode()).isNotZero();
        assertThat(ran.err()).contains("was changed since Wardround wrote it");
        assertThat(bench.read("out/report.html")).isEqualTo("mine");
    }

    @Test
    void a_table_that_is_taken_for_a_study_is_not_shown() {
        Ran ran = bench.run("study", "check", bench.path("data/east.csv"));

        assertThat(ran.exitCode()).isNotZero();
        assertThat(ran.err()).contains("is it the right file?").doesNotContain("P-east");
    }

    @Test
    void all_arguments_that_can_not_be_are_told_at_once() {
        Ran ran = bench.run("simulate", bench.path("study.yaml"), "--seed", "x", "--threads", "none", "--dropout", "2");

        assertThat(ran.err())
                .contains("--seed must be", "--threads must be", "--dropout must be", "missing: --data DIR, --out DIR");
    }

    @Test
    void evaluate_judges_a_model_at_other_hospitals() {
        Path out = folder.resolve("validation");
        Ran ran = succeed("evaluate", demo("run/model"), "--data", demo("hospitals"), "--out", out);

        Results results = ResultsFolder.read(out);
        assertThat(ran.out()).contains("nothing was trained", "Model").contains(SyntheticHospitals.names());
        assertThat(results.model().identity().sha256())
                .isEqualTo(ResultsFolder.read(demo("run")).model().identity().sha256());
        assertThat(results.training().rounds()).isEmpty();
        assertThat(results.model().recalibration().slope()).isBetween(0.5, 2.0);
        assertThat(ran.out())
                .contains("Recalibration, fitted to test rows", "Intercept", "Brier score from")
                .contains("the model was trained at sites of the same names");
        assertThat(out.resolve("report.html")).isNotEmptyFile();
    }

    @Test
    void a_study_of_an_existing_model_is_an_external_validation() {
        assertThat(bench.simulate().exitCode()).isZero();
        String study = bench.read("study.yaml");
        bench.write(
                "validation.yaml",
                study.substring(0, study.indexOf("model:"))
                        + "model: {from: out/model}\n"
                        + study.substring(study.indexOf("evaluation:")));
        Path out = folder.resolve("validation");

        succeed("study", "check", bench.path("validation.yaml"), "--mapping", bench.path("data/mapping.yaml"));
        succeed("simulate", bench.path("validation.yaml"), "--data", bench.path("data"), "--out", out);

        Results trained = ResultsFolder.read(bench.path("out"));
        Results validated = ResultsFolder.read(out);
        assertThat(validated.training().rounds()).isEmpty();
        assertThat(validated.model().identity().sha256())
                .isEqualTo(trained.model().identity().sha256());
        assertThat(validated.evaluations().federated())
                .isEqualTo(trained.evaluations().federated());
        assertThat(validated.model().recalibration().slope()).isPositive();
        assertThat(out.resolve("report.html")).isNotEmptyFile();
    }

    @Test
    void a_report_is_written_again_with_the_same_bytes() throws IOException {
        byte[] written = Files.readAllBytes(demo("run/report.html"));
        Files.copy(demo("run/results.json"), folder.resolve("results.json"));

        succeed("report", folder);

        assertThat(folder.resolve("report.html")).hasBinaryContent(written);
    }

    @Test
    void every_command_says_which_mapping_it_used() {
        Path beside = bench.path("data/mapping.yaml");
        String said = "Mapping " + beside;

        assertThat(succeed("data", "check", bench.path("study.yaml"), "--data", bench.path("data"))
                        .out())
                .contains(said);
        assertThat(bench.simulate().out()).contains(said);
        Path model = bench.path("out/model");
        Path table = bench.path("data/east.csv");
        assertThat(succeed("evaluate", model, "--data", bench.path("data"), "--out", folder.resolve("validation"))
                        .out())
                .contains(said);
        assertThat(succeed("predict", model, "--data", table).err()).contains(said);
        assertThat(succeed("predict", model, "--data", table, "--out", folder.resolve("p.csv"))
                        .out())
                .contains(said);
        assertThat(succeed("study", "check", bench.path("study.yaml"), "--data", bench.path("data"))
                        .out())
                .contains(beside + ": fits the study");
        bench.delete("data/mapping.yaml").replace("study.yaml", "split: {column: fold}", "split: {test: 0.3}");
        assertThat(succeed("data", "check", bench.path("study.yaml"), "--data", bench.path("data"))
                        .out())
                .contains("Mapping none: columns go by their names, and each *.csv is a site");
        assertThat(succeed("predict", model, "--data", table).err()).contains("Mapping none");
    }

    @Test
    void commands_to_go_on_with_can_be_copied_whatever_the_paths() throws IOException {
        bench.write("my tables/a b.csv", bench.read("data/east.csv"));
        Path table = bench.path("my tables/a b.csv");
        Path out = bench.path("my study");

        Ran proposed = succeed("study", "new", "--from", table, "--outcome", "event", "--out", out);

        assertThat(proposed.out())
                .contains("wardround study check '%s'".formatted(out.resolve("study.yaml")))
                .contains("wardround simulate '%s' --data '%s' --mapping '%s' --out run"
                        .formatted(out.resolve("study.yaml"), table.getParent(), out.resolve("mapping.yaml")));
    }

    @Test
    void dropouts_are_told_on_the_terminal() {
        Ran ran = succeed(
                "simulate",
                bench.path("study.yaml"),
                "--data",
                bench.path("data"),
                "--out",
                bench.path("out"),
                "--dropout",
                "0.3");

        assertThat(ran.words())
                .containsPattern("of \\d training rounds, sites dropped out: (east|north|west) from \\d");
    }

    @ParameterizedTest
    @CsvSource({"60", "72", "100"})
    void the_flow_of_records_fits_the_terminal(int width) {
        TestSession session = new TestSession(new Screen(width, width, true, true, true), folder);

        assertThat(session.run("data", "check", demo("hospitals/study.yaml"), "--data", demo("hospitals")))
                .isZero();

        assertThat(session.out().lines().filter(line -> !line.contains(shared.toString())))
                .anyMatch(line -> line.startsWith("northside"))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(width));
    }

    @Test
    void the_number_of_threads_changes_no_byte_of_the_model() throws IOException {
        bench.simulate("--threads", "1");
        byte[] model = Files.readAllBytes(bench.path("out/model/model.safetensors"));

        bench.simulate("--threads", "2", "--force");

        assertThat(bench.path("out/model/model.safetensors")).hasBinaryContent(model);
    }

    @ParameterizedTest
    @CsvSource({"60", "72", "100"})
    void a_run_fits_the_terminal_and_leaves_no_bar_on_it(int width) {
        TestSession session = new TestSession(new Screen(width, width, true, true, true), folder);
        bench.replace("study.yaml", "metrics:", "comparators: [local, pooled]\n  metrics:");

        assertThat(session.run(
                        "simulate", bench.path("study.yaml"), "--data", bench.path("data"), "--out", bench.path("out")))
                .isZero();

        assertThat(session.out().lines().filter(line -> !line.contains(folder.toString())))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(width));
        assertThat(session.err()).contains("░");
        assertThat(FakeTerminal.showing(session.err()).line()).isEmpty();
        assertThat(FakeTerminal.showing(session.err()).scrolled()).isZero();
    }

    private static double overall(Results results, Metric metric) {
        return results.evaluations()
                .federated()
                .overall()
                .find(metric)
                .orElseThrow()
                .value();
    }

    private static double value(Evaluation evaluation, String site, Metric metric) {
        return evaluation.at(new SiteId(site)).find(metric).orElseThrow().value();
    }
}
