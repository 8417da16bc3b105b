package org.wardround.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.core.random.SeededStream;
import org.wardround.data.table.MappedData;
import org.wardround.learning.answer.FittedModel;
import org.wardround.publish.RunOutput;
import org.wardround.simulation.predict.Predictor;
import org.wardround.simulation.predict.Predictor.Prediction;
import org.wardround.study.file.MappingFile;
import org.wardround.study.file.StudyFile;
import org.wardround.study.model.ModelCard;
import org.wardround.study.model.ModelFolder;
import org.wardround.study.results.ModelResult.Coefficient;
import org.wardround.study.results.Regression;
import org.wardround.study.results.Results;

/** Every family of exact regression through the whole simulation, on seeded invented records of three hospitals. */
class ExactFamiliesTest {
    private static final String STUDY = """
            study: families
            purpose: Try every family
            data:
              missing: impute
              variables:
                - {name: age, type: number, unit: years, range: [0, 120]}
                - {name: chol, type: number, unit: mg/dL, range: [50, 700]}
                - {name: stage, type: category, values: [I, II, III]}
                - {name: logYears, type: number, range: [-5, 5], required: true}
                - {name: weight, type: number, range: [0.5, 5], required: true}
              outcome: %s
              standardise: %s
              split: {validation: 0, test: 0.3}
            model: %s
            training: {strategy: {type: newton%s}, rounds: 30}
            evaluation: {%s}
            """;

    @TempDir
    private Path folder;

    private SimulationRequest request(String outcome, String standardise, String model, String newton)
            throws IOException {
        String margin = outcome.contains("binary") || outcome.contains("time-to-event") ? "" : "margin: 0.1, ";
        return request(STUDY.formatted(
                outcome, standardise, model, newton, margin + "comparators: [local, pooled, leaveOneSiteOut]"));
    }

