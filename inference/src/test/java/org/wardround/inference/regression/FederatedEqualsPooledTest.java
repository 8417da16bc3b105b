package org.wardround.inference.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wardround.core.study.Range;
import org.wardround.inference.regression.cox.Ties;
import org.wardround.inference.regression.glm.GlmFamily;
import org.wardround.inference.regression.question.Limits;
import org.wardround.inference.regression.result.RegressionResult;
import org.wardround.inference.regression.result.TermTest;
import org.wardround.testkit.Property;

/** Sums over sites give what textbook Newton gives on the pooled rows: estimates, standard errors and tests, to 1e-8 of themselves. */
final class FederatedEqualsPooledTest {
    private static final Percentage CLOSE = Percentage.withPercentage(1e-6);
    private static final Limits LIMITS = new Limits(4, 1_000_000, 2, 1);

    @ParameterizedTest
    @EnumSource
    void generalised_linear_models(GlmFamily family) {
        Property.forSeeds(25, random -> {
            RandomRows made = RandomRows.of(family, random).withPatientsAtOneSite();
            Rows pooled = made.rows();
            double[] y = pooled.y();
            RegressionSpec spec = RegressionSpec.of(
                            new Family.Glm(family),
                            pooled.columns(),
                            new Range(
                                    0,
                                    family == GlmFamily.BINOMIAL
                                            ? 1
                                            : Arrays.stream(y).max().orElseThrow() + 1),
                            LIMITS)
                    .withExtras(new Extras(true, true, false, null));
            RegressionResult result = Fits.fitted(InProcess.fit(spec, Rows.regression(pooled.split(made.sites()))));

            PlainGlm plain = new PlainGlm(family, pooled);
            assertClose(result.estimates(), plain.estimate);
            assertClose(result.standardErrors(), plain.standardErrors());
            assertClose(
                    result.robust().stream().mapToDouble(c -> c.standardError()).toArray(),
                    plain.robustStandardErrors());
            for (int dropped = 0; dropped < 3; dropped++) {
                PlainGlm without = new PlainGlm(family, without(pooled, dropped));
                double expected = family == GlmFamily.GAUSSIAN
                        ? pooled.count() * Math.log(without.kernel() / plain.kernel())
                        : 2 * (plain.kernel() - without.kernel());
                assertThat(result.likelihoodRatio().get(dropped).statistic())
                        .isCloseTo(expected, within(1e-9 * Math.abs(plain.kernel()) + 1e-8 * expected));
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void cox_stratified_by_site(Ties ties) {
        Property.forSeeds(15, random -> {
            RandomRows made = RandomRows.ofTimes(random).withPatientsAtOneSite();
            Rows pooled = made.rows();
            double highest = Arrays.stream(pooled.y()).max().orElseThrow();
            RegressionSpec spec = RegressionSpec.of(
                            new Family.Cox(ties), pooled.columns(), new Range(0, highest), LIMITS)
                    .withExtras(new Extras(true, true, true, null));
            RegressionResult result = Fits.fitted(InProcess.fit(spec, Rows.regression(pooled.split(made.sites()))));

            PlainCox plain = new PlainCox(ties, pooled, made.sites());
            assertClose(result.estimates(), plain.estimate);
            assertClose(result.standardErrors(), plain.standardErrors());
            assertClose(
                    result.robust().stream().mapToDouble(c -> c.standardError()).toArray(),
                    plain.robustStandardErrors());
            assertThat(result.fit().logLikelihood()).isCloseTo(plain.logLikelihood, CLOSE);
            assertClose(
                    result.proportionalHazards().stream()
                            .mapToDouble(TermTest::statistic)
                            .toArray(),
                    plain.proportionality(time -> Math.log(Math.max(time, 0.5))));
        });
    }

    private static Rows without(Rows rows, int dropped) {
        double[][] fewer = Arrays.stream(rows.x())
                .map(line -> {
                    double[] kept = new double[line.length - 1];
                    for (int i = 0, k = 0; i < line.length; i++) {
                        if (i != dropped) {
                            kept[k++] = line[i];
                        }
                    }
                    return kept;
                })
                .toArray(double[][]::new);
        return new Rows(fewer, rows.y(), rows.events(), rows.offsets(), rows.weights(), rows.patients());
    }

    private static void assertClose(double[] found, double[] expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i], within(1e-8 * Math.abs(expected[i]) + 1e-12));
        }
    }

    static {
        assertThat(List.of(GlmFamily.values())).hasSize(3);
    }
}
