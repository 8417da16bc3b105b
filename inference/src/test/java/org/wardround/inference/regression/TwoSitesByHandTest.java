package org.wardround.inference.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wardround.core.study.Range;
import org.wardround.inference.regression.cox.Ties;
import org.wardround.inference.regression.cox.TimeGrid;
import org.wardround.inference.regression.glm.GlmFamily;
import org.wardround.inference.regression.question.DesignColumn;
import org.wardround.inference.regression.question.Limits;
import org.wardround.inference.regression.result.BaselineCurve;
import org.wardround.inference.regression.result.RegressionResult;
import org.wardround.inference.regression.result.VarianceComponents;

/** One example of each family that can be worked out on paper, its rows at two sites. */
final class TwoSitesByHandTest {
    private static final List<DesignColumn> X = List.of(DesignColumn.of("x", -2, 2));

    private static RegressionSpec spec(Family family, double highest) {
        return RegressionSpec.of(family, X, new Range(0, highest), new Limits(2, 100, 1, 10));
    }

    private static double[][] column(double... values) {
        return IntStream.range(0, values.length)
                .mapToObj(row -> new double[] {values[row]})
                .toArray(double[][]::new);
    }

    @Test
    void linear() {
        RegressionResult result = Fits.fitted(InProcess.fit(
                spec(new Family.Glm(GlmFamily.GAUSSIAN), 10).withExtras(new Extras(true, false, false, null)),
                Rows.regression(List.of(
                        Rows.of(column(0, 0, 1), new double[] {1, 2, 2}),
                        Rows.of(column(1, 2, 2), new double[] {4, 5, 4})))));
        // Means 1 and 3; products about them 6, squares 4; residuals −½ ½ −1 1 ½ −½.
        assertThat(result.estimates()).containsExactly(new double[] {1.5, 1.5}, within(1e-12));
        assertThat(result.fit().deviance()).isCloseTo(3, within(1e-12));
        assertThat(result.standardErrors())
                .containsExactly(
                        new double[] {Math.sqrt(0.75 * (1.0 / 6 + 1.0 / 4)), Math.sqrt(0.75 / 4)}, within(1e-12));
        assertThat(result.fit().logLikelihood()).isCloseTo(-3 * (Math.log(2 * Math.PI * 0.5) + 1), within(1e-12));
        // Σ e²·(x − 1)² = 1, over the square of Σ (x − 1)² = 4
        assertThat(result.robust().get(1).standardError()).isCloseTo(0.25, within(1e-12));
    }

    @Test
    void logistic_over_a_two_by_two_table() {
        RegressionResult result = Fits.fitted(InProcess.fit(
                spec(new Family.Glm(GlmFamily.BINOMIAL), 1),
                Rows.regression(List.of(
                        Rows.of(column(1, 1, 1, 0, 0), new double[] {1, 1, 0, 1, 0}),
                        Rows.of(column(1, 0, 0), new double[] {1, 0, 0})))));
        // Exposed: 3 of 4; not exposed: 1 of 4.
        assertThat(result.estimates()).containsExactly(new double[] {Math.log(1.0 / 3), Math.log(9)}, within(1e-12));
        assertThat(result.standardErrors())
                .containsExactly(new double[] {Math.sqrt(1 + 1.0 / 3), Math.sqrt(2 * (1 + 1.0 / 3))}, within(1e-12));
    }

    @Test
    void poisson_rates_with_person_time_as_offset() {
        RegressionResult result = Fits.fitted(InProcess.fit(
                spec(new Family.Glm(GlmFamily.POISSON), 10),
                Rows.regression(List.of(
                        Rows.of(column(0, 1, 1), new double[] {2, 5, 1})
                                .withOffsets(new double[] {Math.log(10), Math.log(4), Math.log(2)}),
                        Rows.of(column(0, 0, 1), new double[] {1, 1, 2})
                                .withOffsets(new double[] {Math.log(20), Math.log(10), Math.log(2)})))));
        // 4 events in 40 years; 8 in 8.
        assertThat(result.estimates()).containsExactly(new double[] {Math.log(0.1), Math.log(10)}, within(1e-11));
        assertThat(result.standardErrors())
                .containsExactly(new double[] {Math.sqrt(1.0 / 4), Math.sqrt(1.0 / 4 + 1.0 / 8)}, within(1e-11));
    }

    @Test
    void cox_with_each_site_its_own_risk_sets() {
        RegressionSpec spec = spec(new Family.Cox(Ties.BRESLOW), 10)
                .withExtras(new Extras(false, false, false, TimeGrid.upTo(10, 2)));
        RegressionResult result = Fits.fitted(InProcess.fit(
                spec,
                Rows.regression(List.of(
                        Rows.ofTimes(column(1, 1, 0), new double[] {1, 2, 3}, new double[] {1, 1, 0}),
                        Rows.ofTimes(column(0, 1), new double[] {1, 2}, new double[] {1, 0})))));
        // With r = e^β: r/(2r+1) · r/(r+1) at the first site, 1/(1+r) at the second. Their score is 0 where r² = r + 1.
        double r = (1 + Math.sqrt(5)) / 2;
        double first = 2 * r / (2 * r + 1);
        double others = r / (r + 1);
        assertThat(result.estimates()).containsExactly(new double[] {Math.log(r)}, within(1e-10));
        assertThat(result.standardErrors()[0])
                .isCloseTo(1 / Math.sqrt(first * (1 - first) + 2 * others * (1 - others)), within(1e-10));
        assertThat(result.fit().nullLogLikelihood()).isCloseTo(-Math.log(12), within(1e-12));
        // On the grid of two years all three events are in the first step, with all five at risk; the mean of x is 0.6.
        BaselineCurve.Point point = result.baseline().points().get(0);
        assertThat(point.time()).isEqualTo(2);
        assertThat(point.events()).isEqualTo(3);
        assertThat(point.cumulativeHazard()).isCloseTo(3 / ((3 * r + 2) * Math.pow(r, -0.6)), within(1e-10));
        assertThat(result.baseline().points()).hasSize(1);
    }

    /** Balanced: the slope is the one within sites, and REML's variances are those of the analysis of variance. */
    @Test
    void random_intercept_over_balanced_sites() {
        RegressionResult result = Fits.fitted(InProcess.fit(
                spec(new Family.RandomIntercept(true), 10),
                Rows.regression(List.of(
                        Rows.of(column(-1, 0, 1), new double[] {1, 2, 4}),
                        Rows.of(column(-1, 0, 1), new double[] {5, 6.5, 7})))));
        double within = (14.0 / 3 + 6.5 / 3 - 4 * 1.25 * 1.25) / 3;
        double between = 6 * (11.5 / 6) * (11.5 / 6);
        VarianceComponents variances = result.variances();
        assertThat(result.estimates()).containsExactly(new double[] {25.5 / 6, 1.25}, within(1e-10));
        assertThat(variances.residual()).isCloseTo(within, within(1e-10));
        assertThat(variances.between()).isCloseTo((between - within) / 3, within(1e-9));
        assertThat(result.standardErrors())
                .containsExactly(new double[] {Math.sqrt(between / 6), Math.sqrt(within / 4)}, within(1e-9));
    }
}
