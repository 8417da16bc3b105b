package org.wardround.inference.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Metric;
import org.wardround.testkit.Property;

final class VerdictsTest {
    private static final SiteId HOSPITAL = new SiteId("a");
    private static final double MARGIN = 0.02;

    private static Comparison.Measured comparison(double difference, double half, double p) {
        return new Comparison.Measured(difference, difference - half, difference + half, p, 200, "t", true, "");
    }

    private static Verdict verdict(Comparison comparison, Metric metric) {
        SortedMap<SiteId, Comparison> one = new TreeMap<>();
        one.put(HOSPITAL, comparison);
        return Verdicts.of(one, metric, MARGIN)
                .getOrDefault(HOSPITAL, new Verdict(Verdict.Kind.WORSE, comparison, 1, ""));
    }

    private static Verdict.Kind kind(Comparison comparison, Metric metric) {
        return verdict(comparison, metric).kind();
    }

    @Test
    void a_clear_gain_is_better_and_a_clear_loss_is_worse() {
        assertThat(kind(comparison(0.1, 0.05, 0.0001), Metric.AUROC)).isEqualTo(Verdict.Kind.BETTER);
        assertThat(kind(comparison(-0.1, 0.05, 0.0001), Metric.AUROC)).isEqualTo(Verdict.Kind.WORSE);
    }

    @Test
    void where_less_is_better_the_sign_turns() {
        assertThat(kind(comparison(-0.1, 0.05, 0.0001), Metric.BRIER)).isEqualTo(Verdict.Kind.BETTER);
        assertThat(kind(comparison(0.1, 0.05, 0.0001), Metric.RMSE)).isEqualTo(Verdict.Kind.WORSE);
    }

    @Test
    void an_interval_inside_the_margin_is_equivalent_even_if_it_leaves_out_0() {
        assertThat(kind(comparison(0.001, 0.01, 0.8), Metric.AUROC)).isEqualTo(Verdict.Kind.EQUIVALENT);
        assertThat(kind(comparison(0.01, 0.005, 1e-9), Metric.AUROC)).isEqualTo(Verdict.Kind.EQUIVALENT);
    }

    @Test
    void an_interval_across_the_margin_cannot_tell() {
        assertThat(kind(comparison(0.001, 0.03, 0.9), Metric.AUROC)).isEqualTo(Verdict.Kind.CANNOT_TELL);
        assertThat(kind(new Comparison.Undefined(3, "only one class"), Metric.AUROC))
                .isEqualTo(Verdict.Kind.CANNOT_TELL);
    }

    @Test
    void interval_and_p_must_both_leave_out_no_difference() {
        assertThat(kind(comparison(0.1, 0.11, 0.0001), Metric.AUROC)).isEqualTo(Verdict.Kind.CANNOT_TELL);
        assertThat(kind(comparison(0.1, 0.09, 0.04), Metric.AUROC)).isEqualTo(Verdict.Kind.CANNOT_TELL);
    }

    @Test
    void p_is_doubled_and_corrected_over_hospitals() {
        SortedMap<SiteId, Comparison> comparisons = new TreeMap<>();
        comparisons.put(new SiteId("a"), comparison(0.1, 0.09, 0.01));
        comparisons.put(new SiteId("b"), comparison(0.1, 0.05, 0.002));
        comparisons.put(new SiteId("c"), comparison(0.1, 0.09, 0.012));
        comparisons.put(new SiteId("d"), new Comparison.Undefined(0, "no rows"));
        SortedMap<SiteId, Verdict> verdicts = Verdicts.of(comparisons, Metric.AUROC, MARGIN);
        // Sorted .004, .020, .024 after doubling: 3·.004 = .012; 2·.020 = .040; max(.040, .024) = .040.
        assertThat(verdicts.values().stream().mapToDouble(Verdict::adjustedP).toArray())
                .containsExactly(new double[] {0.040, 0.012, 0.040, Double.NaN}, within(1e-12));
        assertThat(verdicts.values()).extracting(Verdict::isTested).containsExactly(true, true, true, false);
        assertThat(verdicts.values()).extracting(Verdict::kind).startsWith(Verdict.Kind.BETTER, Verdict.Kind.BETTER);
        SortedMap<SiteId, Verdict> stricter = Verdicts.of(comparisons, Metric.AUROC, MARGIN, 0.02);
        assertThat(stricter.values())
                .extracting(Verdict::kind)
                .containsExactly(
                        Verdict.Kind.CANNOT_TELL,
                        Verdict.Kind.BETTER,
                        Verdict.Kind.CANNOT_TELL,
                        Verdict.Kind.CANNOT_TELL);
    }

