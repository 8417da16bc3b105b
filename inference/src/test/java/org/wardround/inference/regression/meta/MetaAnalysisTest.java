package org.wardround.inference.regression.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MetaAnalysisTest {
    /** Thirteen trials of BCG against tuberculosis: cases and others, vaccinated, then not (Colditz et al. 1994; metafor's dat.bcg). */
    private static final double[][] BCG = {
        {4, 119, 11, 128},
        {6, 300, 29, 274},
        {3, 228, 11, 209},
        {62, 13536, 248, 12619},
        {33, 5036, 47, 5761},
        {180, 1361, 372, 1079},
        {8, 2537, 10, 619},
        {505, 87886, 499, 87892},
        {29, 7470, 45, 7232},
        {17, 1699, 65, 1600},
        {186, 50448, 141, 27197},
        {5, 2493, 3, 2338},
        {27, 16886, 29, 17825}
    };

    private static List<SiteEstimate> logRiskRatios() {
        List<SiteEstimate> sites = new ArrayList<>();
        for (double[] trial : BCG) {
            double vaccinated = trial[0] + trial[1];
            double control = trial[2] + trial[3];
            double variance = 1 / trial[0] - 1 / vaccinated + 1 / trial[2] - 1 / control;
            sites.add(new SiteEstimate(
                    "trial-" + (sites.size() + 1),
                    Math.log(trial[0] / vaccinated / (trial[2] / control)),
                    Math.sqrt(variance)));
        }
        return sites;
    }

    /** What metafor prints for {@code rma(yi, vi, data = dat.bcg)} with its methods REML, DL, PM and FE. */
    @Test
    void bcg_as_metafor_prints_it() {
        MetaAnalysis meta = MetaAnalysis.of(logRiskRatios());
        assertThat(meta.random().estimate()).isCloseTo(-0.7145, within(5e-5));
        assertThat(meta.random().standardError()).isCloseTo(0.1798, within(5e-5));
        assertThat(meta.random().low()).isCloseTo(-1.0669, within(5e-5));
        assertThat(meta.random().high()).isCloseTo(-0.3622, within(5e-5));
        assertThat(meta.tau2()).isCloseTo(0.3132, within(5e-5));
        assertThat(meta.i2()).isCloseTo(0.9222, within(5e-5));
        assertThat(meta.q()).isCloseTo(152.2330, within(5e-5));
        assertThat(meta.degrees()).isEqualTo(12);
        assertThat(meta.qP()).isLessThan(1e-4);
        assertThat(meta.tau2DerSimonianLaird()).isCloseTo(0.3088, within(5e-5));
        assertThat(meta.tau2PauleMandel()).isCloseTo(0.3181, within(5e-5));
        assertThat(meta.fixed().estimate()).isCloseTo(-0.4303, within(5e-5));
        assertThat(meta.fixed().standardError()).isCloseTo(0.0405, within(5e-5));
        // From an independent implementation of the same formulae.
        assertThat(meta.hartungKnapp().standardError()).isCloseTo(0.18079174409, within(1e-8));
        assertThat(meta.hartungKnapp().low()).isCloseTo(-1.1084437137, within(1e-8));
        assertThat(meta.predictionLow()).isCloseTo(-2.0083759071, within(1e-7));
        assertThat(meta.predictionHigh()).isCloseTo(0.5793112228, within(1e-7));
    }

    @Test
    void two_sites_by_hand() {
        MetaAnalysis meta = MetaAnalysis.of(List.of(new SiteEstimate("a", 1, 1), new SiteEstimate("b", 4, 1)));
        // Mean 2.5, Q = 2·1.5² = 4.5, all three τ² = 4.5 − 1 = 3.5
        assertThat(meta.fixed().estimate()).isEqualTo(2.5);
        assertThat(meta.fixed().standardError()).isCloseTo(Math.sqrt(0.5), within(1e-15));
        assertThat(meta.q()).isCloseTo(4.5, within(1e-12));
        assertThat(meta.tau2()).isCloseTo(3.5, within(1e-9));
        assertThat(meta.tau2DerSimonianLaird()).isCloseTo(3.5, within(1e-12));
        assertThat(meta.tau2PauleMandel()).isCloseTo(3.5, within(1e-9));
        assertThat(meta.random().standardError()).isCloseTo(1.5, within(1e-9));
        assertThat(meta.i2()).isCloseTo(3.5 / 4.5, within(1e-9));
        assertThat(meta.i2FromQ()).isCloseTo(3.5 / 4.5, within(1e-12));
        assertThat(meta.predictionLow()).isNaN();
    }

    @Test
    void sites_that_agree_have_no_variance_between_them() {
        MetaAnalysis meta = MetaAnalysis.of(
                List.of(new SiteEstimate("a", 1, 1), new SiteEstimate("b", 1.1, 2), new SiteEstimate("c", 0.9, 1)));
        assertThat(meta.tau2()).isZero();
        assertThat(meta.i2()).isZero();
        assertThat(meta.random().estimate()).isEqualTo(meta.fixed().estimate());
    }

    @Test
    void one_site_is_no_meta_analysis() {
        assertThatThrownBy(() -> MetaAnalysis.of(List.of(new SiteEstimate("a", 1, 1))))
                .hasMessageContaining("at least 2 sites");
        assertThatThrownBy(() -> new SiteEstimate("a", 1, 0)).hasMessageContaining("above 0");
    }
}
