package org.wardround.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.study.Comparator;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Metric;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.NewtonSpec;
import org.wardround.core.study.Standardisation;
import org.wardround.inference.program.ExactRegression;
import org.wardround.inference.program.Rounds;
import org.wardround.inference.regression.result.RegressionResult;
import org.wardround.publish.RunOutput;
import org.wardround.simulation.exchange.Dropout;
import org.wardround.simulation.exchange.InProcessExchange;
import org.wardround.simulation.exchange.ReleaseLog;
import org.wardround.simulation.exchange.Workers;
import org.wardround.study.file.MappingFile;
import org.wardround.study.file.StudyFile;
import org.wardround.study.results.ModelResult.Coefficient;
import org.wardround.study.results.Results;
import org.wardround.testkit.ReferenceData;

/**
 * From the raw files through the whole simulation to optima that were computed independently, in double precision: penalty ½‖w‖², intercept free, Breslow
 * ties.
 */
class ExactOptimaTest {
    private static final Offset<Double> SIX_DIGITS = within(1e-6);
    private static final Offset<Double> FOUR_DIGITS = within(5e-5);

    @TempDir
    private Path folder;

    private RunOutput run(String name, String data, String standardise, String newton, String comparators)
            throws IOException {
        String text = Files.readString(Benchmark.resource(name + ".study.yaml"));
        String study = text.substring(0, text.indexOf("training:"))
                        .replaceAll("standardise: \\w+", "standardise: " + standardise)
                + "training: {strategy: {type: newton, penalty: {ridge: 1}" + newton + "}, rounds: 25}\n"
                + "evaluation: {comparators: [" + comparators + "]}\n";
        Path file = Files.writeString(folder.resolve("study.yaml"), study);
        SimulationRequest request = new SimulationRequest(
                StudyFile.read(file),
                MappingFile.read(Benchmark.resource(name + ".mapping.yaml")).mapping(),
                ReferenceData.folder(data),
                new SimulationOptions(1, 2, 0));
        return Simulation.run(request, Progress.SILENT, InstantSource.fixed(Instant.EPOCH));
    }

    @Test
    void breast_cancer_with_one_risk_set() {
        Benchmark tcga = new Benchmark("flamby-tcga", "tcga-brca");
        DataDictionary raw = tcga.study().data();
        DataDictionary standardised = raw.with(Standardisation.FEDERATED);
        NewtonSpec newton = new NewtonSpec(new NewtonSpec.Penalty.Ridge(1), NewtonSpec.Ties.BRESLOW, 1e-10, 25, 1);
        ModelMaker maker = new ExactMaker(new ExactRegression.Definition(standardised, new ModelSpec.Cox(), newton));
        Rounds rounds = new Rounds(
                new InProcessExchange(Workers.inline(), Dropout.NONE, ReleaseLog.NONE), Rounds.RoundLog.NONE);
        Experiment.Trained trained = maker.comparator(Comparator.POOLED, tcga.pooled(), rounds);
        RegressionResult result = Objects.requireNonNull(trained.regression());
        assertThat(-result.fit().penalisedLogLikelihood()).isCloseTo(578.308794066, SIX_DIGITS);
        double[] weights = trained.model().parameters();
        assertWeights(Arrays.stream(weights).boxed().toList(), 0.242892, 0.236305, 0.052915, -0.050373, 0.135059);
        assertThat(Math.sqrt(
                        Arrays.stream(weights).map(weight -> weight * weight).sum()))
                .isCloseTo(1.216687, SIX_DIGITS);
    }

    private static List<Double> estimates(Results results) {
        return results.model().coefficients().values().stream()
                .map(Coefficient::estimate)
                .toList();
    }

