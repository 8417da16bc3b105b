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
                        "differential privacy beside what looks at rows",
                        bench -> bench.write(
                                        "study.yaml",
                                        bench.read("study.yaml")
                                                + "privacy:\n  differentialPrivacy: {epsilon: 3, delta: 1e-5}\n")
                                .replace("study.yaml", "{steps: 10,", "{epochs: 10,"),
                        "study.yaml:16:10: error: training.local: with differential privacy the number of steps must not follow from rows; say"
                                + " steps: 100, not epochs"),
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
                        "data/west.csv: error: there is no such file in data: put it there, or correct its name; nearest: 'east.csv'; see"
                                + " data/mapping.yaml:4"),
                wrong(
                        "wrong delimiter",
                        bench -> bench.replace("data/mapping.yaml", "west.csv}", "west.csv, delimiter: \";\"}"),
                        "data/west.csv: error: has one column only when split at ';'; its lines look split at ',': correct the delimiter in the"
                                + " mapping, or leave it out; see data/mapping.yaml:4"),
                wrong(
                        "unknown column",
                        bench -> bench.replace("data/west.csv", "marker", "markr"),
                        "data/west.csv: error: marker: there is no column 'marker': name the column in the mapping; nearest: 'markr'; see"
                                + " data/mapping.yaml"),
                wrong(
                        "unparseable value",
                        bench -> bench.cell("data/west.csv", 5, "age", "sixty"),
                        "data/west.csv:5:2: error: age: not a number: if it stands for a missing value, list it under 'missing'"),
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
                        "data/west.csv: error: site 'west' has no rows: give it some, or take it out of the mapping; see"
                                + " data/mapping.yaml:4"),
                wrong(
                        "empty file",
                        bench -> bench.write("data/west.csv", ""),
                        "data/west.csv: error: the file is empty: export the table again; see data/mapping.yaml:4"),
                wrong(
                        "site without a patient in the cohort",
                        bench -> bench.column("data/west.csv", "age", ""),
                        "data/west.csv: error: no row of site 'west' is in the cohort (dropped: age missing): correct the file or the mapping, or"
                                + " take the site out of it; see data/mapping.yaml:4"),
                wrong(
                        "folder in place of a table",
                        bench -> bench.delete("data/west.csv").write("data/west.csv/mine.txt", "mine"),
                        "data/west.csv: error: is a folder where a file is needed: correct its name; see data/mapping.yaml:4"),
                wrong(
                        "delimiter that is not recognised",
                        bench -> bench.write(
                                "data/west.csv", bench.read("data/west.csv").replace(',', '~')),
                        "data/west.csv: error: has one column only, since its lines can't be split at a tab, ';', '|', ',' or a blank: name its"
                                + " delimiter in the mapping, as in delimiter: \"~\"; see data/mapping.yaml:4"));
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
                        "ranges too wide for the sums over these rows",
                        bench -> bench.replace("study.yaml", "range: [0, 120]", "range: [0, 134217728]"),
                        "study.yaml: error: these sums over 3 sites don't fit 64 bits: squares of age (bound 2^62); declare narrower ranges"
                                + " in the study [SUM_OVERFLOW]"),
                wrong(
                        "the same outcome everywhere",
                        bench -> Stream.of("east", "north", "west")
                                .forEach(site -> bench.column("data/%s.csv".formatted(site), "event", "1")),
                        "study.yaml: error: the outcome 'event' is the same for every training patient of every site, '1'; nothing can be"
                                + " learned from it: check how the mapping translates it, or choose another outcome [STUDY_UNFIT]"),
                wrong(
                        "nobody to judge by",
                        bench -> Stream.of("east", "north", "west")
                                .forEach(site -> bench.column("data/%s.csv".formatted(site), "fold", "train")),
                        "study.yaml: error: no patient of any site is on the test side of the split, so nothing could be judged: correct the"
                                + " published split [STUDY_UNFIT]"),
                wrong(
                        "every site below the minimum",
                        bench -> bench.replace("study.yaml", "minimumPatients: 20", "minimumPatients: 200"),
                        "error: no site can take part: east (fewer than the study's minimum of 200 patients in the cohort), north (fewer than"
                                + " the study's minimum of 200 patients in the cohort), west (fewer than the study's minimum of 200 patients in the"
                                + " cohort); lower data.minimumPatients, or see with `wardround data check` why rows were dropped [TOO_FEW_SITES]"),
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
                        "study.yaml:11:15: error: model.from: no-model/model.json: there is no such file; check the path"));
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

    static Stream<Arguments> foundBeforeTraining() {
        List<String> inTraining =
                List.of("constant column everywhere", "learning rate at which every site's model explodes");
        return studiesThatTheSitesDoNotFit().filter(each -> !inTraining.contains(String.valueOf(each.get()[0])));
    }

    /** What a run would refuse, and no word then that it is next. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("foundBeforeTraining")
    void is_foretold_by_data_check(String what, Consumer<Workbench> spoil, String problem) {
        spoil.accept(bench);

        Ran ran = bench.run("data", "check", bench.path("study.yaml"), "--data", bench.path("data"));

        assertThat(problems(ran)).contains(problem);
        assertThat(ran.out()).doesNotContain("Next:");
    }

    @Test
    void study_and_mapping_tell_their_problems_together() {
        bench.replace("study.yaml", "rounds:", "roundz:")
                .replace("study.yaml", "[0, 120]", "[120, 0]")
                .replace("data/mapping.yaml", "patient:", "pacient:");

        for (Ran ran : List.of(
                bench.simulate(),
                bench.run("data", "check", bench.path("study.yaml"), "--data", bench.path("data")),
                bench.run("study", "check", bench.path("study.yaml"), "--mapping", bench.path("data/mapping.yaml")),
                bench.run("study", "check", bench.path("study.yaml"), "--data", bench.path("data")))) {
            assertThat(problems(ran))
                    .satisfiesExactly(
                            first -> assertThat(first).startsWith("study.yaml:6:53: error: data.variables[0].range: "),
                            second -> assertThat(second).startsWith("study.yaml:14:3: error: training.roundz: "),
                            third -> assertThat(third).startsWith("data/mapping.yaml:5:1: error: pacient: "),
                            count -> assertThat(count).isEqualTo("3 errors"));
        }
    }

    @Test
    void of_two_mappings_that_differ_the_one_beside_the_data_holds_and_that_is_told() {
        bench.write("mapping.yaml", bench.read("data/mapping.yaml") + "missing: [NA]\n");
        String warning =
                "data/mapping.yaml: warning: this mapping is used, because it is beside the data; the one beside the study,"
                        + " mapping.yaml, differs from it and has no say: give it with --mapping if it is meant";

        for (Ran ran : List.of(
                bench.simulate(),
                bench.run("data", "check", bench.path("study.yaml"), "--data", bench.path("data")),
                bench.run("study", "check", bench.path("study.yaml"), "--data", bench.path("data")))) {
            assertThat(ran.exitCode()).isZero();
            assertThat(ran.err().replace(folder + "/", "")).contains(warning);
            assertThat(ran.out()).contains(bench.path("data/mapping.yaml").toString());
        }
        Ran named = bench.simulate(
                "--force", "--mapping", bench.path("mapping.yaml").toString());
        assertThat(named.exitCode()).isZero();
        assertThat(named.err()).doesNotContain("warning");
        assertThat(named.out()).contains("Mapping " + bench.path("mapping.yaml"));
    }

    static Stream<Arguments> wrongReferences() {
        return Stream.of(
                arguments("no-model", "no-model/model.json: there is no such file; check the path"),
                arguments("out", "out: is the folder of a whole run; its model is in out/model"));
    }

    @ParameterizedTest
    @MethodSource("wrongReferences")
    void a_model_that_a_study_names_wrongly_is_found_by_every_command(String model, String problem) {
        bench.simulate();
        validating(bench, model);

        assertFoundByEveryCommand("study.yaml:11:15: error: model.from: " + problem);
    }

    @Test
    void initial_parameters_that_are_not_there_are_found_by_every_command() {
        bench.replace("study.yaml", "rounds: 4", "rounds: 4\n  initial: start.safetensors");

        assertFoundByEveryCommand(
                "study.yaml:15:12: error: training.initial: start.safetensors: there is no such file; check the path, or write zeros or uniform for initial");
    }

    private void assertFoundByEveryCommand(String problem) {
        for (Ran ran : List.of(
                bench.simulate("--force"),
                bench.run("data", "check", bench.path("study.yaml"), "--data", bench.path("data")),
                bench.run("study", "check", bench.path("study.yaml")))) {
            assertThat(problems(ran)).containsExactly(problem);
        }
    }

    @Test
    void the_folder_of_a_run_is_no_model_and_its_model_is_named() {
        bench.simulate();
        String problem = "error: out: is the folder of a whole run; its model is in out/model";

        assertThat(problems(bench.run("predict", bench.path("out"), "--data", bench.path("data/east.csv"))))
                .containsExactly(problem);
        assertThat(problems(bench.run(
                        "evaluate",
                        bench.path("out"),
                        "--data",
                        bench.path("data"),
                        "--out",
                        bench.path("validation"))))
                .containsExactly(problem);
    }

    @Test
    void a_folder_is_no_table() {
        bench.simulate();

        assertThat(problems(bench.run("predict", bench.path("out/model"), "--data", bench.path("data"))))
                .containsExactly("error: data: is a folder; --data needs a table in it");
    }

    @Test
    void a_table_of_two_sites_is_told() {
        bench.replace("data/mapping.yaml", "north.csv", "east.csv");

        Ran checked = bench.run("data", "check", bench.path("study.yaml"), "--data", bench.path("data"));

        assertThat(checked.exitCode()).isZero();
        assertThat(checked.err().replace(folder + "/", "").lines())
                .containsExactly(
                        "data/mapping.yaml:3:17: warning: sites.north.file: 'east.csv' is the file of the site 'east' too; are its patients to count"
                                + " twice?",
                        "warning: east and north have patients with the same keys and the same values: is one a copy of the other? A patient at"
                                + " two sites is learnt from, and judged by, twice");
        assertThat(bench.simulate().words()).contains("east and north have patients with the same keys");
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
        // Reading this would be told first.
        bench.write("file", "mine").write("data/east.csv", "");
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
        assertThat(auroc("west").map(MetricValue::isSuppressed)).contains(false);
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
                        "warning: west: has fewer patients in the cohort than the 20 that the study asks for; a run leaves it out");
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