    @Test
    void sentences_show_the_interval() {
        assertThat(verdict(comparison(0.1, 0.05, 0.0001), Metric.AUROC).sentence())
                .isEqualTo("The federated model is better here: the difference in AUROC is +0.100"
                        + " (95 % interval +0.050 to +0.150).");
        assertThat(verdict(comparison(0, 0.01, 1), Metric.AUROC).sentence())
                .isEqualTo("Both models are equivalent here: the difference in AUROC is 0.000"
                        + " (95 % interval −0.010 to +0.010), inside the margin of 0.02.");
        assertThat(verdict(comparison(0.1, 0.09, 0.04), Metric.AUROC).sentence())
                .endsWith("which is not clear enough once corrected for all that is asked.");
        assertThat(verdict(comparison(0, 0.3, 1), Metric.AUROC).sentence())
                .endsWith("which neither shows a difference nor stays inside the margin of 0.02.");
        assertThat(verdict(new Comparison.Undefined(3, "only one class"), Metric.AUROC)
                        .sentence())
                .isEqualTo("Cannot tell: only one class.");
        assertThat(Verdict.Kind.CANNOT_TELL.words()).isEqualTo("cannot tell");
    }

    @ParameterizedTest
    @EnumSource(
            value = Metric.class,
            names = {"ACCURACY", "AUROC", "BRIER", "RMSE", "LOG_LOSS", "BALANCED_ACCURACY"})
    void sixteen_rows_with_few_disagreements_cannot_tell(Metric metric) {
        Property.forSeeds(20, random -> {
            PairedRows rows = Paired.withoutDifference(metric, random, 16);
            double[] nearly = rows.a().scores().clone();
            nearly[0] = Math.min(0.999, nearly[0] + 0.001);
            PairedRows alike = Paired.of(
                    rows.type(),
                    rows.a().scores(),
                    nearly,
                    rows.outcomes(),
                    rows.a().rows().events(),
                    Paired.numbered(16));
            assertThat(kind(PairedDifference.of(metric, alike), metric)).isEqualTo(Verdict.Kind.CANNOT_TELL);
        });
        assertThat(kind(PairedDifference.of(Metric.ACCURACY, Paired.answers(11, 2, 0, 3)), Metric.ACCURACY))
                .isEqualTo(Verdict.Kind.CANNOT_TELL);
    }

    @Test
    void real_rows_can_lead_to_every_verdict() {
        assertThat(kind(PairedDifference.of(Metric.ACCURACY, Paired.answers(60, 30, 3, 7)), Metric.ACCURACY))
                .isEqualTo(Verdict.Kind.BETTER);
        assertThat(kind(PairedDifference.of(Metric.ACCURACY, Paired.answers(60, 3, 30, 7)), Metric.ACCURACY))
                .isEqualTo(Verdict.Kind.WORSE);
        assertThat(kind(PairedDifference.of(Metric.ACCURACY, Paired.answers(800, 3, 3, 194)), Metric.ACCURACY))
                .isEqualTo(Verdict.Kind.EQUIVALENT);
    }

    @ParameterizedTest
    @EnumSource(
            value = Metric.class,
            names = {
                "ACCURACY",
                "AUROC",
                "BRIER",
                "RMSE",
                "LOG_LOSS",
                "BALANCED_ACCURACY",
                "SENSITIVITY",
                "NET_BENEFIT",
                "CONCORDANCE"
            })
    void hospitals_without_a_difference_are_rarely_called_better_or_worse(Metric metric) {
        int hospitals = 1_000;
        int[] called = {0};
        Property.forSeeds(hospitals, random -> {
            PairedRows rows = Paired.withoutDifference(metric, random, 16 + random.nextInt(285));
            // Each hospital stands alone, so that no correction over others helps.
            Verdict.Kind kind = kind(PairedDifference.of(metric, rows), metric);
            called[0] += kind == Verdict.Kind.BETTER || kind == Verdict.Kind.WORSE ? 1 : 0;
        });
        assertThat(called[0]).isLessThanOrEqualTo(hospitals / 20);
    }
}
