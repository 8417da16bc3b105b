package org.wardround.inference.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wardround.core.study.Range;
import org.wardround.inference.regression.glm.GlmFamily;
import org.wardround.inference.regression.question.DesignColumn;
import org.wardround.inference.regression.question.Limits;
import org.wardround.inference.regression.result.RegressionResult;

/** What R prints for data sets that come with it, the rows dealt out to three sites. */
final class PublishedOutputTest {
    private static RegressionResult fit(GlmFamily family, Rows rows, List<DesignColumn> columns, double highest) {
        int[] sites = IntStream.range(0, rows.count()).map(row -> row % 3).toArray();
        RegressionSpec spec =
                RegressionSpec.of(new Family.Glm(family), columns, new Range(0, highest), Limits.of(3, 1000));
        return Fits.fitted(InProcess.fit(spec, Rows.regression(rows.split(sites))));
    }

    /** {@code example(glm)}: Dobson (1990), page 93, a randomised controlled trial. Nine rows for five parameters, so each stands three times, a third each. */
    @Test
    void dobson_counts() {
        double[] counts = {18, 17, 15, 20, 10, 20, 25, 13, 12};
        double[][] x = new double[27][];
        double[] y = new double[27];
        double[] thirds = new double[27];
        Arrays.fill(thirds, 1.0 / 3);
        for (int row = 0; row < 27; row++) {
            int cell = row / 3;
            x[row] = new double[] {
                cell % 3 == 1 ? 1 : 0, cell % 3 == 2 ? 1 : 0, cell / 3 == 1 ? 1 : 0, cell / 3 == 2 ? 1 : 0
            };
            y[row] = counts[cell];
        }
        List<DesignColumn> columns = List.of(
                new DesignColumn("outcome2", "outcome", 0, 1),
                new DesignColumn("outcome3", "outcome", 0, 1),
                new DesignColumn("treatment2", "treatment", 0, 1),
                new DesignColumn("treatment3", "treatment", 0, 1));
        RegressionResult result = fit(GlmFamily.POISSON, Rows.of(x, y).withWeights(thirds), columns, 100);
        assertThat(Arrays.copyOf(result.estimates(), 3))
                .containsExactly(new double[] {3.045, -0.4543, -0.2930}, within(5e-4));
        assertThat(result.estimates()[3]).isCloseTo(0, within(1e-9));
        assertThat(result.standardErrors())
                .containsExactly(new double[] {0.1709, 0.2022, 0.1927, 0.2, 0.2}, within(5e-5));
        assertThat(result.fit().deviance()).isCloseTo(5.1291, within(5e-5));
        assertThat(result.fit().aic()).isCloseTo(56.76, within(5e-3));
        assertThat(result.wald())
                .extracting(test -> test.term() + " " + test.degrees())
                .containsExactly("outcome 2", "treatment 2", "(all terms) 4");
    }

    /** {@code summary(lm(dist ~ speed, cars))}, with {@code logLik} and {@code AIC}. */
    @Test
    void stopping_distances() {
        double[] speed = {
            4, 4, 7, 7, 8, 9, 10, 10, 10, 11, 11, 12, 12, 12, 12, 13, 13, 13, 13, 14, 14, 14, 14, 15, 15, 15, 16, 16,
            17, 17, 17, 18, 18, 18, 18, 19, 19, 19, 20, 20, 20, 20, 20, 22, 23, 24, 24, 24, 24, 25
        };
        double[] distance = {
            2, 10, 4, 22, 16, 10, 18, 26, 34, 17, 28, 14, 20, 24, 28, 26, 34, 34, 46, 26, 36, 60, 80, 20, 26, 54, 32,
            40, 32, 40, 50, 42, 56, 76, 84, 36, 46, 68, 32, 48, 52, 56, 64, 66, 54, 70, 92, 93, 120, 85
        };
        RegressionResult result = fit(
                GlmFamily.GAUSSIAN, Rows.of(column(speed), distance), List.of(DesignColumn.of("speed", 0, 50)), 500);
        assertThat(result.estimates()).containsExactly(new double[] {-17.5791, 3.9324}, within(5e-5));
        assertThat(result.standardErrors()).containsExactly(new double[] {6.7584, 0.4155}, within(5e-5));
        assertThat(Math.sqrt(result.fit().dispersion())).isCloseTo(15.38, within(5e-3));
        assertThat(result.fit().residualDegrees()).isEqualTo(48);
        assertThat(result.coefficient("speed").p()).isCloseTo(1.49e-12, within(5e-15));
        assertThat(result.coefficients().get(0).p()).isCloseTo(0.0123, within(5e-5));
        assertThat(result.fit().logLikelihood()).isCloseTo(-206.5784, within(5e-5));
        assertThat(result.fit().aic()).isCloseTo(419.1569, within(5e-5));
        // F = t² of the only term
        assertThat(result.wald().get(0).statistic()).isCloseTo(89.57, within(5e-3));
    }

    /** {@code summary(glm(am ~ wt, binomial, mtcars))}. */
    @Test
    void gear_boxes() {
        double[] weight = {
            2.62, 2.875, 2.32, 3.215, 3.44, 3.46, 3.57, 3.19, 3.15, 3.44, 3.44, 4.07, 3.73, 3.78, 5.25, 5.424, 5.345,
            2.2, 1.615, 1.835, 2.465, 3.52, 3.435, 3.84, 3.845, 1.935, 2.14, 1.513, 3.17, 2.77, 3.57, 2.78
        };
        double[] manual = new double[32];
        for (int row : new int[] {0, 1, 2, 17, 18, 19, 25, 26, 27, 28, 29, 30, 31}) {
            manual[row] = 1;
        }
        RegressionResult result =
                fit(GlmFamily.BINOMIAL, Rows.of(column(weight), manual), List.of(DesignColumn.of("wt", 0, 10)), 1);
        assertThat(result.estimates()).containsExactly(new double[] {12.040, -4.024}, within(5e-4));
        assertThat(result.standardErrors()).containsExactly(new double[] {4.510, 1.436}, within(6e-4));
        assertThat(result.fit().deviance()).isCloseTo(19.176, within(5e-4));
        assertThat(result.fit().nullDeviance()).isCloseTo(43.230, within(5e-4));
        assertThat(result.likelihoodRatio().get(0).statistic()).isCloseTo(43.230 - 19.176, within(1e-3));
    }

    private static double[][] column(double[] values) {
        return Arrays.stream(values).mapToObj(value -> new double[] {value}).toArray(double[][]::new);
    }
}
