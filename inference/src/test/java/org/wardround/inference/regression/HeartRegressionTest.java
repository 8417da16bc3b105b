package org.wardround.inference.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.core.study.Range;
import org.wardround.inference.regression.glm.GlmFamily;
import org.wardround.inference.regression.newton.Penalty;
import org.wardround.inference.regression.question.Limits;
import org.wardround.inference.regression.result.RegressionResult;

/** The exact ridge optimum of the four heart-disease hospitals, in both normalisations; known to six decimals and more. */
final class HeartRegressionTest {
    @Test
    void pooled_normalisation() {
        RegressionResult result = fit(Heart.pooledNormalisation());
        assertThat(-result.fit().logLikelihood()).isCloseTo(203.187301582, within(1e-8));
        assertThat(result.estimates())
                .containsExactly(
                        new double[] {
                            0.128484, 0.213737, 0.536520, 0.036398, -0.074984, 0.234789, -0.328109, 0.631152, 0.538981,
                            -0.186227, 0.025655, 0.651269, 0.104501, 0.184844
                        },
                        within(1e-6));
    }

    @Test
    void site_normalisation() {
        RegressionResult result = fit(Heart.siteNormalisation());
        assertThat(-result.fit().logLikelihood()).isCloseTo(236.559131112, within(1e-8));
        assertThat(result.estimates())
                .containsExactly(
                        new double[] {
                            0.207589, 0.099068, 0.464850, -0.023274, 0.325437, 0.254556, -0.263046, 0.544212, 0.613130,
                            0.020069, 0.179670, 0.643811, 0.136166, 0.134690
                        },
                        within(1e-6));
    }

    /** Without penalty, in the units of the record: estimates and standard errors of the pooled rows, to 1e-8 of themselves. */
    @Test
    void raw_rows_equal_the_pooled_fit() {
        List<Rows> sites = Heart.raw();
        Rows pooled = Moved.together(sites);
        RegressionSpec spec = RegressionSpec.of(
                        new Family.Glm(GlmFamily.BINOMIAL),
                        pooled.columns(),
                        new Range(0, 1),
                        Limits.of(sites.size(), 1000))
                .withExtras(new Extras(true, false, false, null));
        RegressionResult result = Fits.fitted(InProcess.fit(spec, Rows.regression(sites)));
        PlainGlm plain = new PlainGlm(GlmFamily.BINOMIAL, pooled);
        for (int i = 0; i < plain.estimate.length; i++) {
            assertThat(result.estimates()[i]).isCloseTo(plain.estimate[i], within(1e-8 * Math.abs(plain.estimate[i])));
            assertThat(result.standardErrors()[i])
                    .isCloseTo(plain.standardErrors()[i], within(1e-8 * plain.standardErrors()[i]));
            assertThat(result.robust().get(i).standardError())
                    .isCloseTo(plain.robustStandardErrors()[i], within(1e-8 * plain.standardErrors()[i]));
        }
    }

    private static RegressionResult fit(List<Rows> sites) {
        RegressionSpec spec = RegressionSpec.of(
                        new Family.Glm(GlmFamily.BINOMIAL),
                        Moved.together(sites).columns(),
                        new Range(0, 1),
                        Limits.of(sites.size(), 1000))
                .withPenalty(new Penalty.Ridge(1));
        return Fits.fitted(InProcess.fit(spec, Rows.regression(sites)));
    }
}
