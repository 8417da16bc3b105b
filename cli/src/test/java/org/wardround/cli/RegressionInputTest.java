package org.wardround.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.cli.Workbench.Ran;
import org.wardround.study.results.ModelResult.Coefficient;
import org.wardround.study.results.Results;
import org.wardround.study.results.ResultsFolder;
import org.wardround.study.results.Warning;

/** What data can do to an exact regression is told once, by name, with a remedy; what concerns one site is told and the run goes on. */
final class RegressionInputTest {
    private static final String EVALUATION =
            "evaluation: {primary: auroc, metrics: [auroc], comparators: [local, pooled]}\n";

    @TempDir
    Path folder;

    private Workbench bench;

    @BeforeEach
    void bench() {
        bench = Workbench.in(folder);
        model("{type: logistic}", "");
    }

    /** Exact regression with that model. */
    private void model(String model, String newton) {
        String study = bench.read("study.yaml");
        int end = study.indexOf("model:");
        bench.write(
                "study.yaml",
                study.substring(0, end) + "model: " + model + "\n" + "training: {strategy: {type: newton" + newton
                        + "}, rounds: 25}\n" + EVALUATION);
    }

    /** Age becomes a time, and event says whether it was seen. */
    private void survival() {
        bench.replace("study.yaml", "    - {name: age, type: number, unit: years, range: [0, 120]}\n", "");
        bench.replace(
                "study.yaml",
                "{name: event, type: binary}",
                "{name: survival, type: time-to-event, unit: years, range: [0, 120]}");
        bench.replace("study.yaml", EVALUATION, "evaluation: {margin: 0.1, comparators: [local, pooled]}\n");
        bench.write(
                "data/mapping.yaml",
                bench.read("data/mapping.yaml") + "variables: {survival: {time: age, event: event}}\n");
        model("{type: cox}", "");
        bench.replace("study.yaml", EVALUATION, "evaluation: {margin: 0.1, comparators: [local, pooled]}\n");
    }

    /** One more variable, and what it is read from. */
    private void variable(String declared, String mapped) {
        bench.replace("study.yaml", "    - {name: marker,", "    - " + declared + "\n    - {name: marker,");
        String name = declared.substring("{name: ".length(), declared.indexOf(','));
        bench.write(
                "data/mapping.yaml", bench.read("data/mapping.yaml") + "variables: {%s: %s}\n".formatted(name, mapped));
    }

    private String refusal() {
        Ran ran = bench.simulate();
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(bench.path("out")).doesNotExist();
        List<String> problems = ran.err()
                .replace(folder + "/", "")
                .lines()
                .filter(line -> line.contains("error:"))
                .toList();
        assertThat(problems).hasSize(1);
        assertThat(ran.err()).doesNotContain("Exception", "\tat ");
        return problems.get(0);
    }

    private Results results() {
        Ran ran = bench.simulate();
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        return ResultsFolder.read(bench.path("out"));
    }

    private static List<String> warnings(Results results, String code) {
        return results.training().warnings().stream()
                .filter(warning -> warning.code().equals(code))
                .map(Warning::message)
                .toList();
    }

