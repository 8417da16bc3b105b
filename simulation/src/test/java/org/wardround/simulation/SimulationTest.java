package org.wardround.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Metric;
import org.wardround.core.study.ThresholdRule;
import org.wardround.data.table.MappedData;
import org.wardround.inference.evaluate.ScoredRows;
import org.wardround.inference.program.BySite;
import org.wardround.learning.answer.FittedModel;
import org.wardround.privacy.release.Protection;
import org.wardround.publish.RunFolder;
import org.wardround.publish.RunOutput;
import org.wardround.simulation.predict.Predictor;
import org.wardround.study.file.MappingFile;
import org.wardround.study.file.StudyFile;
import org.wardround.study.model.DecisionThreshold;
import org.wardround.study.model.ModelFolder;
import org.wardround.study.model.TrainedModel;
import org.wardround.study.results.Limits;
import org.wardround.study.results.MetricValue;
import org.wardround.study.results.Metrics;
import org.wardround.study.results.ModelResult;
import org.wardround.study.results.Results;
import org.wardround.study.results.VariableInfo;
import org.wardround.study.results.Warning;

class SimulationTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

    @TempDir
    private Path folder;

    private RunOutput run(Hospitals hospitals, String studyText, SimulationOptions options) throws IOException {
        return Simulation.run(hospitals.request(folder, studyText, options), Progress.SILENT, CLOCK);
    }

    private static SimulationOptions options(long seed, int threads) {
        return new SimulationOptions(seed, threads, 0);
    }

    private static String sha(RunOutput output) {
        return output.results().model().identity().sha256();
    }

    @Test
    void the_number_of_threads_changes_no_bit() throws IOException {
        String study = Hospitals.study("scaffold", "comparators: [local, pooled, leaveOneSiteOut]");
        RunOutput one = run(Hospitals.three(), study, options(3, 1));
        RunOutput two = run(Hospitals.three(), study, options(3, 2));
        assertThat(sha(two)).isEqualTo(sha(one));
        assertThat(two.results().evaluations()).isEqualTo(one.results().evaluations());
        assertThat(two.audit()).isEqualTo(one.audit());
    }

    /** Of four sites a sum under masks needs three: with this seed no round has fewer. */
    @Test
    void the_same_sites_drop_out_of_the_same_rounds_under_masks() throws IOException {
        String study = Hospitals.study("fedavg", "");
        RunOutput plain = run(Hospitals.three().withSouth(), study, new SimulationOptions(3, 2, 0.1));
        RunOutput masked =
                run(Hospitals.three().withSouth(), study, new SimulationOptions(3, 2, 0.1, Protection.MASKED));
        assertThat(plain.results().training().warnings())
                .extracting(Warning::code)
                .contains("dropped-out");
        assertThat(masked.results().training().warnings())
                .isEqualTo(plain.results().training().warnings());
        assertThat(sha(masked)).isEqualTo(sha(plain));
        assertThat(sha(plain))
                .isNotEqualTo(sha(run(Hospitals.three().withSouth(), study, new SimulationOptions(3, 2, 0))));
    }

    @Test
    void every_java_makes_the_same_model() throws IOException {
        RunOutput output = run(Hospitals.three(), Hospitals.study("fedavg", ""), options(3, 2));
        assertThat(sha(output)).isEqualTo("eab239ad6ca6e61ad89ac839adafb5e8b8096866dabde7856bfce1203726a840");
    }

    @Test
    void scores_that_one_bin_would_hold_are_told_apart_on_bins_chosen_with_validation_rows() throws IOException {
        String hardlyTrained = Hospitals.study("fedavg", "")
                .replace("rounds: 12", "rounds: 1")
                .replace("steps: 10", "steps: 1")
                .replace("learningRate: 0.3", "learningRate: 0.001");
        MetricValue auroc = run(Hospitals.three(), hardlyTrained, options(1, 1))
                .results()
                .evaluations()
                .federated()
                .overall()
                .find(Metric.AUROC)
                .orElseThrow();
        // All log-odds lie within about a thousandth, which is half a bin: the bound was .25.
        assertThat(auroc.errorBound()).isLessThan(0.005);
        assertThat(auroc.high() - auroc.low()).isLessThan(0.3);
    }

    @Test
    void another_seed_gives_another_model_on_the_same_split() throws IOException {
        String study = Hospitals.study("fedavg", "");
        RunOutput one = run(Hospitals.three(), study, options(1, 1));
        RunOutput two = run(Hospitals.three(), study, options(2, 1));
        assertThat(sha(two)).isNotEqualTo(sha(one));
        assertThat(two.results().sites()).isEqualTo(one.results().sites());
    }

    @Test
    void predictions_of_the_written_model_are_those_of_the_run_to_the_bit() throws IOException {
        SimulationRequest request =
                Hospitals.three().request(folder, Hospitals.study("fedavg", "threshold: youden"), options(1, 1));
        RunOutput output = Simulation.run(request, Progress.SILENT, CLOCK);
        RunFolder.write(folder.resolve("out"), output);
        TrainedModel read = ModelFolder.read(folder.resolve("out/model"));
        Predictor predictor = Predictor.of(read, "");
        MappedData.Sites sites =
                (MappedData.Sites) MappedData.read(request.study().study(), request.mapping(), request.data());
        FittedModel fitted = Hospitals.fitted(output.model());
        sites.sites().forEach((site, data) -> {
            Table table = data.table();
            ScoredRows run = fitted.score(site, table, Side.TEST);
            int[] rows = table.rowsOn(Side.TEST);
            assertThat(rows).isNotEmpty();
            for (int i = 0; i < rows.length; i++) {
                Predictor.Prediction.Scored scored =
                        (Predictor.Prediction.Scored) predictor.predict(table.raw(rows[i]));
                assertThat(scored.scores()).containsExactly(run.scores()[i]);
                boolean positive =
                        run.scores()[i] >= output.results().model().threshold().value();
                assertThat(scored.label()).isEqualTo(positive ? "1" : "0");
            }
        });
    }

    /** The lowest score of all validation patients with the event is one patient's. */
    @Test
    void a_sensitivity_of_nearly_1_gives_no_single_patients_score() throws IOException {
        String study = Hospitals.study("fedavg", "threshold: {sensitivity: 0.9999}\n  comparators: [local]")
                .replace("metrics: [accuracy,", "metrics: [sensitivity, netBenefit, accuracy,");
        RunOutput output = run(Hospitals.three(), study, options(1, 1));

        assertThat(output.results().model().threshold().value()).isZero();
        assertThat(output.results()
                        .evaluations()
                        .federated()
                        .overall()
                        .find(Metric.SENSITIVITY)
                        .orElseThrow()
                        .value())
                .isEqualTo(1);
        assertThat(output.results().training().warnings())
                .filteredOn(warning -> warning.code().equals("threshold-of-few"))
                .extracting(Warning::message)
                .hasSize(4)
                .first()
                .isEqualTo(
                        "federated model: the sensitivity asked for needs the score of one of a few validation patients with the event, so the threshold is 0 and everybody is called positive; ask for a lower sensitivity, or for more validation patients");
        RunFolder.write(folder.resolve("out"), output);
        assertThat(ModelFolder.read(folder.resolve("out/model")).threshold())
                .isEqualTo(new DecisionThreshold(new ThresholdRule.Sensitivity(0.9999), 0));
    }

    @Test
    void test_rows_change_neither_threshold_nor_stopping_round() throws IOException {
        String study = Hospitals.study("fedavg", "threshold: youden")
                .replace("rounds: 12", "rounds: 12\n  earlyStopping: {patience: 2}");
        RunOutput original = run(Hospitals.three(), study, options(1, 1));
        RunOutput spoilt = run(Hospitals.three().withTestOutcomesTurned(folder), study, options(1, 1));
        assertThat(spoilt.results().evaluations().federated().overall())
                .isNotEqualTo(original.results().evaluations().federated().overall());
        assertThat(sha(spoilt)).isEqualTo(sha(original));
        assertThat(spoilt.results().model().threshold())
                .isEqualTo(original.results().model().threshold());
        assertThat(spoilt.results().training().stopping())
                .isEqualTo(original.results().training().stopping());
    }

    @Test
    void a_site_with_one_class_is_named_and_its_auroc_is_not_defined() throws IOException {
        RunOutput output = run(Hospitals.three().withOneClassAt("west"), Hospitals.study("fedavg", ""), options(1, 1));
        assertThat(output.results().training().warnings()).anySatisfy(warning -> {
            assertThat(warning.code()).isEqualTo("one-class");
            assertThat(warning.site()).isEqualTo("west");
        });
        assertThat(output.results()
                        .evaluations()
                        .federated()
                        .at(new SiteId("west"))
                        .find(Metric.AUROC)
                        .orElseThrow()
                        .isDefined())
                .isFalse();
    }

    @Test
    void a_column_without_variance_is_a_warning_at_one_site_and_refused_everywhere() throws IOException {
        RunOutput output = run(Hospitals.three().withConstantAge("west"), Hospitals.study("fedavg", ""), options(1, 1));
        assertThat(output.results().training().warnings())
                .extracting(Warning::code, Warning::site)
                .contains(org.assertj.core.groups.Tuple.tuple("constant-column", "west"));
        Hospitals constant = Hospitals.three()
                .withConstantAge("west")
                .withConstantAge("east")
                .withConstantAge("north");
        assertThatThrownBy(() -> run(constant, Hospitals.study("fedavg", ""), options(1, 1)))
                .isInstanceOf(FederationException.class)
                .hasMessageContaining("the same value for every training patient of every site: age");
    }

    /** What stands in for missing values is the level that these have. */
    @Test
    void of_a_few_patients_it_is_not_said_that_all_have_the_same_value() throws IOException {
        String study =
                Hospitals.study("fedavg", "").replace("values: [I, II, III]", "values: [I, II], missing: indicator");
        for (int few : new int[] {1, 10}) {
            assertThat(run(Hospitals.three().withStagesAt("west", few), study, options(1, 1))
                            .results()
                            .training()
                            .warnings())
                    .isEmpty();
        }
        assertThat(run(Hospitals.three().withStagesAt("west", 60), study, options(1, 1))
                        .results()
                        .training()
                        .warnings())
                .contains(new Warning("constant-column", "west", "the same value for all its training rows: stage"));
    }

    @Test
    void a_variable_that_was_never_recorded_is_said_to_be_so_and_refused_everywhere() throws IOException {
        String study = Hospitals.study("fedavg", "").replace("range: [0, 120]", "range: [0, 120], missing: indicator");
        RunOutput output = run(Hospitals.three().withoutAge("west"), study, options(1, 1));
        assertThat(output.results().training().warnings())
                .contains(new Warning("never-recorded", "west", "never recorded among its training rows: age"))
                .extracting(Warning::code)
                .doesNotContain("constant-column");
        Hospitals nowhere =
                Hospitals.three().withoutAge("west").withoutAge("east").withoutAge("north");
        assertThatThrownBy(() -> run(nowhere, study, options(1, 1)))
                .isInstanceOf(FederationException.class)
                .hasMessageContaining("not recorded for any training patient at any site: age");
    }

    @Test
    void a_small_site_is_left_out_by_name() throws IOException {
        RunOutput output = run(
                Hospitals.three().withRows("west", 9),
                Hospitals.study("fedavg", "").replace("minimumPatients: 1", "minimumPatients: 20"),
                options(1, 1));
        Results results = output.results();
        assertThat(BySite.get(results.sites(), new SiteId("west"))
                        .participation()
                        .included())
                .isFalse();
        assertThat(results.training().warnings())
                .extracting(Warning::message)
                .contains("left out: fewer than the study's minimum of 20 patients in the cohort");
        assertThat(results.evaluations().federated().sites().keySet())
                .extracting(SiteId::name)
                .containsExactly("east", "north");
    }

    @Test
    void dropouts_are_counted_round_by_round_and_the_run_goes_on() throws IOException {
        RunOutput output = run(Hospitals.three(), Hospitals.study("fedavg", ""), new SimulationOptions(5, 2, 0.4));
        Map<Boolean, Long> rounds = output.results().training().rounds().stream()
                .collect(Collectors.partitioningBy(round -> round.lost().isEmpty(), Collectors.counting()));
        assertThat(rounds.get(true)).isPositive();
        assertThat(rounds.get(false)).isPositive();
        output.results()
                .training()
                .rounds()
                .forEach(round -> assertThat(
                                round.contributors().size() + round.lost().size())
                        .isEqualTo(3));
    }

    @Test
    void a_model_is_validated_elsewhere_with_recalibration() throws IOException {
        RunOutput trained = run(Hospitals.three(), Hospitals.study("fedavg", ""), options(1, 1));
        RunFolder.write(folder.resolve("out"), trained);
        RunOutput validated = run(Hospitals.three(), Hospitals.validation("out/model"), options(1, 1));
        assertThat(sha(validated)).isEqualTo(sha(trained));
        assertThat(validated.results().evaluations().federated().overall())
                .isEqualTo(trained.results().evaluations().federated().overall());
        ModelResult.Recalibration recalibration = validated.results().model().recalibration();
        assertThat(recalibration.slope()).isBetween(0.3, 3.0);
        assertThat(recalibration.fittedTo()).isEqualTo("validation");
        assertThat(recalibration.sites()).hasSize(3);
        assertThat(recalibration.overall().slope().low()).isLessThan(recalibration.slope());
        assertThat(validated.results().training().rounds()).isEmpty();
    }

    @Test
    void a_model_standardised_by_each_site_is_judged_by_their_numbers_where_no_training_row_is_at_hand()
            throws IOException {
        String standardised = Hospitals.study("fedavg", "")
                .replace("  minimumPatients: 1", "  minimumPatients: 1\n  standardise: site");
        RunOutput trained = run(Hospitals.three(), standardised, options(1, 1));
        SimulationRequest request = Hospitals.three().request(folder, standardised, options(1, 1));
        EvaluationRequest elsewhere =
                new EvaluationRequest(trained.model(), request.mapping(), request.data(), options(1, 1));
        Metrics all = Simulation.evaluate(elsewhere, Progress.SILENT, CLOCK)
                .results()
                .evaluations()
                .federated()
                .overall();
        Metrics test = trained.results().evaluations().federated().overall();
        assertThat(value(all, Metric.AUROC)).isCloseTo(value(test, Metric.AUROC), within(0.1));
        assertThat(value(all, Metric.AUROC)).isGreaterThan(0.6);
    }

    @Test
    void recalibration_to_the_test_rows_makes_them_calibrated_and_ranks_them_as_before() throws IOException {
        RunOutput trained = run(Hospitals.three(), Hospitals.study("fedavg", ""), options(1, 1));
        RunFolder.write(folder.resolve("out"), trained);
        String study = Hospitals.validation("out/model")
                .replace("{validation: 0.2, test: 0.3}", "{validation: 0, test: 0.5}")
                .replace("brier", "brier, calibrationIntercept, calibrationSlope");
        Results results = run(Hospitals.three(), study, options(1, 1)).results();
        Metrics before = results.evaluations().federated().overall();
        Metrics after = results.model().recalibration().after();
        assertThat(results.model().recalibration().onTestRows()).isTrue();
        assertThat(value(after, Metric.CALIBRATION_INTERCEPT)).isCloseTo(0, within(0.01));
        assertThat(value(after, Metric.CALIBRATION_SLOPE)).isCloseTo(1, within(0.01));
        // bins of 0.002 on the logit scale: the order within one may change
        assertThat(value(after, Metric.AUROC)).isCloseTo(value(before, Metric.AUROC), within(0.001));
        assertThat(results.training().warnings())
                .extracting(Warning::code)
                .contains("recalibrated-on-test", "perhaps-trained-on");
    }

    private static double value(Metrics metrics, Metric metric) {
        return metrics.find(metric).orElseThrow().value();
    }

    @Test
    void labels_units_and_what_is_missing_stand_in_the_results() throws IOException {
        String study = Hospitals.study("fedavg", "").replace("range: [0, 120]", "range: [0, 120], label: Age at entry");
        Results results = run(Hospitals.three(), study, options(1, 1)).results();
        assertThat(results.header().study().variables())
                .containsEntry("age", new VariableInfo("Age at entry", "years"))
                .containsKey("stage");
        assertThat(results.limits().missingSections())
                .extracting(Limits.MissingSection::section)
                .doesNotContain("Calibration");
    }

    @Test
    void a_run_folder_is_complete_and_holds_no_patient() throws IOException {
        RunOutput output = run(Hospitals.three(), Hospitals.study("fedavg", ""), options(1, 1));
        Path out = folder.resolve("out");
        RunFolder.write(out, output);
        assertThat(out).isDirectoryContaining("glob:**/results.json");
        for (String name : new String[] {
            "metrics.csv",
            "coefficients.csv",
            "study.yaml",
            "audit.jsonl",
            "model/model.json",
            "model/model.safetensors",
            "model/model-card.md"
        }) {
            assertThat(out.resolve(name)).isNotEmptyFile();
        }
        assertThat(Files.readString(out.resolve("audit.jsonl")))
                .contains("\"protection\":\"plain\"")
                .as("a hash of counts can be tried")
                .doesNotContain("\"sha256\"");
        assertThat(Files.readString(out.resolve("results.json"))).doesNotContain(Hospitals.PATIENT_PREFIX);
    }

    @Test
    void a_learning_rate_that_explodes_is_said_in_words() {
        String study = Hospitals.study("fedavg", "").replace("learningRate: 0.3", "learningRate: 1e12");
        assertThatThrownBy(() -> run(Hospitals.three(), study, options(1, 1)))
                .isInstanceOf(FederationException.class)
                .hasMessageContaining("learningRate");
    }

    @Test
    void the_files_parse_again() throws IOException {
        SimulationRequest request = Hospitals.three().request(folder, Hospitals.study("fedavg", ""), options(1, 1));
        assertThat(StudyFile.read(request.study().path()).hash())
                .isEqualTo(request.study().hash());
        assertThat(MappingFile.read(folder.resolve("mapping.yaml")).mapping()).isEqualTo(request.mapping());
    }
}