    private static void assertWeights(List<Double> found, double... expected) {
        assertThat(found.size()).isGreaterThanOrEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(found.get(i)).isCloseTo(expected[i], SIX_DIGITS);
        }
    }

    private static double overall(Results results, Metric metric) {
        return results.evaluations()
                .federated()
                .overall()
                .find(metric)
                .orElseThrow()
                .value();
    }

    @Test
    void heart_disease_standardised_over_all_hospitals() throws IOException {
        Results results =
                run("flamby-heart", "heart-disease", "federated", "", "pooled").results();
        assertThat(-results.model().regression().fit().logLikelihood()).isCloseTo(203.187301582, SIX_DIGITS);
        assertWeights(
                estimates(results),
                0.213737,
                0.536520,
                0.036398,
                -0.074984,
                0.234789,
                -0.328109,
                0.631152,
                0.538981,
                -0.186227,
                0.025655,
                0.651269,
                0.104501,
                0.184844,
                0.128484);
        assertThat(overall(results, Metric.ACCURACY)).isCloseTo(0.7953, FOUR_DIGITS);
        assertThat(overall(results, Metric.AUROC)).isCloseTo(0.8812, within(2e-4));
        // The pooled comparator is the same optimum.
        assertThat(results.evaluations()
                        .pooled()
                        .overall()
                        .find(Metric.LOG_LOSS)
                        .orElseThrow()
                        .value())
                .isCloseTo(overall(results, Metric.LOG_LOSS), within(1e-9));
    }

    @Test
    void heart_disease_standardised_at_each_hospital() throws IOException {
        Results results = run("flamby-heart", "heart-disease", "site", "", "").results();
        assertThat(-results.model().regression().fit().logLikelihood()).isCloseTo(236.559131112, SIX_DIGITS);
        assertWeights(
                estimates(results),
                0.099068,
                0.464850,
                -0.023274,
                0.325437,
                0.254556,
                -0.263046,
                0.544212,
                0.613130,
                0.020069,
                0.179670,
                0.643811,
                0.136166,
                0.134690,
                0.207589);
        assertThat(overall(results, Metric.ACCURACY)).isCloseTo(0.7244, FOUR_DIGITS);
        assertThat(overall(results, Metric.AUROC)).isCloseTo(0.8005, within(1e-4));
    }

    /** Estimates and standard errors of R 4.2.2's glm(…, epsilon = 1e-14) on the same 486 rows; knots are its quantile() of type 7. */
    @Test
    void terms_of_every_kind_have_the_estimates_and_errors_that_r_gives_the_pooled_rows() throws IOException {
        String model = """
                model:
                  type: logistic
                  terms: [{spline: age, knots: 4}, sex, {polynomial: trestbps, degree: 2}, exang, oldpeak, {category: cp, reference: 4}, {interaction: [sex, exang]}]
                """;
        String text = Files.readString(Benchmark.resource("flamby-heart.study.yaml"));
        String study = text.substring(0, text.indexOf("model:")).replace("standardise: site", "standardise: none")
                + model + "training: {strategy: {type: newton}, rounds: 25}\n";
        Path file = Files.writeString(folder.resolve("study.yaml"), study);
        Results results = Simulation.run(
                        new SimulationRequest(
                                StudyFile.read(file),
                                MappingFile.read(Benchmark.resource("flamby-heart.mapping.yaml"))
                                        .mapping(),
                                ReferenceData.folder("heart-disease"),
                                new SimulationOptions(1, 2, 0)),
                        Progress.SILENT,
                        InstantSource.fixed(Instant.EPOCH))
                .results();
        double[][] r = {
            {0.004052992868, 0.052948452701},
            {0.043166698268, 0.122398428331},
            {0.012480330542, 0.634698164425},
            {1.458650199835, 0.380029788656},
            {0.004735856733, 0.007027334252},
            {0.000128641691, 0.000121431241},
            {1.547453112007, 0.614624733801},
            {0.494014412951, 0.135739852078},
            {-1.500089388806, 0.499141123988},
            {-1.918919757479, 0.379276264333},
            {-1.400477890945, 0.300759232685},
            {-0.166787986814, 0.677828524206},
            {-1.843180792053, 2.240616425749}
        };
        List<Coefficient> found = List.copyOf(results.model().coefficients().values());
        assertThat(found).hasSize(r.length);
        for (int i = 0; i < r.length; i++) {
            assertThat(found.get(i).estimate()).isCloseTo(r[i][0], within(1e-11));
            assertThat(found.get(i).uncertainty().standardError()).isCloseTo(r[i][1], within(1e-11));
        }
        assertThat(results.model().regression().fit().logLikelihood()).isCloseTo(-207.11814506, within(1e-8));
    }

    @Test
    void breast_cancer_stratified_by_centre() throws IOException {
        Results results = run("flamby-tcga", "tcga-brca", "federated", ", ties: breslow", "pooled")
                .results();
        assertThat(-results.model().regression().fit().penalisedLogLikelihood()).isCloseTo(413.669876180, SIX_DIGITS);
        assertWeights(estimates(results), 0.255777, 0.249107, 0.065228, -0.062993, 0.184662);
        double norm = Math.sqrt(estimates(results).stream()
                .mapToDouble(weight -> weight * weight)
                .sum());
        assertThat(norm).isCloseTo(1.228282, SIX_DIGITS);
        assertThat(overall(results, Metric.CONCORDANCE_ALL_PAIRS)).isCloseTo(0.8396, FOUR_DIGITS);
        assertThat(results.evaluations()
                        .pooled()
                        .overall()
                        .find(Metric.CONCORDANCE_ALL_PAIRS)
                        .orElseThrow()
                        .value())
                .isCloseTo(0.8399, FOUR_DIGITS);
        assertThat(results.model().regression().baseline()).isNotEmpty();
    }
}
