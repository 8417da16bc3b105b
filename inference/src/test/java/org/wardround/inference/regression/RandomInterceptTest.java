package org.wardround.inference.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.core.random.SeededStream;
import org.wardround.core.study.Range;
import org.wardround.inference.regression.glm.GlmFamily;
import org.wardround.inference.regression.question.DesignColumn;
import org.wardround.inference.regression.question.Limits;
import org.wardround.inference.regression.result.RegressionResult;
import org.wardround.inference.regression.result.TermTest;
import org.wardround.testkit.Property;

final class RandomInterceptTest {
    /** Distances from pituitary to pterygomaxillary fissure of 16 boys, then 11 girls, at 8, 10, 12 and 14 years (Potthoff and Roy 1964). */
    private static final String ORTHODONT =
            "26 25 29 31,21.5 22.5 23 26.5,23 22.5 24 27.5,25.5 27.5 26.5 27,20 23.5 22.5 26,"
                    + "24.5 25.5 27 28.5,22 22 24.5 26.5,24 21.5 24.5 25.5,23 20.5 31 26,27.5 28 31 31.5,23 23 23.5 25,21.5 23.5 24 28,"
                    + "17 24.5 26 29.5,22.5 25.5 25.5 26,23 24.5 26 30,22 21.5 23.5 25,"
                    + "21 20 21.5 23,21 21.5 24 25.5,20.5 24 24.5 26,23.5 24.5 25 26.5,21.5 23 22.5 23.5,20 21 21 22.5,21.5 22.5 23 25,"
                    + "23 23 23.5 24,20 21 22 21.5,16.5 19 19 19.5,24.5 25 28 28";

    private static RegressionResult orthodont(boolean restricted) {
        return fit(restricted, orthodont(), List.of(DesignColumn.of("age", 0, 20), DesignColumn.of("female", 0, 1)));
    }

    private static RegressionResult fit(boolean restricted, List<Rows> children, List<DesignColumn> columns) {
        RegressionSpec spec = RegressionSpec.of(
                        new Family.RandomIntercept(restricted), columns, new Range(0, 100), Limits.of(27, 4))
                .withExtras(new Extras(false, true, false, null));
        return Fits.fitted(InProcess.fit(spec, Rows.regression(children)));
    }

    private static List<Rows> orthodont() {
        List<Rows> children = new ArrayList<>();
        for (String child : ORTHODONT.split(",")) {
            double girl = children.size() < 16 ? 0 : 1;
            children.add(Rows.of(
                    new double[][] {{8, girl}, {10, girl}, {12, girl}, {14, girl}},
                    Arrays.stream(child.split(" "))
                            .mapToDouble(Double::parseDouble)
                            .toArray()));
        }
        return children;
    }

    /** {@code lme(distance ~ age + Sex, Orthodont, random = ~ 1)} as Pinheiro and Bates (2000) print it. */
    @Test
    void restricted_likelihood_as_nlme_prints_it() {
        RegressionResult result = orthodont(true);
        assertThat(result.estimates()).containsExactly(new double[] {17.706713, 0.660185, -2.321023}, within(5e-7));
        assertThat(result.standardErrors())
                .containsExactly(new double[] {0.8339225, 0.0616059, 0.7614168}, within(5e-8));
        assertThat(Math.sqrt(result.variances().between())).isCloseTo(1.807425, within(5e-7));
        assertThat(Math.sqrt(result.variances().residual())).isCloseTo(1.431592, within(5e-7));
        assertThat(result.fit().logLikelihood()).isCloseTo(-218.7563, within(5e-5));
        assertThat(result.fit().aic()).isCloseTo(447.5125, within(1e-4));
    }

    @Test
    void maximum_likelihood() {
        RegressionResult result = orthodont(false);
        assertThat(result.standardErrors())
                .containsExactly(new double[] {0.81991532, 0.06122445, 0.73267369}, within(1e-7));
        assertThat(result.fit().logLikelihood()).isCloseTo(-217.42824254682847, within(1e-9));
    }

