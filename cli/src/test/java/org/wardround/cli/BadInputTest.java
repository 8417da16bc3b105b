package org.wardround.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wardround.cli.Workbench.Ran;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Metric;
import org.wardround.study.results.MetricValue;
import org.wardround.study.results.Results;
import org.wardround.study.results.ResultsFolder;
import org.wardround.study.results.Warning;

/** What is wrong with the input is told once, with place and remedy, and changes nothing; what is odd at one site is told and changes nothing else. */
final class BadInputTest {
    private static final List<String> STAGES = List.of("Reading the tables", "Training over 3 sites (4 steps)");

    @TempDir
    Path folder;

    private Workbench bench;

    @BeforeEach
    void bench() {
        bench = Workbench.in(folder);
    }

    static Stream<Arguments> wrongStudies() {
        return Stream.of(
                wrong(
                        "missing study",
                        bench -> bench.delete("study.yaml"),
                        "study.yaml: error: there is no such file; check the path"),
                wrong(
                        "unknown key",
                        bench -> bench.replace("study.yaml", "rounds:", "roundz:"),
                        "study.yaml:14:3: error: training.roundz: unknown key 'roundz'; did you mean 'rounds'? Allowed here: initial, strategy,"
                                + " rounds, quorum, local, earlyStopping"),
                wrong(
                        "unknown key of the mapping",
                        bench -> bench.replace("data/mapping.yaml", "patient:", "pacient:"),
                        "data/mapping.yaml:5:1: error: pacient: unknown key 'pacient'; did you mean 'patient'? Allowed here: sites, file, header,"
                                + " delimiter, site, divide, join, patient, missing, variables, split"),
                wrong(
                        "wrong type",
                        bench -> bench.replace("study.yaml", "rounds: 4", "rounds: many"),
                        "study.yaml:14:11: error: training.rounds: expected a whole number, at least 1 and at most 1000000, found the text"
                                + " 'many'"),
                wrong(
                        "contradictory study: metric and outcome",
                        bench -> bench.replace("study.yaml", "primary: auroc", "primary: rmse"),
                        "study.yaml:18:12: error: evaluation.primary: rmse is not defined for a binary outcome; choose among accuracy,"
                                + " balancedAccuracy, sensitivity, specificity, ppv, npv, f1, auroc, auprc, brier, logLoss, calibrationIntercept,"
                                + " calibrationSlope, netBenefit"),
                wrong(
                        "contradictory study: range",
                        bench -> bench.replace("study.yaml", "[0, 120]", "[120, 0]"),
                        "study.yaml:6:53: error: data.variables[0].range: the lowest value must be below the highest, got [120, 0]"),
                wrong(
                        "unsupported section",
                        bench -> bench.write(
                                "study.yaml",
                                bench.read("study.yaml") + "privacy:\n  secureAggregation: {required: true}\n"),
                        "study.yaml:21:33: error: privacy.secureAggregation.required: secure aggregation is not offered yet, so the study can't be"
                                + " run as it asks; say required: false, or wait for a version that has it"),
                wrong(
                        "published split without a mapping",
                        bench -> bench.delete("data/mapping.yaml"),
                        "data/mapping.yaml: error: split: the study demands a published split, 'fold'; add split: {column: …} or split: {file:"
                                + " …}; there is no such file yet"));
    }

