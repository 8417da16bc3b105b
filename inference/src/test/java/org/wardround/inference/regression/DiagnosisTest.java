package org.wardround.inference.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wardround.core.random.SeededStream;
import org.wardround.core.study.Range;
import org.wardround.inference.regression.cox.Ties;
import org.wardround.inference.regression.glm.GlmFamily;
import org.wardround.inference.regression.newton.Penalty;
import org.wardround.inference.regression.newton.Stopping;
import org.wardround.inference.regression.problem.Problem;
import org.wardround.inference.regression.question.DesignColumn;
import org.wardround.inference.regression.question.Limits;
import org.wardround.inference.regression.result.RegressionResult;
import org.wardround.testkit.Property;

/** Each way in which data can have no answer is one sentence that names the term. */
final class DiagnosisTest {
    private static final int ROWS = 60;
    private static final Family LINEAR = new Family.Glm(GlmFamily.GAUSSIAN);
    private static final Family LOGISTIC = new Family.Glm(GlmFamily.BINOMIAL);
    private static final Family POISSON = new Family.Glm(GlmFamily.POISSON);
    private static final Family COX = new Family.Cox(Ties.EFRON);

    private final SeededStream random = SeededStream.of(7, "diagnosis");

    private double[] gaussians() {
        return IntStream.range(0, ROWS)
                .mapToDouble(row -> random.nextGaussian())
                .toArray();
    }

    private double[] coins() {
        return IntStream.range(0, ROWS).mapToDouble(row -> random.nextInt(2)).toArray();
    }

    private static double[] filled(double value) {
        double[] values = new double[ROWS];
        Arrays.fill(values, value);
        return values;
    }

    private static double[][] columns(double[]... columns) {
        return IntStream.range(0, columns[0].length)
                .mapToObj(row -> Arrays.stream(columns)
                        .mapToDouble(column -> column[row])
                        .toArray())
                .toArray(double[][]::new);
    }

    private static RegressionOutcome fit(Family family, Rows rows, UnarySpec change) {
        List<DesignColumn> columns = IntStream.range(0, rows.features())
                .mapToObj(i -> DesignColumn.of(
                        List.of("age", "weight", "height", "sum").get(i), -1000, 1000))
                .toList();
        double highest = Math.max(1, Arrays.stream(rows.y()).max().orElse(1));
        double lowest = Math.min(0, Arrays.stream(rows.y()).min().orElse(0));
        RegressionSpec spec = RegressionSpec.of(family, columns, new Range(lowest, highest), Limits.of(3, 1000));
        int[] sites = IntStream.range(0, rows.count()).map(row -> row % 3).toArray();
        return InProcess.fit(change.apply(spec), Rows.regression(rows.split(sites)));
    }

    @FunctionalInterface
    private interface UnarySpec {
        RegressionSpec apply(RegressionSpec spec);
    }

    private static String message(Family family, Rows rows) {
        return message(fit(family, rows, spec -> spec));
    }

    private static String message(RegressionOutcome outcome) {
        assertThat(outcome).isInstanceOf(RegressionOutcome.Unfitted.class);
        String message = ((RegressionOutcome.Unfitted) outcome).message();
        assertThat(message.lines()).hasSize(1);
        return message;
    }

    @Test
    void a_column_that_others_add_up_to() {
        double[] age = gaussians();
        double[] weight = gaussians();
        double[] sum = IntStream.range(0, ROWS)
                .mapToDouble(i -> 2 * age[i] - weight[i] + 3)
                .toArray();
        for (Family family : List.of(LINEAR, new Family.RandomIntercept(true))) {
            assertThat(message(family, Rows.of(columns(age, weight, sum), gaussians())))
                    .isEqualTo(
                            "'height' adds nothing: it equals 2 · 'age' − 'weight', up to a constant; leave out one of the terms 'height', 'age' and 'weight'");
        }
        assertThat(message(COX, Rows.ofTimes(columns(age, weight, sum), times(), coins())))
                .contains("'height' adds nothing")
                .contains("2 · 'age' − 'weight'");
    }