    /** The test of a term is what refitting without it loses in likelihood, whichever criterion the coefficients are by. */
    @Test
    void likelihood_ratio_of_a_term() {
        RegressionResult full = orthodont(false);
        List<Rows> onlyAge = orthodont().stream()
                .map(child -> Rows.of(
                        Arrays.stream(child.x())
                                .map(line -> new double[] {line[0]})
                                .toArray(double[][]::new),
                        child.y()))
                .toList();
        RegressionResult without = fit(false, onlyAge, List.of(DesignColumn.of("age", 0, 20)));
        double lost = 2 * (full.fit().logLikelihood() - without.fit().logLikelihood());
        assertThat(full.likelihoodRatio()).extracting(TermTest::term).containsExactly("age", "female", TermTest.ALL);
        assertThat(full.likelihoodRatio().get(1).statistic()).isCloseTo(lost, within(1e-9));
        assertThat(orthodont(true).likelihoodRatio().get(1).statistic()).isCloseTo(lost, within(1e-9));
        assertThat(orthodont(true).notes()).anyMatch(note -> note.contains("maximum likelihood"));
    }

    /** Sites that differ less than chance would have them: the variance is on its boundary and the fit is the linear one. */
    @Test
    void no_variance_between_sites() {
        List<Rows> sites = List.of(
                Rows.of(new double[][] {{0}, {1}, {2}, {3}}, new double[] {1, 2, 2, 4}),
                Rows.of(new double[][] {{0}, {1}, {2}, {3}}, new double[] {2, 1, 4, 2}));
        RegressionResult mixed = fit(true, sites, List.of(DesignColumn.of("x", 0, 4)));
        assertThat(mixed.variances().between()).isZero();
        assertThat(mixed.variances().test().p()).isEqualTo(1);
        assertThat(mixed.notes()).anyMatch(note -> note.contains("estimated as 0"));
        PlainGlm linear = new PlainGlm(GlmFamily.GAUSSIAN, Moved.together(sites));
        assertThat(mixed.estimates()).containsExactly(linear.estimate, within(1e-12));
        assertThat(mixed.standardErrors()).containsExactly(linear.standardErrors(), within(1e-12));
    }

    /** A dense covariance of all rows, its ratio found by golden section: the definition, O(rows³). */
    @Test
    void equals_the_dense_definition_on_pooled_rows() {
        Property.forSeeds(6, random -> {
            List<Rows> sites = sites(random);
            for (boolean restricted : new boolean[] {true, false}) {
                Rows pooled = Moved.together(sites);
                RegressionResult result = Fits.fitted(InProcess.fit(
                        RegressionSpec.of(
                                new Family.RandomIntercept(restricted),
                                pooled.columns(),
                                new Range(-100, 100),
                                new Limits(sites.size(), 1000, 2, 1)),
                        Rows.regression(sites)));
                PlainMixed plain = new PlainMixed(sites, restricted);
                double[] expected = plain.at(
                        result.variances().between() / result.variances().residual());
                double[] found = result.estimates();
                for (int i = 0; i < found.length; i++) {
                    assertThat(found[i]).isCloseTo(expected[i], within(1e-8 * Math.abs(expected[i])));
                    assertThat(result.standardErrors()[i])
                            .isCloseTo(plain.standardErrors[i], within(1e-8 * plain.standardErrors[i]));
                }
                assertThat(result.fit().logLikelihood()).isCloseTo(plain.logLikelihood, within(1e-8));
                // Stationary: nothing nearby is better.
                double best = plain.logLikelihood;
                double ratio = result.variances().between() / result.variances().residual();
                for (double factor : new double[] {0.99, 1.01}) {
                    plain.at(ratio * factor);
                    assertThat(plain.logLikelihood).isLessThanOrEqualTo(best + 1e-10);
                }
            }
        });
    }

    private static List<Rows> sites(SeededStream random) {
        List<Rows> sites = new ArrayList<>();
        for (int site = 0; site < 6; site++) {
            int count = 3 + random.nextInt(10);
            double own = 3 * random.nextGaussian();
            double[][] x = new double[count][];
            double[] y = new double[count];
            double[] offsets = new double[count];
            double[] weights = new double[count];
            for (int row = 0; row < count; row++) {
                x[row] = new double[] {random.nextGaussian(), 20 + 5 * random.nextGaussian() + own};
                offsets[row] = random.nextDouble();
                weights[row] = 0.5 + random.nextDouble();
                y[row] = 1 + x[row][0] - 0.2 * x[row][1] + own + 2 * random.nextGaussian() + offsets[row];
            }
            sites.add(Rows.of(x, y).withOffsets(offsets).withWeights(weights));
        }
        return sites;
    }
}
