package org.wardround.inference.regression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wardround.core.random.SeededStream;
import org.wardround.core.study.Range;
import org.wardround.inference.regression.glm.GlmFamily;
import org.wardround.inference.regression.question.DesignColumn;
import org.wardround.inference.regression.question.Limits;

/** Sixty patients of three hospitals, of whom seven were there for a longer time, or a shorter one. */
final class OffsetWeightsTest {
    private static final int ROWS = 60;
    private static final GlmFamily LINEAR = GlmFamily.GAUSSIAN;
    private static final GlmFamily LOGISTIC = GlmFamily.BINOMIAL;
    private static final GlmFamily POISSON = GlmFamily.POISSON;

    private final SeededStream random = SeededStream.of(7, "offsets");

    private double[][] age() {
        return IntStream.range(0, ROWS)
                .mapToObj(row -> new double[] {random.nextGaussian()})
                .toArray(double[][]::new);
    }

    private double[] coins() {
        return IntStream.range(0, ROWS).mapToDouble(row -> random.nextInt(2)).toArray();
    }

    private static double[] filled(double value) {
        double[] values = new double[ROWS];
        Arrays.fill(values, value);
        return values;
    }

    private static RegressionOutcome fit(GlmFamily family, Rows rows) {
        RegressionSpec spec = RegressionSpec.of(
                new Family.Glm(family),
                List.of(DesignColumn.of("age", -1000, 1000)),
                new Range(0, 1),
                new Limits(3, 1000, 1, 10));
        int[] sites = IntStream.range(0, rows.count()).map(row -> row % 3).toArray();
        return InProcess.fit(spec, Rows.regression(rows.split(sites)));
    }

    private static String message(GlmFamily family, Rows rows) {
        RegressionOutcome outcome = fit(family, rows);
        assertThat(outcome).isInstanceOf(RegressionOutcome.Unfitted.class);
        return ((RegressionOutcome.Unfitted) outcome).message();
    }

    /** That many rows of offset 0, the others of that offset. */
    private Rows withOffset(int first, double others) {
        return withOffset(first, others, coins());
    }

    private Rows withOffset(int first, double others, double[] outcome) {
        double[] offsets = filled(others);
        Arrays.fill(offsets, 0, first, 0);
        return Rows.of(age(), outcome).withOffsets(offsets);
    }

    @Test
    void offsets_that_leave_the_fit_to_a_few_patients() {
        String refusal =
                "model.offset: it leaves almost all weight to a few patients, so the estimates would be theirs alone; name an offset that differs less, or remove model.offset";
        // All others were there for e^-10 or e^-5 of the time of seven.
        assertThat(message(POISSON, withOffset(7, -10))).isEqualTo(refusal);
        assertThat(message(POISSON, withOffset(7, -5))).isEqualTo(refusal);
        double[] rare = new double[ROWS];
        Arrays.fill(rare, 0, 3, 1);
        assertThat(message(LOGISTIC, withOffset(7, -10, rare)))
                .as("three events, all among seven")
                .isEqualTo(refusal);
        double[] frequent = filled(1);
        Arrays.fill(frequent, 0, 3, 0);
        assertThat(message(LOGISTIC, withOffset(7, 10, frequent)))
                .as("all events but three")
                .isEqualTo(refusal);
        Fits.fitted(fit(LOGISTIC, withOffset(7, -10)));
        // Seven who count for little, or for a little more than others, leave the fit to all.
        Fits.fitted(fit(POISSON, withOffset(7, 5)));
        Fits.fitted(fit(POISSON, withOffset(7, -0.5)));
        Fits.fitted(fit(LOGISTIC, withOffset(7, 0.5)));
        Fits.fitted(fit(LOGISTIC, withOffset(30, 1)));
        Fits.fitted(fit(LINEAR, withOffset(7, -10)));
    }

    @Test
    void offsets_and_weights_are_a_weight_together() {
        double[] weights = filled(1);
        Arrays.fill(weights, 0, 7, StrictMath.exp(-4));
        Fits.fitted(fit(POISSON, withOffset(7, -4).withWeights(weights)));
        Arrays.fill(weights, StrictMath.exp(-3));
        Arrays.fill(weights, 0, 7, 1);
        assertThat(message(POISSON, withOffset(7, -0.5).withWeights(weights))).startsWith("model.weights: ");
        Arrays.fill(weights, 0.5);
        Arrays.fill(weights, 0, 7, 1);
        assertThat(message(POISSON, withOffset(7, -2).withWeights(weights))).startsWith("model.offset: ");
    }

    /** As without an offset: how many patients there must be is the hospitals' own rule. */
    @Test
    void few_rows_are_no_matter_of_the_offset() {
        Fits.fitted(fit(POISSON, withOffset(7, -1).select(IntStream.range(0, 21).toArray())));
    }
}