    static Stream<Arguments> wrongTables() {
        return Stream.of(
                wrong(
                        "missing file",
                        bench -> bench.delete("data/west.csv"),
                        "data/west.csv: error: there is no such file in data: put it there, or correct its name; nearest: 'east.csv'"),
                wrong(
                        "wrong delimiter",
                        bench -> bench.replace("data/mapping.yaml", "west.csv}", "west.csv, delimiter: \";\"}"),
                        "data/west.csv: error: has one column only when split at ';'; its lines look split at ',': correct the delimiter in the"
                                + " mapping, or leave it out"),
                wrong(
                        "unknown column",
                        bench -> bench.replace("data/west.csv", "marker", "markr"),
                        "data/west.csv: error: marker: there is no column 'marker': name the column in the mapping; nearest: 'markr'"),
                wrong(
                        "unparseable value",
                        bench -> bench.cell("data/west.csv", 5, "age", "sixty"),
                        "data/west.csv:5:2: error: age: 'sixty' is not a number: if it stands for a missing value, list it under 'missing'"),
                wrong(
                        "value out of range",
                        bench -> bench.cell("data/west.csv", 5, "age", "612"),
                        "data/west.csv:5:2: error: age: outside the declared range 0 to 120 years: convert the unit ('multiply', 'add'), list a code"
                                + " for missing values under 'missing', or correct the value"),
                wrong(
                        "patient on both sides of the split",
                        bench -> bench.cell("data/west.csv", 3, "pid", "P-west-8"),
                        "data/west.csv:10: error: the patient of this row is on another side of the split than in line 3: all rows of a patient"
                                + " belong on one side, correct the split"),
                wrong(
                        "site without rows",
                        bench -> bench.head("data/west.csv", 0),
                        "data/west.csv: error: site 'west' has no rows: give it some, or take it out of the mapping"),
                wrong(
                        "empty file",
                        bench -> bench.write("data/west.csv", ""),
                        "data/west.csv: error: the file is empty"),
                wrong(
                        "site without a patient in the cohort",
                        bench -> bench.column("data/west.csv", "age", ""),
                        "data/west.csv: error: no row of site 'west' is in the cohort (dropped: age missing 100): correct the file or the mapping, or"
                                + " take the site out of it"));
    }

    static Stream<Arguments> studiesThatTheSitesDoNotFit() {
        return Stream.of(
                wrong(
                        "constant column everywhere",
                        bench -> Stream.of("east", "north", "west")
                                .forEach(site -> bench.column("data/%s.csv".formatted(site), "age", "50")),
                        "study.yaml: error: the same value for every training patient of every site: age; nothing can be learned from it, so take"
                                + " it out of the study [STUDY_UNFIT]"),
                wrong(
                        "quorum above the number of sites",
                        bench -> bench.replace("study.yaml", "quorum: 2", "quorum: 4"),
                        "study.yaml: error: training.quorum is 4, and 3 of 3 sites are asked in a round: lower the quorum, or add sites"
                                + " [STUDY_UNFIT]"),
                wrong(
                        "learning rate at which every site's model explodes",
                        bench -> bench.replace("study.yaml", "learningRate: 0.3", "learningRate: 1e200"),
                        "study.yaml: error: training diverged in round 1: the model is no longer made of useful numbers; lower"
                                + " local.optimiser.learningRate (try a tenth), and check that data.standardise is not 'none' [DIVERGED]"),
                wrong(
                        "model that is not there",
                        bench -> validating(bench, "no-model"),
                        "no-model/model.json: error: there is no such file; check the path"));
    }

    private static Arguments wrong(String what, Consumer<Workbench> spoil, String problem) {
        return arguments(what, spoil, problem);
    }