    @Test
    void columns_of_one_term_are_told_together_and_the_remedy_names_the_terms() {
        double[] two = coins();
        double[] three = IntStream.range(0, ROWS)
                .mapToDouble(i -> two[i] == 1 ? 0 : random.nextInt(2))
                .toArray();
        List<DesignColumn> columns = List.of(
                new DesignColumn("stage=II", "stage", 0, 1),
                new DesignColumn("stage=III", "stage", 0, 1),
                new DesignColumn("grade=b", "grade", 0, 1),
                new DesignColumn("grade=c", "grade", 0, 1));
        RegressionSpec spec = RegressionSpec.of(LOGISTIC, columns, new Range(0, 1), Limits.of(1, 1000));
        Rows rows = Rows.of(columns(two, three, two, three), coins());
        assertThat(message(InProcess.fit(spec, Rows.regression(List.of(rows)))))
                .isEqualTo(
                        "'grade=b' and 'grade=c' add nothing: they equal 'stage=II' and 'stage=III', up to a constant; leave out the term 'grade' or 'stage'");
    }

    @Test
    void a_term_that_repeats_itself_is_to_be_simpler() {
        double[] x = coins();
        List<DesignColumn> columns = List.of(new DesignColumn("x", "x", 0, 1), new DesignColumn("x^2", "x", 0, 1));
        RegressionSpec spec = RegressionSpec.of(LINEAR, columns, new Range(-10, 10), Limits.of(1, 1000));
        Rows rows = Rows.of(columns(x, x), gaussians());
        assertThat(message(InProcess.fit(spec, Rows.regression(List.of(rows)))))
                .isEqualTo(
                        "'x^2' adds nothing: it equals 'x', up to a constant; make the term 'x' simpler, or leave it out");
    }

    private double[] times() {
        return IntStream.range(0, ROWS)
                .mapToDouble(row -> 1 + random.nextInt(500))
                .toArray();
    }

    @Test
    void collinear_columns_are_no_obstacle_under_a_ridge() {
        double[] age = gaussians();
        RegressionOutcome outcome =
                fit(LOGISTIC, Rows.of(columns(age, age), coins()), spec -> spec.withPenalty(new Penalty.Ridge(1)));
        RegressionResult result = Fits.fitted(outcome);
        assertThat(result.estimates()[1]).isEqualTo(result.estimates()[2]);
        assertThat(result.likelihoodRatio()).isEmpty();
        assertThat(result.notes()).anyMatch(note -> note.contains("ridge"));
    }

    @Test
    void a_constant_column() {
        assertThat(message(LINEAR, Rows.of(columns(filled(38.7), gaussians()), gaussians())))
                .isEqualTo("'age': the same in every row; leave out the term or merge the level");
    }

    @Test
    void a_constant_outcome() {
        for (Family family : List.of(LINEAR, LOGISTIC, POISSON)) {
            assertThat(message(family, Rows.of(columns(gaussians()), filled(1))))
                    .contains("the outcome is the same in every row");
        }
        assertThat(message(POISSON, Rows.of(columns(gaussians()), filled(0)))).contains("the outcome is the same");
    }

    @Test
    void all_censored() {
        assertThat(message(COX, Rows.ofTimes(columns(gaussians()), times(), filled(0))))
                .contains("every row is censored");
    }

    @Test
    void nobody_to_compare_an_event_with() {
        double[] events = new double[ROWS];
        double[] times = times();
        // The last one of each site alone has the event.
        for (int site = 0; site < 3; site++) {
            times[site] = 1000;
            events[site] = 1;
        }
        assertThat(message(COX, Rows.ofTimes(columns(gaussians()), times, events)))
                .contains("no site has anybody to compare an event with");
    }

    @Test
    void a_column_that_differs_between_sites_only() {
        double[] ofSite = IntStream.range(0, ROWS).mapToDouble(row -> row % 3).toArray();
        assertThat(message(COX, Rows.ofTimes(columns(gaussians(), ofSite), times(), coins())))
                .contains("'weight': the same for all who are at risk together");
    }

    @Test
    void more_parameters_than_a_third_of_the_rows() {
        Rows rows = Rows.of(columns(gaussians(), gaussians(), gaussians()), gaussians());
        int[] first = IntStream.range(0, 11).toArray();
        assertThat(message(LINEAR, rows.select(first)))
                .isEqualTo(
                        "the model has 4 parameters, and there are fewer than three training rows for each: leave out terms");
        Fits.fitted(fit(LINEAR, rows.select(IntStream.range(0, 12).toArray()), spec -> spec));
    }

    /** That many rows of weight 1, the others of that weight. */
    private Rows weighted(int heavy, double others) {
        double[] weights = filled(others);
        Arrays.fill(weights, 0, heavy, 1);
        return Rows.of(columns(gaussians()), gaussians()).withWeights(weights);
    }