    private SimulationRequest request(String study) throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        SeededStream random = SeededStream.of(21, "families");
        for (String site : List.of("east", "north", "west")) {
            StringBuilder text =
                    new StringBuilder("pid,age,chol,stage,logYears,weight,disease,visits,pressure,days,dead\n");
            double shift = random.nextGaussian();
            for (int i = 0; i < 160; i++) {
                text.append(row(site + i / 2, shift, random));
            }
            Files.writeString(data.resolve(site + ".csv"), text);
        }
        Files.writeString(folder.resolve("study.yaml"), study);
        Files.writeString(
                folder.resolve("mapping.yaml"),
                "sites: {file: '*.csv'}\npatient: pid\nvariables: {survival: {time: days, event: dead}}\n");
        return new SimulationRequest(
                StudyFile.read(folder.resolve("study.yaml")),
                MappingFile.read(folder.resolve("mapping.yaml")).mapping(),
                data,
                new SimulationOptions(1, 2, 0));
    }

    private static String row(String patient, double shift, SeededStream random) {
        double age = Math.rint(60 + 10 * random.nextGaussian());
        double chol = Math.rint(240 + 50 * random.nextGaussian());
        int stage = random.nextInt(3);
        double logYears = Math.rint(1000 * random.nextGaussian() / 3) / 1000;
        double eta = 0.03 * (age - 60) + 0.004 * (chol - 240) + 0.4 * (stage - 1) + 0.3 * shift;
        long visits = 0;
        for (double product = random.nextDouble(), limit = StrictMath.exp(-StrictMath.exp(eta + logYears));
                product > limit && visits < 60;
                visits++) {
            product *= random.nextDouble();
        }
        double pressure = Math.rint(10 * (140 + 10 * eta + 8 * random.nextGaussian())) / 10;
        long days = Math.min(3000, 1 + (long) (-StrictMath.log(1 - random.nextDouble()) * 1000 * StrictMath.exp(-eta)));
        return "%s,%s,%s,%s,%s,%s,%d,%d,%s,%d,%d%n"
                .formatted(
                        patient,
                        age,
                        random.nextInt(20) == 0 ? "" : chol,
                        "I".repeat(stage + 1),
                        logYears,
                        1 + random.nextInt(3),
                        random.nextDouble() < 1 / (1 + StrictMath.exp(-eta)) ? 1 : 0,
                        visits,
                        pressure,
                        days,
                        days < 3000 && random.nextInt(4) > 0 ? 1 : 0);
    }

    private static RunOutput run(SimulationRequest request) {
        return Simulation.run(request, Progress.SILENT, InstantSource.fixed(Instant.EPOCH));
    }

    private static final String TERMS =
            "terms: [{spline: age, knots: 4}, {polynomial: chol, degree: 2}, {category: stage, reference: II}, {interaction: [chol, stage]}]";
    private static final String BINARY = "{name: disease, type: binary}";
    private static final String COUNT = "{name: visits, type: integer, range: [0, 60]}";
    private static final String NUMBER = "{name: pressure, type: number, unit: mmHg, range: [0, 300]}";
    private static final String TIME =
            "{name: survival, type: time-to-event, unit: days, range: [0, 4000], grid: month}";

    @Test
    void without_test_patients_all_are_fitted_and_nothing_is_measured() throws IOException {
        String all = STUDY.formatted(BINARY, "none", "{type: logistic, terms: [age, stage]}", "", "primary: auroc")
                .replace("test: 0.3", "test: 0");

        Results results = run(request(all)).results();

        assertThat(results.model().regression().fit().rows()).hasToString("480");
        assertThat(results.evaluations().federated().isNone()).isTrue();
        assertThat(results.verdicts()).isEmpty();
    }

    @Test
    void models_cannot_be_compared_without_test_patients() throws IOException {
        SimulationRequest request = request(
                STUDY.formatted(BINARY, "none", "{type: logistic, terms: [age, stage]}", "", "comparators: [local]")
                        .replace("test: 0.3", "test: 0"));

        assertThatThrownBy(() -> run(request))
                .isInstanceOf(FederationException.class)
                .hasMessage(
                        "no patient of any site is on the test side of the split, so nothing could be judged: raise data.split.test, or remove evaluation.comparators");
    }

    /** Estimates and errors over three hospitals are those of the same rows in one. */
    private void assertPooled(SimulationRequest request) {
        Results results = run(request).results();
        results.evaluations()
                .federated()
                .overall()
                .values()
                .forEach((metric, value) -> assertThat(results.evaluations()
                                .pooled()
                                .overall()
                                .find(metric)
                                .orElseThrow()
                                .value())
                        .isCloseTo(value.value(), within(1e-8)));
        assertThat(results.model().regression().metaAnalysis()).isNotEmpty();
        assertThat(results.evaluations().local()).hasSize(3);
        assertThat(results.evaluations().leaveOneSiteOut()).hasSize(3);
    }

    @Test
    void federated_models_predict_as_pooled_ones_do() throws IOException {
        assertPooled(request(BINARY, "federated", "{type: logistic, weights: weight, " + TERMS + "}", ""));
        assertPooled(request(COUNT, "none", "{type: poisson, offset: logYears, " + TERMS + "}", ""));
        assertPooled(request(NUMBER, "federated", "{type: linear, offset: logYears, weights: weight}", ""));
    }

    @Test
    void estimates_do_not_depend_on_how_columns_are_standardised() throws IOException {
        String model = "{type: logistic, terms: [age, stage]}";
        Map<String, Coefficient> none =
                run(request(BINARY, "none", model, "")).results().model().coefficients();
        Map<String, Coefficient> scaled =
                run(request(BINARY, "federated", model, "")).results().model().coefficients();
        for (String term : List.of("age", "stage=II", "stage=III")) {
            Coefficient one = Objects.requireNonNull(none.get(term));
            Coefficient other = Objects.requireNonNull(scaled.get(term));
            assertThat(other.perUnit()).isCloseTo(one.estimate(), within(1e-9 * Math.abs(one.estimate())));
            assertThat(other.uncertainty().perUnitLow())
                    .isCloseTo(one.uncertainty().low(), within(1e-8));
            assertThat(other.uncertainty().p()).isCloseTo(one.uncertainty().p(), within(1e-9));
        }
    }

    @Test
    void hazards_have_tests_a_baseline_and_ties_by_choice() throws IOException {
        Results efron = run(request(TIME, "none", "{type: cox, terms: [age, stage]}", ""))
                .results();
        Regression regression = efron.model().regression();
        assertThat(regression.method()).isEqualTo(new Regression.Method("cox", "none", "efron"));
        assertThat(regression.tests().proportionalHazards()).containsKeys("age", "stage", "(all terms)");
        assertThat(regression.tests().likelihoodRatio()).containsKeys("age", "stage");
        assertThat(regression.robust()).containsOnlyKeys("age", "stage=II", "stage=III");
        assertThat(regression.baseline()).hasSizeGreaterThan(5);
        assertThat(regression.baseline().stream().map(Regression.BaselinePoint::time))
                .allMatch(time -> Math.abs(time / (365.25 / 12) - Math.rint(time / (365.25 / 12))) < 1e-9);
        assertThat(run(request(TIME, "none", "{type: cox, terms: [age, stage]}", ", ties: breslow"))
                        .results()
                        .model()
                        .identity()
                        .sha256())
                .isNotEqualTo(efron.model().identity().sha256());
    }

    @Test
    void a_random_intercept_says_how_far_hospitals_differ() throws IOException {
        Results results = run(request(NUMBER, "none", "{type: linear, randomIntercept: site, terms: [age, chol]}", ""))
                .results();
        Regression.Variances variances = results.model().regression().variances();
        assertThat(results.model().regression().method().family()).isEqualTo("linear mixed");
        assertThat(variances.between()).isPositive();
        assertThat(variances.intraclassCorrelation())
                .isCloseTo(variances.between() / (variances.between() + variances.residual()), within(1e-12));
        assertThat(results.evaluations().local()).hasSize(3);
    }

    @Test
    void dropout_does_not_touch_an_exact_regression() throws IOException {
        SimulationRequest calm = request(BINARY, "federated", "{type: logistic}", "");
        SimulationRequest stormy =
                new SimulationRequest(calm.study(), calm.mapping(), calm.data(), new SimulationOptions(1, 1, 0.5));
        assertThat(run(stormy).results().model().identity())
                .isEqualTo(run(calm).results().model().identity());
    }

    @Test
    void a_count_is_predicted_to_the_bit_from_its_folder_with_its_offset_and_missing_values() throws IOException {
        SimulationRequest request = request(COUNT, "federated", "{type: poisson, offset: logYears, " + TERMS + "}", "");
        RunOutput output = run(request);
        ModelFolder.write(folder.resolve("model"), output.model(), new ModelCard("", "", "", ""));
        Predictor predictor = Predictor.of(ModelFolder.read(folder.resolve("model")), "");
        MappedData.Sites sites =
                (MappedData.Sites) MappedData.read(request.study().study(), request.mapping(), request.data());
        Table table = sites.site("north").table();
        int offset = request.study().study().data().indexOf("logYears");
        FittedModel fitted = Hospitals.fitted(output.model());
        double[] expected = new FittedModel(
                        fitted.dictionary(), fitted.model(), fitted.parameters(), fitted.encoding(), false, offset)
                .score(new SiteId("north"), table, Side.TEST)
                .scores();
        int[] rows = table.rowsOn(Side.TEST);
        assertThat(rows.length).isGreaterThan(30);
        for (int i = 0; i < rows.length; i++) {
            Prediction.Scored scored = (Prediction.Scored) predictor.predict(table.raw(rows[i]));
            assertThat(scored.scores()[0]).isEqualTo(expected[i]).isPositive();
        }
        double[] withoutWeight = table.raw(rows[0]);
        withoutWeight[request.study().study().data().indexOf("weight")] = Double.NaN;
        assertThat(predictor.predict(withoutWeight)).isInstanceOf(Prediction.Scored.class);
    }
}