    private static void validating(Workbench bench, String model) {
        String study = bench.read("study.yaml");
        String evaluation = study.substring(study.indexOf("evaluation:"));
        bench.write(
                "study.yaml",
                study.substring(0, study.indexOf("model:")) + "model: {from: %s}\n".formatted(model) + evaluation);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"wrongStudies", "wrongTables", "studiesThatTheSitesDoNotFit"})
    void is_refused_with_one_message_and_leaves_nothing(String what, Consumer<Workbench> spoil, String problem) {
        spoil.accept(bench);
        Map<String, String> before = bench.content();

        assertThat(problems(bench.simulate())).containsExactly(problem);
        assertThat(bench.content()).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"wrongStudies", "wrongTables", "studiesThatTheSitesDoNotFit"})
    void leaves_an_earlier_output_as_it_was(String what, Consumer<Workbench> spoil, String problem) {
        assertThat(bench.simulate().exitCode()).isZero();
        spoil.accept(bench);
        Map<String, String> before = bench.content();

        assertThat(problems(bench.simulate("--force"))).containsExactly(problem);
        assertThat(bench.content()).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"wrongStudies", "wrongTables"})
    void is_found_by_data_check_too(String what, Consumer<Workbench> spoil, String problem) {
        spoil.accept(bench);

        assertThat(problems(bench.run("data", "check", bench.path("study.yaml"), "--data", bench.path("data"))))
                .containsExactly(problem);
    }

    /** The lines on standard error that are no progress, with paths as seen from the folder. */
    private List<String> problems(Ran ran) {
        assertThat(ran.exitCode()).isEqualTo(1);
        return ran.err()
                .replace(folder + "/", "")
                .lines()
                .filter(line -> !STAGES.contains(line))
                .toList();
    }

    @Test
    void a_missing_data_folder_is_refused() {
        Ran ran = bench.run(
                "simulate", bench.path("study.yaml"), "--data", bench.path("dat"), "--out", bench.path("out"));

        assertThat(problems(ran)).containsExactly("error: dat: there is no such folder; check --data");
        assertThat(bench.path("out")).doesNotExist();
    }

    @Test
    void an_output_folder_with_strangers_files_is_refused_even_by_force() {
        bench.write("out/thesis.tex", "years of work");

        assertThat(problems(bench.simulate("--force")))
                .containsExactly(
                        "error: out: is not empty and holds 'thesis.tex', which Wardround did not write; give another --out");
        assertThat(bench.read("out/thesis.tex")).isEqualTo("years of work");
    }

    @Test
    void a_persons_own_files_are_never_replaced_by_a_demo() {
        for (String name : List.of("hospitals/north.csv", "run/notes.txt", "run/results.json")) {
            bench.write("demo/" + name, "mine");

            assertThat(problems(bench.run("demo", "--out", bench.path("demo"))))
                    .singleElement()
                    .asString()
                    .startsWith("error: demo: is not empty and holds ")
                    .endsWith(", which Wardround did not write; give another --out");
            assertThat(bench.read("demo/" + name)).isEqualTo("mine");
        }
    }

    @Test
    void a_persons_own_table_is_never_replaced_by_an_invented_one() {
        bench.write("mock/site-1.csv", "mine");

        assertThat(problems(
                        bench.run("study", "mock", bench.path("study.yaml"), "--out", bench.path("mock"), "--force")))
                .containsExactly(
                        "error: mock: is not empty and holds 'site-1.csv', which Wardround did not write; give another --out");
        assertThat(bench.read("mock/site-1.csv")).isEqualTo("mine");
    }

    @Test
    void a_persons_own_file_inside_a_model_is_never_replaced() {
        bench.simulate();
        bench.write("out/model/mine.txt", "mine");

        assertThat(problems(bench.simulate("--force")))
                .containsExactly(
                        "error: out: is not empty and holds 'model/mine.txt', which Wardround did not write; give another --out");
        assertThat(bench.read("out/model/mine.txt")).isEqualTo("mine");
    }

    static Stream<Arguments> commandsThatWrite() {
        return Stream.of(
                arguments("demo", List.of("demo")),
                arguments("simulate", List.of("simulate", "study.yaml", "--data", "data")),
                arguments("evaluate", List.of("evaluate", "out/model", "--data", "data")),
                arguments("study mock", List.of("study", "mock", "study.yaml")),
                arguments("study new", List.of("study", "new", "--from", "data/east.csv", "--outcome", "event")),
                arguments("predict", List.of("predict", "out/model", "--data", "data/east.csv")));
    }

    /** In a place that nobody can write, not even the superuser, whom tests are run as at times. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("commandsThatWrite")
    void a_place_that_cannot_be_written_is_refused_before_anything_is_done(String what, List<String> words) {
        bench.simulate();
        bench.write("file", "mine");
        Map<String, String> before = bench.content();
        List<Object> line = new ArrayList<>();
        for (String word : words) {
            line.add(Files.exists(bench.path(word)) ? bench.path(word) : word);
        }
        line.addAll(List.of("--out", bench.path("file/x")));

        Ran ran = bench.run(line.toArray());

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().replace(folder + "/", "").lines())
                .singleElement()
                .asString()
                .matches("error: file/x(/study.yaml)?: can't be written there: .*; give another --out");
        assertThat(bench.content()).isEqualTo(before);
    }

    @Test
    void one_class_at_a_site_leaves_its_auroc_undefined() throws IOException {
        bench.column("data/west.csv", "event", "1");

        Ran ran = bench.simulate();

        assertWarned(ran, "one-class", "only the class '1' among its test rows");
        assertThat(ran.words()).contains("west 20 not defined");
        assertThat(auroc("west").map(MetricValue::isDefined)).contains(false);
        assertThat(auroc("east").map(MetricValue::isDefined)).contains(true);
        assertThat(bench.read("out/report.html")).contains("not defined");
    }

    @Test
    void a_constant_column_at_a_site_is_named() throws IOException {
        bench.column("data/west.csv", "age", "50");

        assertWarned(bench.simulate(), "constant-column", "the same value for all its training rows: age");
    }

    @Test
    void a_site_below_the_minimum_is_left_out_by_name() throws IOException {
        bench.head("data/west.csv", 19);

        assertWarned(
                bench.simulate(), "left-out", "left out: fewer than the study's minimum of 20 patients in the cohort");
        assertThat(results().evaluations().federated().sites().keySet())
                .containsExactly(new SiteId("east"), new SiteId("north"));
    }

    @Test
    void a_site_below_the_minimum_is_foretold_by_data_check() {
        bench.head("data/west.csv", 19);

        Ran ran = bench.run("data", "check", bench.path("study.yaml"), "--data", bench.path("data"));

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err().lines())
                .containsExactly(
                        "warning: west: has 19 patients in the cohort and the study asks for 20; a run leaves it out");
    }

    // A linear model in raw units: where a marker is 1e5 instead of about 1, each step multiplies the error by a
    // million.
    @Test
    void an_update_that_is_not_finite_is_refused_by_name() throws IOException {
        bench.column("data/west.csv", "marker", "1e5")
                .replace("study.yaml", "range: [-10, 10]", "range: [-1e5, 1e5]")
                .replace("study.yaml", "outcome: {name: event, type: binary}", """
                        outcome: {name: event, type: number, range: [0, 1]}
                          standardise: none""")
                .replace("study.yaml", "type: logistic", "type: linear")
                .replace("study.yaml", "steps: 10", "steps: 200")
                .replace("study.yaml", "learningRate: 0.3", "learningRate: 0.0001")
                .replace("study.yaml", "primary: auroc", "primary: rmse\n  margin: 0.1")
                .replace("study.yaml", "[accuracy, auroc, brier]", "[rmse]");

        assertWarned(
                bench.simulate(),
                "update-refused",
                "its answer was refused in one round or more: the update has NaN or infinite values in 'update'");
    }

    /** That the run went on, and the warning about {@code west} is told on the terminal, in the results and in the report. */
    private void assertWarned(Ran ran, String code, String message) throws IOException {
        assertThat(ran.err()).doesNotContain("error");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.words()).contains("west: " + message);
        assertThat(results().training().warnings()).contains(new Warning(code, "west", message));
        assertThat(bench.read("out/report.html")).contains(message.replace("'", "&#39;"));
        assertThat(Files.readString(bench.path("out/results.json"))).contains(code);
    }

    private Results results() {
        return ResultsFolder.read(bench.path("out"));
    }

    private Optional<MetricValue> auroc(String site) {
        return results().evaluations().federated().at(new SiteId(site)).find(Metric.AUROC);
    }
}
