package org.wardround.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.cli.Workbench.Ran;
import org.wardround.study.model.ModelFolder;
import org.wardround.study.results.Privacy;
import org.wardround.study.results.Results;
import org.wardround.study.results.ResultsFolder;

/** A study that asks for differential privacy, from its file to the report. */
final class PrivateStudyTest {
    private static final String WANTED =
            "privacy:\n  differentialPrivacy: {epsilon: 3, delta: 1e-5, samplingRate: 0.2}\n";

    @TempDir
    Path folder;

    private Workbench bench;

    @BeforeEach
    void bench() {
        bench = Workbench.in(folder);
        bench.write("study.yaml", bench.read("study.yaml") + WANTED);
    }

    @Test
    void the_guarantee_and_what_it_does_not_cover_are_said_wherever_a_run_is_told() {
        Ran ran = bench.simulate();

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.words())
                .contains(
                        "Privacy training is limited to ε = 3",
                        "not bounded: the mean loss of the finished model",
                        "all figures of the evaluation");
        Privacy privacy = ResultsFolder.read(bench.path("out")).limits().privacy();
        assertThat(privacy.differentialPrivacy().epsilon()).isBetween(2.999, 3.0);
        assertThat(privacy.differentialPrivacy().delta()).isEqualTo(1e-5);
        assertThat(privacy.differentialPrivacy().mechanism()).startsWith("40 x discrete-gaussian");
        assertThat(privacy.statement()).contains("Without noise left", "No second run gives the same model");
        assertThat(bench.read("out/report.html")).contains("ε = 3", "RenyiAccountant", "Without noise left");
        assertThat(bench.read("out/results.json")).contains("\"notBounded\"", "\"accountant\"");
    }

    @Test
    void an_author_sees_what_was_understood_before_anything_runs() {
        assertThat(bench.run("study", "check", bench.path("study.yaml")).words())
                .contains(
                        "Masks every sum between hospitals, of which it takes 3 or more",
                        "Privacy training limited to ε = 3.00 at δ = 1.0E-5 for a patient at one site");
        bench.replace("study.yaml", WANTED, "privacy: {secureAggregation: {required: false}}\n");
        assertThat(bench.run("study", "check", bench.path("study.yaml")).words())
                .contains("Masks none: the coordinator sees", "Privacy no limit: no noise is asked for");
    }

    @Test
    void exact_moments_are_said_wherever_somebody_looks() {
        bench.replace("study.yaml", WANTED, "");
        assertThat(bench.simulate().exitCode()).isZero();
        assertThat(ResultsFolder.read(bench.path("out")).model().moments()).isEqualTo("rounded");
        assertThat(bench.read("out/report.html")).doesNotContain("at full precision");
        assertThat(bench.run("study", "evidence", bench.path("out"), "--force").exitCode())
                .isZero();
        assertThat(bench.read("out-evidence/measures.html"))
                .contains("are rounded in the model’s file")
                .doesNotContain("at full precision");

        bench.replace("study.yaml", "data:\n", "data:\n  moments: exact\n");
        assertThat(bench.run("study", "check", bench.path("study.yaml")).words())
                .contains("Moments exact: counts of few patients follow from the model's file");
        assertThat(bench.simulate("--force").exitCode()).isZero();
        assertThat(ResultsFolder.read(bench.path("out")).model().moments()).isEqualTo("exact");
        assertThat(bench.read("out/report.html"))
                .contains("means and deviations of the training rows at full precision");
        assertThat(bench.run("study", "evidence", bench.path("out"), "--force").exitCode())
                .isZero();
        for (String page : new String[] {"measures", "model-card", "impact-assessment", "privacy-statement"}) {
            assertThat(bench.read("out-evidence/%s.html".formatted(page))).contains("at full precision");
        }
    }

    @Test
    void two_runs_with_one_seed_differ_since_their_noise_is_secret() {
        assertThat(bench.simulate().exitCode()).isZero();
        Results first = ResultsFolder.read(bench.path("out"));
        assertThat(bench.simulate("--force").exitCode()).isZero();
        Results second = ResultsFolder.read(bench.path("out"));

        assertThat(second.model().identity().sha256())
                .isNotEqualTo(first.model().identity().sha256());
    }

    @Test
    void all_that_looks_at_rows_beside_the_noise_is_refused_at_once() {
        bench.replace("study.yaml", "{type: fedavg}", "{type: fedavg, weights: rows}")
                .replace("study.yaml", "rounds: 4", "rounds: 4\n  earlyStopping: {patience: 2}")
                .replace("study.yaml", "batchSize: 8", "batchSize: all");

        assertThat(bench.run("study", "check", bench.path("study.yaml")).err())
                .contains(
                        "training.local: with differential privacy sums are divided by batchSize",
                        "training.strategy.weights: row counts are data",
                        "training.earlyStopping: early stopping looks at validation rows",
                        "3 errors");
    }

    @Test
    void what_is_made_of_variables_is_scaled_by_a_second_pass_and_epsilon_covers_both() {
        bench.replace(
                "study.yaml",
                "{type: logistic}",
                "{type: logistic, terms: [{spline: age, knots: 3}, {polynomial: marker, degree: 2}, {category: stage, reference: II}, {interaction: [age, stage]}]}");

        assertThat(bench.simulate("--masks").exitCode()).isZero();
        Privacy privacy = ResultsFolder.read(bench.path("out")).limits().privacy();
        assertThat(ResultsFolder.read(bench.path("out")).model().moments()).isEqualTo("noised");
        assertThat(privacy.differentialPrivacy().epsilon()).isBetween(2.999, 3.0);
        assertThat(privacy.differentialPrivacy().mechanism()).contains("; 2 x discrete-gaussian-vector ");
        assertThat(bench.read("out/model/model.json")).doesNotContain("NaN");
    }

    /** Of all sites' outcomes, which lie from 0 to 120 years: learnt on a scale that has noise, too. */
    @Test
    void an_outcome_that_is_a_number_is_learnt_on_a_scale_with_noise() {
        bench.replace("study.yaml", "    - {name: age, type: number, unit: years, range: [0, 120]}\n", "")
                .replace("study.yaml", "{name: event, type: binary}", "{name: age, type: number, range: [0, 120]}")
                .replace("study.yaml", "{type: logistic}", "{type: linear}");
        bench.write(
                "study.yaml",
                bench.read("study.yaml")
                        .replaceAll(
                                "evaluation:\n(  .*\n)+", "evaluation: {primary: rmse, metrics: [rmse], margin: 1}\n"));

        Ran ran = bench.simulate();
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ResultsFolder.read(bench.path("out"))
                        .limits()
                        .privacy()
                        .differentialPrivacy()
                        .epsilon())
                .isBetween(2.999, 3.0);
    }

    /** Scaled by a site's own numbers the inputs of all its patients would follow from each. */
    @Test
    void inputs_are_scaled_by_sums_with_noise_or_not_at_all() {
        bench.replace("study.yaml", "data:\n", "data:\n  standardise: site\n  moments: exact\n")
                .replace("study.yaml", "samplingRate: 0.2}", "samplingRate: 0.2, statisticsShare: 1}");

        assertThat(bench.run("study", "check", bench.path("study.yaml")).err())
                .contains(
                        "data.standardise: scaled by its own site's numbers, one patient would change the inputs of all others there",
                        "privacy.differentialPrivacy.statisticsShare",
                        "data.moments: with differential privacy means and deviations have noise, so none is exact",
                        "3 errors");

        bench.replace("study.yaml", "standardise: site\n  moments: exact", "standardise: federated")
                .replace("study.yaml", "statisticsShare: 1}", "statisticsShare: 0.5}");
        assertThat(bench.simulate().exitCode()).isZero();
        Privacy privacy = ResultsFolder.read(bench.path("out")).limits().privacy();
        assertThat(privacy.differentialPrivacy().epsilon()).isBetween(2.999, 3.0);
        assertThat(privacy.differentialPrivacy().mechanism()).contains("; 1 x discrete-gaussian-vector ");
        assertThat(privacy.differentialPrivacy().notBounded()).noneMatch(left -> left.contains("scaled"));
        assertThat(privacy.statement()).contains("What inputs are scaled by", "the same bound covers it");
    }

    @Test
    void a_limit_needs_one_way_to_fix_the_noise() {
        bench.replace("study.yaml", "epsilon: 3,", "epsilon: 3, noiseMultiplier: 2,");

        assertThat(bench.run("study", "check", bench.path("study.yaml")).err())
                .contains("privacy.differentialPrivacy: say what fixes the noise");
    }

    private void shared(String privacy) {
        bench.replace("study.yaml", "{type: fedavg}", "{type: fedsgd, serverLearningRate: 0.5}")
                .replace(
                        "study.yaml",
                        "local: {steps: 10, batchSize: 8, optimiser: {type: sgd, learningRate: 0.3}}",
                        "local: {batchSize: 8}")
                .replace("study.yaml", "samplingRate: 0.2}", "samplingRate: 0.2%s}".formatted(privacy));
    }

    @Test
    void a_gradient_of_each_round_can_be_private_with_all_the_noise_at_each_site() {
        shared("");

        assertThat(bench.simulate().exitCode()).isZero();
        Privacy privacy = ResultsFolder.read(bench.path("out")).limits().privacy();
        assertThat(privacy.differentialPrivacy().epsilon()).isBetween(2.999, 3.0);
        assertThat(privacy.differentialPrivacy().mechanism()).startsWith("4 x discrete-gaussian-vector");
        assertThat(privacy.differentialPrivacy().holdsWhile()).isEmpty();
    }

    @Test
    void noise_that_hospitals_share_out_is_said_to_lean_on_them_wherever_a_run_is_told() {
        shared(", noise: distributed");

        Ran ran = bench.simulate();
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.words())
                .contains(
                        "for a patient at one site, while sums are under masks, and at most 1 of the hospitals in each tell what noise they added");
        Privacy privacy = ResultsFolder.read(bench.path("out")).limits().privacy();
        assertThat(privacy.differentialPrivacy().epsilon()).isBetween(2.999, 3.0);
        assertThat(privacy.differentialPrivacy().mechanism())
                .startsWith("4 x shared-gaussian-vector")
                .contains(" 1 0.2; 1 x shared-gaussian-vector ")
                .endsWith(" 1 1.0");
        assertThat(privacy.statement()).contains("That leans on other hospitals: it holds while sums are under masks");
        assertThat(bench.read("out/results.json")).contains("\"holdsWhile\"");
        assertThat(bench.read("out/report.html")).contains("while sums are under masks, and at most 1");
        assertThat(bench.read("out/model/model-card.md")).contains("while sums are under masks, and at most 1");
    }

    @Test
    void noise_is_shared_out_only_where_one_sum_leaves_under_masks() {
        bench.replace("study.yaml", "{type: fedavg}", "{type: fedavg, aggregation: mean}");
        bench.replace(
                "study.yaml",
                "samplingRate: 0.2}",
                "samplingRate: 0.2, noise: distributed}\n  secureAggregation: {required: false}");

        assertThat(bench.run("study", "check", bench.path("study.yaml")).err())
                .contains(
                        "privacy.differentialPrivacy.noise: noise can be shared out among the sites where one sum leaves in a round, and fedavg makes steps",
                        "privacy.secureAggregation.required: with noise: distributed a site's answer has less noise than the guarantee needs",
                        "2 errors");
    }

    @Test
    void colluders_are_tolerated_where_noise_is_shared_out_and_only_so_many() {
        bench.replace("study.yaml", "samplingRate: 0.2}", "samplingRate: 0.2, toleratedColluders: 1}");
        assertThat(bench.run("study", "check", bench.path("study.yaml")).err())
                .contains(
                        "privacy.differentialPrivacy.toleratedColluders: toleratedColluders belongs to noise: distributed");
        bench.replace("study.yaml", ", toleratedColluders: 1", "");

        shared(", noise: distributed, toleratedColluders: 3");
        Ran ran = bench.simulate();
        assertThat(ran.exitCode()).isNotZero();
        assertThat(ran.err()).contains("a sum over 3 sites hides single ones from 2 at most");
        assertThat(ran.out()).as("found before any round").doesNotContain("round 1");
        assertThat(bench.run("study", "check", bench.path("study.yaml")).words())
                .contains("of whom 3 may tell theirs: it takes at least 6 sites");
    }

    /** Of two sites left each would know the other's. */
    @Test
    void models_without_one_site_need_as_many_others() {
        shared(", noise: distributed");
        bench.replace("study.yaml", "evaluation:", "evaluation:\n  comparators: [leaveOneSiteOut]");

        Ran ran = bench.simulate();
        assertThat(ran.exitCode()).isNotZero();
        assertThat(ran.err())
                .contains("models without one site can't be trained", "3 sites or more in each round; 2 are asked");
    }

    private void newton(String strategy, String local) {
        bench.replace("study.yaml", "{type: fedavg}", strategy)
                .replace(
                        "study.yaml",
                        "local: {steps: 10, batchSize: 8, optimiser: {type: sgd, learningRate: 0.3}}",
                        local);
    }

    /** At the widest limit there is hardly any noise. East, north and west train on 42, 56 and 70 patients, all of whom take part, and the sums are divided by 56: the mean over sites is that over all patients, and the exact ridge is 168 times ours. */
    @Test
    void newtons_steps_with_hardly_any_noise_come_to_the_exact_optimum() {
        newton("{type: fednewton, ridge: 0.05}", "local: {batchSize: 56}");
        bench.replace("study.yaml", "rounds: 4", "rounds: 9");
        bench.replace(
                "study.yaml",
                "epsilon: 3, delta: 1e-5, samplingRate: 0.2",
                "epsilon: 1000, delta: 1e-5, samplingRate: 1, clipNorm: 12");
        assertThat(bench.simulate().exitCode()).isZero();
        double[] noisy = ModelFolder.read(bench.path("out/model")).parameters().toArray();
        Privacy privacy = ResultsFolder.read(bench.path("out")).limits().privacy();
        assertThat(privacy.differentialPrivacy().epsilon()).isBetween(999.0, 1000.0);
        assertThat(privacy.differentialPrivacy().mechanism()).startsWith("9 x discrete-gaussian-vector");

        bench.replace("study.yaml", "{type: fednewton, ridge: 0.05}", "{type: newton, penalty: {ridge: 8.4}}")
                .replace("study.yaml", "  local: {batchSize: 56}\n", "");
        bench.write("study.yaml", bench.read("study.yaml").replaceAll("privacy:\n.*\n", ""));
        assertThat(bench.simulate("--force").exitCode()).isZero();
        double[] exact = ModelFolder.read(bench.path("out/model")).parameters().toArray();

        assertThat(noisy).hasSameSizeAs(exact).containsExactly(exact, within(0.5));
        assertThat(exact[0]).as("what there is to be found").isGreaterThan(0.5);
    }

    @Test
    void newtons_steps_can_share_their_noise_out() {
        newton("{type: fednewton, ridge: 0.2}", "local: {batchSize: 12}");
        bench.replace("study.yaml", "samplingRate: 0.2}", "samplingRate: 0.2, clipNorm: 3, noise: distributed}");

        assertThat(bench.simulate().exitCode()).isZero();
        Privacy privacy = ResultsFolder.read(bench.path("out")).limits().privacy();
        assertThat(privacy.differentialPrivacy().epsilon()).isBetween(2.999, 3.0);
        assertThat(privacy.differentialPrivacy().mechanism()).startsWith("4 x shared-gaussian-vector");
    }

    @Test
    void newtons_steps_are_for_models_with_one_linear_predictor_and_for_noise() {
        newton("{type: fednewton, ridge: 0.2}", "local: {batchSize: 12}");
        bench.replace("study.yaml", "{type: logistic}", "{type: mlp, hidden: [3]}");
        assertThat(bench.run("study", "check", bench.path("study.yaml")).err())
                .contains("training.strategy.type: fednewton fits linear models of a number");

        bench.replace("study.yaml", "{type: mlp, hidden: [3]}", "{type: logistic}");
        bench.write("study.yaml", bench.read("study.yaml").replaceAll("privacy:\n.*\n", ""));
        assertThat(bench.run("study", "check", bench.path("study.yaml")).err())
                .contains(
                        "training.strategy.type: fednewton is Newton's method under differential privacy; choose newton");
    }
}