    private static RegressionSpec withLargestWeight(RegressionSpec spec, double weight) {
        return spec.withLimits(new Limits(3, 1000, weight, 0));
    }

    @Test
    void weights_that_leave_the_fit_to_a_few_patients() {
        for (double others : new double[] {0, 1e-300, 1e-9, 1e-3}) {
            for (double largest : new double[] {1, 1e20}) {
                assertThat(message(fit(LINEAR, weighted(7, others), spec -> withLargestWeight(spec, largest))))
                        .isEqualTo(
                                "model.weights: almost all weight lies on a few patients, so the estimates would be theirs alone; name weights that differ less, or remove model.weights");
            }
        }
        assertThat(message(LINEAR, weighted(21, 1e-9))).startsWith("model.weights: ");
        Fits.fitted(fit(LINEAR, weighted(22, 1e-9), spec -> spec));
        Fits.fitted(fit(LINEAR, weighted(60, 1), spec -> spec));
    }

    @Test
    void many_rows_of_a_few_patients_are_a_few_patients() {
        Rows rows = weighted(30, 1e-9);
        int[] sixRowsEach = IntStream.range(0, ROWS).map(row -> row / 6).toArray();
        int[] twoRowsAtASite =
                IntStream.range(0, ROWS).map(row -> row < 30 ? row % 15 : row).toArray();

        assertThat(message(LINEAR, rows.withPatients(sixRowsEach))).startsWith("model.weights: ");
        assertThat(message(LINEAR, rows.withPatients(twoRowsAtASite))).startsWith("model.weights: ");
        Fits.fitted(fit(LINEAR, rows, spec -> spec));
    }

    /** As without weights: how many patients there must be is the hospitals' own rule. */
    @Test
    void few_rows_without_weights_are_no_matter_of_weights() {
        Rows rows = Rows.of(columns(gaussians()), gaussians())
                .select(IntStream.range(0, 12).toArray());
        Fits.fitted(fit(LINEAR, rows, spec -> spec));
    }

    @Test
    void complete_separation() {
        double[] age = gaussians();
        double[] outcome = Arrays.stream(age).map(value -> value > 0.1 ? 1 : 0).toArray();
        assertThat(message(LOGISTIC, Rows.of(columns(age, gaussians()), outcome)))
                .contains("'age'")
                .contains("separates all rows")
                .contains("training.strategy.penalty to firth");
    }

    @Test
    void columns_that_separate_together() {
        double[] age = gaussians();
        double[] weight = gaussians();
        double[] outcome = IntStream.range(0, ROWS)
                .mapToDouble(i -> age[i] + weight[i] > 0 ? 1 : 0)
                .toArray();
        assertThat(message(LOGISTIC, Rows.of(columns(age, weight), outcome)))
                .endsWith("' together separate all rows by the outcome, so no finite coefficient fits best; "
                        + "set training.strategy.penalty to firth, or leave a term out");
    }

    @Test
    void a_level_without_events() {
        double[] level =
                IntStream.range(0, ROWS).mapToDouble(row -> row < 10 ? 1 : 0).toArray();
        double[] outcome = coins();
        Arrays.fill(outcome, 0, 10, 0);
        assertThat(message(LOGISTIC, Rows.of(columns(gaussians(), level), outcome)))
                .startsWith("'weight' separates some of the rows by the outcome");
        assertThat(message(POISSON, Rows.of(columns(gaussians(), level), outcome)))
                .startsWith("'weight' separates some of the rows by the outcome");
        assertThat(message(COX, Rows.ofTimes(columns(gaussians(), level), times(), outcome)))
                .startsWith("'weight' separates some of the rows by the outcome")
                .contains("ridge");
    }

    /** Separated in the rows of one site, not over all: nothing to complain about. */
    @Test
    void large_but_finite_estimates_are_found() {
        double[] level =
                IntStream.range(0, ROWS).mapToDouble(row -> row < 20 ? 1 : 0).toArray();
        double[] outcome = coins();
        Arrays.fill(outcome, 0, 20, 0);
        outcome[0] = 1;
        RegressionResult result = Fits.fitted(fit(LOGISTIC, Rows.of(columns(level), outcome), spec -> spec));
        assertThat(result.estimates()[1]).isNegative();
    }