    @Test
    void plain_input_gives_coefficients_with_errors_on_the_terminal_and_in_the_files() {
        Ran ran = bench.simulate();
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.words())
                .contains("Logistic coefficients, with 95 % intervals")
                .contains("Term Estimate Odds ratio 95 % interval p")
                .contains("Fitted to 168 training rows with %d events.".formatted(trainingEvents()))
                .contains("converged after");
        Results results = ResultsFolder.read(bench.path("out"));
        assertThat(results.model().coefficients())
                .containsOnlyKeys("age", "marker", "stage=II", "stage=III", "intercept");
        for (Coefficient coefficient : results.model().coefficients().values()) {
            assertThat(coefficient.uncertainty().standardError()).isPositive();
            assertThat(coefficient.uncertainty().low()).isLessThan(coefficient.estimate());
        }
        assertThat(bench.read("out/coefficients.csv"))
                .startsWith("term,estimate,per_unit,unit,standard_error,low,high,p,per_unit_low,per_unit_high,robust_");
        assertThat(bench.read("out/report.html")).contains("<section id=\"regression\">");
    }

    private long trainingEvents() {
        return Stream.of("east", "north", "west")
                .flatMap(site -> bench.read("data/" + site + ".csv").lines())
                .filter(row -> row.endsWith(",train,1"))
                .count();
    }

    @Test
    void a_suppressed_count_of_events_is_said_to_be_suppressed() {
        for (String site : List.of("east", "north", "west")) {
            bench.column("data/" + site + ".csv", "event", "0");
            for (int line = 3; line < 60; line += 20) {
                bench.cell("data/" + site + ".csv", line, "event", "1");
            }
        }
        model("{type: logistic, terms: [marker]}", "");
        assertThat(bench.simulate().words())
                .contains(
                        "Fitted to 168 training rows with a suppressed number of events; suppressed: a count of 1 to 10 patients "
                                + "or one from which such a count would follow.");
    }

    @Test
    void parts_of_a_curve_have_no_ratio_on_the_terminal() {
        model("{type: logistic, terms: [{spline: age, knots: 3}, {polynomial: marker, degree: 2}, stage]}", "");
        Ran ran = bench.simulate();
        List<String> withoutRatio = ran.out()
                .lines()
                .filter(line -> line.matches(".*\\S +– +– +\\S+"))
                .map(line -> line.split(" ")[0])
                .toList();
        assertThat(withoutRatio).containsExactly("age", "age'", "marker", "marker^2", "intercept");
        assertThat(ran.words())
                .contains("Parts of a curve can't be read alone and have no odds ratio: see the curves in the report.");
    }

    @Test
    void collinear_terms_are_named_with_what_they_equal() {
        variable("{name: months, type: number, range: [0, 1440]}", "{column: age, multiply: 12}");
        assertThat(refusal())
                .isEqualTo(
                        "study.yaml: error: data.variables: 'months' adds nothing: it equals 12 · 'age', up to a constant; leave out the term "
                                + "'months' or 'age' [STUDY_UNFIT]");
    }

    @Test
    void collinear_levels_products_and_powers_are_named_with_their_terms() {
        variable("{name: grade, type: category, values: [a, b, c]}", "{column: stage, values: {I: a, II: b, III: c}}");
        model("{type: logistic, terms: [stage, grade]}", "");
        assertThat(refusal())
                .isEqualTo(
                        "study.yaml: error: model.terms: 'grade=b' and 'grade=c' add nothing: they equal 'stage=II' and 'stage=III', up to a constant; "
                                + "leave out the term 'grade' or 'stage' [STUDY_UNFIT]");
        model("{type: logistic, terms: [age, stage, {interaction: [age, stage]}, {interaction: [age, grade]}]}", "");
        assertThat(refusal())
                .isEqualTo(
                        "study.yaml: error: model.terms: 'age:grade=b' and 'age:grade=c' add nothing: they equal 'age:stage=II' and 'age:stage=III', "
                                + "up to a constant; leave out the term 'age:grade' or 'age:stage' [STUDY_UNFIT]");
    }

    @Test
    void collinear_powers_are_named_with_their_terms() {
        variable("{name: months, type: number, range: [0, 1440]}", "{column: age, multiply: 12}");
        model(
                "{type: logistic, terms: [{polynomial: age, degree: 2, centre: 50}, {polynomial: months, degree: 2, centre: 600}]}",
                "");
        assertThat(refusal())
                .isEqualTo(
                        "study.yaml: error: model.terms: 'months' and 'months^2' add nothing: they equal 12 · 'age' and 144 · 'age^2', up to a constant; "
                                + "leave out the term 'months' or 'age' [STUDY_UNFIT]");
    }

    @Test
    void a_level_that_one_site_alone_has_is_a_warning() {
        for (String site : List.of("north", "west")) {
            bench.write(
                    "data/" + site + ".csv", bench.read("data/" + site + ".csv").replace(",III,", ",II,"));
        }
        assertThat(warnings(results(), "level-at-one-site"))
                .containsExactly(
                        "no other site has 'stage' = III among its training rows, so what the model says about this level rests on "
                                + "this site alone; merge it with another level, or leave the term out, where that is not wanted");
    }

    /** So that it is not told at which hospital the few are. */
    @Test
    void a_level_of_a_few_patients_at_one_site_is_no_warning() {
        // With rounded ones such a fit is refused.
        bench.replace("study.yaml", "data:\n", "data:\n  moments: exact\n");
        for (String site : List.of("east", "north", "west")) {
            bench.write(
                    "data/" + site + ".csv", bench.read("data/" + site + ".csv").replace(",III,", ",II,"));
        }
        for (int line = 2; line < 12; line++) {
            bench.cell("data/west.csv", line, "stage", "III");
        }
        assertThat(warnings(results(), "level-at-one-site")).isEmpty();
    }

    @Test
    void a_stratum_without_events_is_a_warning() {
        survival();
        bench.column("data/west.csv", "event", "0");
        Results results = results();
        assertThat(warnings(results, "one-class"))
                .contains(
                        "no event among its training rows; a stratum of its own, it says nothing about hazard ratios: check how its "
                                + "mapping translates the event, or leave the site out");
        assertThat(warnings(results, "comparator-missing"))
                .containsExactly(
                        "the local model of west could not be trained: every row is censored: without an event nothing can be estimated");
    }

    @Test
    void nobody_with_an_event_is_refused() {
        survival();
        for (String site : List.of("east", "north", "west")) {
            bench.column("data/" + site + ".csv", "event", "0");
        }
        assertThat(refusal())
                .isEqualTo(
                        "study.yaml: error: no training patient of any site has the event of 'survival', all are censored; nothing can "
                                + "be learned from it: check how the mapping translates it, or choose another outcome [STUDY_UNFIT]");
    }

    @Test
    void a_constant_outcome_is_refused() {
        for (String site : List.of("east", "north", "west")) {
            bench.column("data/" + site + ".csv", "event", "1");
        }
        assertThat(refusal())
                .isEqualTo(
                        "study.yaml: error: the outcome 'event' is the same for every training patient of every site, '1'; nothing can "
                                + "be learned from it: check how the mapping translates it, or choose another outcome [STUDY_UNFIT]");
    }

    @Test
    void knots_beyond_the_data_are_refused() {
        model("{type: logistic, terms: [{spline: age, knots: [60, 110, 115, 118]}]}", "");
        assertThat(refusal())
                .isEqualTo(
                        "study.yaml: error: model.terms: no training patient of any site has 'age' above its knot at 110.0, so the "
                                + "spline can't bend there; move the knots into the data, or let them be placed: knots: 4 [STUDY_UNFIT]");
    }

    @Test
    void knots_below_the_data_are_refused() {
        model("{type: logistic, terms: [{spline: age, knots: [5, 10, 15, 20]}, marker]}", "");
        assertThat(refusal())
                .isEqualTo(
                        "study.yaml: error: model.terms: the knots of 'age' at 5.0, 10.0, 15.0, 20.0 lie outside its data, so the spline "
                                + "can't bend there; move the knots into the data, or let them be placed: knots: 4 [STUDY_UNFIT]");
        model("{type: logistic, terms: [{spline: age, knots: [5, 10, 15, 60]}, marker]}", "");
        assertThat(refusal()).contains("model.terms: some of the knots of 'age' at 5.0, 10.0, 15.0, 60.0 lie outside");
    }

    @Test
    void a_polynomial_of_too_few_values_is_refused() {
        variable("{name: late, type: number, range: [0, 1]}", "{column: event}");
        model("{type: logistic, terms: [{polynomial: late, degree: 3}, marker]}", "");
        assertThat(refusal())
                .isEqualTo(
                        "study.yaml: error: model.terms: 'late' has too few different values among the training rows for a polynomial of "
                                + "degree 3; lower the degree, or name it alone: - late [STUDY_UNFIT]");
    }

    @Test
    void weights_from_0_are_refused_by_name() {
        variable("{name: copies, type: number, range: [0, 10]}", "{column: marker}");
        model("{type: logistic, terms: [age, stage], weights: copies}", "");
        assertThat(refusal())
                .contains(
                        ": error: model.weights: a weight is above 0, and the range of 'copies' starts at 0; correct the range, and choose patients by data.cohort");
    }

    /** Eight patients count, the others hardly do: a cohort that no hospital's rule sees. */
    @Test
    void weights_that_are_nearly_0_for_all_but_eight_patients_are_refused() {
        for (String site : List.of("east", "north", "west")) {
            bench.column("data/" + site + ".csv", "marker", "0.000001");
        }
        for (int line = 3; line < 60; line += 8) {
            bench.cell("data/west.csv", line, "marker", "1");
        }
        variable("{name: copies, type: number, range: [0.000001, 1]}", "{column: marker}");
        model("{type: logistic, terms: [age], weights: copies}", "");
        assertThat(refusal())
                .isEqualTo(
                        "study.yaml: error: model.weights: almost all weight lies on a few patients, so the estimates would be theirs alone; "
                                + "name weights that differ less, or remove model.weights [STUDY_UNFIT]");
    }

    @Test
    void knots_that_fall_on_one_value_are_refused() {
        bench.column("data/west.csv", "age", "60");
        bench.column("data/north.csv", "age", "60");
        model("{type: logistic, terms: [{spline: age, knots: 5}]}", "");
        assertThat(refusal())
                .isEqualTo(
                        "study.yaml: error: the 5 knots of 'age' would stand at 55.0, 60.0, 60.0, 60.0, 63.0, two of them on one "
                                + "value, because many patients have that value; ask for fewer knots, or write them down: {spline: age, knots: "
                                + "[first, second, third]} [STUDY_UNFIT]");
    }

    @Test
    void more_terms_than_a_third_of_the_rows_are_refused() {
        for (String site : List.of("east", "north", "west")) {
            bench.head("data/" + site + ".csv", 10);
        }
        bench.replace("study.yaml", "minimumPatients: 20", "minimumPatients: 5");
        model("{type: logistic, terms: [{polynomial: age, degree: 4}, {polynomial: marker, degree: 4}]}", "");
        assertThat(refusal())
                .isEqualTo(
                        "study.yaml: error: model.terms: the model has 9 parameters, and there are fewer than three training rows for each: "
                                + "leave out terms [STUDY_UNFIT]");
    }

    @Test
    void separation_is_refused_with_the_term_that_separates_and_the_penalty_that_helps() {
        for (String site : List.of("east", "north", "west")) {
            String name = "data/" + site + ".csv";
            String[] lines = bench.read(name).split("\n");
            for (int i = 1; i < lines.length; i++) {
                String[] cells = lines[i].split(",");
                cells[Workbench.column("event")] =
                        Double.parseDouble(cells[Workbench.column("marker")]) > 0 ? "1" : "0";
                lines[i] = String.join(",", cells);
            }
            bench.write(name, String.join("\n", lines) + "\n");
        }
        assertThat(refusal())
                .isEqualTo(
                        "study.yaml: error: data.variables: 'marker' separates all rows by the outcome, so no finite coefficient fits best; set "
                                + "training.strategy.penalty to firth, or leave the term out [STUDY_UNFIT]");
    }

    @Test
    void a_site_with_too_few_rows_has_no_model_of_its_own_and_the_run_goes_on() {
        bench.head("data/east.csv", 15);
        bench.replace("study.yaml", "minimumPatients: 20", "minimumPatients: 5");
        Results results = results();
        assertThat(warnings(results, "comparator-missing"))
                .containsExactly(
                        "the local model of east could not be trained: it has fewer than three rows for each of the model's 5 parameters");
        assertThat(results.model().regression().notes())
                .containsExactly(
                        "site east has no fit of its own and is not in the meta-analysis: estimates that rest on few patients, or few of a "
                                + "class, of a level or with the event, are suppressed");
        assertThat(results.model().regression().metaAnalysis()).isNotEmpty();
    }

    @Test
    void a_site_at_which_two_codes_are_the_same_but_for_few_is_not_in_the_meta_analysis() {
        for (String site : List.of("east", "north", "west")) {
            String[] lines = bench.read("data/" + site + ".csv").split("\n");
            lines[0] += ",smoker,cough";
            for (int row = 1; row < lines.length; row++) {
                int cough = site.equals("east") && row > 3 ? row % 2 : row / 2 % 2;
                lines[row] += "," + row % 2 + "," + cough;
            }
            bench.write("data/" + site + ".csv", String.join("\n", lines) + "\n");
        }
        variable("{name: smoker, type: binary}\n    - {name: cough, type: binary}", "{column: smoker}");
        assertThat(results().model().regression().notes())
                .containsExactly(
                        "site east has no fit of its own and is not in the meta-analysis: estimates that rest on few patients, or few of a "
                                + "class, of a level or with the event, are suppressed");
    }
}