    /** Two rows cross by a hair, so that the optimum is far away and the way there looks like separation for a while. */
    @Test
    void what_nearly_separates_has_its_optimum() {
        double[] x = {-3, -2.5, -2, -1.5, -1, -0.5, 0.015, -0.015, 0.5, 1, 1.5, 2, 2.5, 3};
        double[] y = IntStream.range(0, 14).mapToDouble(row -> row < 7 ? 0 : 1).toArray();
        Rows rows = Rows.of(columns(x), y);
        RegressionResult result = Fits.fitted(fit(LOGISTIC, rows, spec -> spec));
        assertThat(result.estimates()).containsExactly(new PlainGlm(GlmFamily.BINOMIAL, rows).estimate, within(1e-6));
        double deviation = Moved.moments(rows.x())[1][0];
        assertThat(result.estimates()[1] * deviation).isCloseTo(15.5497749, within(1e-6));
    }

    @Test
    void too_few_iterations() {
        assertThat(message(fit(
                        LOGISTIC,
                        Rows.of(columns(gaussians()), coins()),
                        spec -> spec.withStopping(new Stopping(1e-10, 1)))))
                .startsWith("not converged after 1 iteration:");
    }

    @Test
    void an_outcome_among_the_terms() {
        double[] y = gaussians();
        assertThat(message(LINEAR, Rows.of(columns(gaussians(), y), y))).contains("without any rest");
    }

    @Test
    void an_offset_that_is_the_outcome() {
        double[] y = gaussians();
        Rows rows = Rows.of(columns(gaussians()), y).withOffsets(y);
        assertThat(message(fit(LINEAR, rows, spec -> spec.withLimits(new Limits(3, 1000, 1, 10)))))
                .contains("the outcome is the same in every row");
    }

    /** Each row stands beside its twin with the other outcome: whatever the columns are, nothing separates. */
    @Test
    void rows_with_opposite_twins_never_separate() {
        Property.forSeeds(30, stream -> {
            int pairs = 10 + stream.nextInt(10);
            double[][] x = new double[2 * pairs][];
            double[] y = new double[2 * pairs];
            for (int pair = 0; pair < pairs; pair++) {
                x[2 * pair] = new double[] {stream.nextGaussian(), stream.nextInt(2) + stream.nextGaussian() / 100};
                x[2 * pair + 1] = x[2 * pair];
                y[2 * pair] = 1;
            }
            assertThat(Fits.fitted(fit(LOGISTIC, Rows.of(x, y), spec -> spec)).estimates()[1])
                    .isCloseTo(0, within(1e-9));
        });
    }

    /** A line that no row crosses, however close to it rows are. */
    @Test
    void a_line_between_the_outcomes_always_separates() {
        Property.forSeeds(30, stream -> {
            int count = 12 + stream.nextInt(60);
            double[][] x = new double[count][];
            double[] y = new double[count];
            for (int row = 0; row < count; row++) {
                x[row] = new double[] {stream.nextGaussian(), 10 * stream.nextGaussian()};
                y[row] = 2 * x[row][0] - 0.1 * x[row][1] > 0.2 ? 1 : 0;
            }
            y[0] = x[0][0] > 0 ? 1 : 0;
            x[0] = new double[] {x[0][0] > 0 ? 30 : -30, 0};
            RegressionOutcome outcome = fit(LOGISTIC, Rows.of(x, y), spec -> spec);
            assertThat(outcome).isInstanceOf(RegressionOutcome.Unfitted.class);
            assertThat(((RegressionOutcome.Unfitted) outcome).problems().get(0))
                    .isInstanceOfAny(Problem.Separation.class, Problem.OutcomeConstant.class);
        });
    }

    @Test
    void values_beyond_the_declared_range() {
        double[] age = gaussians();
        age[5] = 1e9;
        assertThat(message(LINEAR, Rows.of(columns(age), gaussians())))
                .startsWith("1 site has sums larger than the study's ranges allow");
    }

    @Test
    void one_site_has_no_variance_between_sites() {
        Rows rows = Rows.of(columns(gaussians()), gaussians());
        RegressionSpec spec = RegressionSpec.of(
                new Family.RandomIntercept(true), rows.columns(), new Range(-10, 10), Limits.of(2, 100));
        assertThat(InProcess.fit(spec, Rows.regression(List.of(rows))))
                .isEqualTo(new RegressionOutcome.Unfitted(List.of(new Problem.TooFewSites(1))));
    }
}
