package org.wardround.inference.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Metric;
import org.wardround.core.study.VariableType;
import org.wardround.inference.evaluate.ScoredRows;
import org.wardround.testkit.Property;

/** No paired interval is without width, and none reaches beyond what a difference can be. */
final class PairedLimitsTest {
    private static final Offset<Double> BY_HAND = within(2e-6);

    private static Comparison.Measured measured(Metric metric, PairedRows rows) {
        return (Comparison.Measured) PairedDifference.of(metric, rows);
    }

    private static PairedRows sameModel(Metric metric, int rows) {
        PairedRows[] same = new PairedRows[1];
        Property.forSeed(1, random -> {
            PairedRows different = Paired.withoutDifference(metric, random, rows);
            same[0] = PairedRows.ofSite(different.type(), different.a(), different.a());
        });
        return same[0];
    }

    private static Verdict.Kind verdict(Metric metric, PairedRows rows) {
        SortedMap<SiteId, Comparison> one = new TreeMap<>();
        one.put(new SiteId("a"), PairedDifference.of(metric, rows));
        return Verdicts.of(one, metric, 0.02).get(one.firstKey()).kind();
    }

    @Test
    void patients_whom_both_models_order_alike_still_leave_doubt_about_concordance() {
        // 12 deaths before 8 losses from sight: every death begins a pair. z²/(12 + z²) = 3.841459/15.841459.
        double[] times = new double[20];
        double[] events = new double[20];
        double[] a = new double[20];
        double[] b = new double[20];
        for (int row = 0; row < 20; row++) {
            times[row] = row + 1;
            events[row] = row < 12 ? 1 : 0;
            a[row] = (row * 7) % 20;
            b[row] = 3 * a[row] + 1;
        }
        PairedRows rows = Paired.of(VariableType.TIME_TO_EVENT, a, b, times, events, Paired.numbered(20));
        for (Metric metric : new Metric[] {Metric.CONCORDANCE, Metric.CONCORDANCE_ALL_PAIRS}) {
            Comparison.Measured compared = measured(metric, rows);
            assertThat(compared.difference()).isZero();
            assertThat(compared.low()).isCloseTo(-0.242494, BY_HAND);
            assertThat(compared.high()).isCloseTo(0.242494, BY_HAND);
            assertThat(compared.p()).isEqualTo(1);
        }
        assertThat(verdict(Metric.CONCORDANCE, rows)).isEqualTo(Verdict.Kind.CANNOT_TELL);
    }

    @Test
    void rows_that_both_models_order_alike_still_leave_doubt_about_average_precision() {
        PairedRows same = sameModel(Metric.AUPRC, 100);
        double events = Arrays.stream(same.outcomes()).sum();
        Comparison.Measured compared = measured(Metric.AUPRC, same);
        assertThat(compared.difference()).isZero();
        assertThat(compared.high()).isCloseTo(3.841459 / (events + 3.841459), BY_HAND);
        assertThat(compared.low()).isEqualTo(-compared.high());
    }

    @ParameterizedTest
    @EnumSource(
            value = Metric.class,
            names = {"BRIER", "LOG_LOSS", "RMSE", "R2"})
    void losses_without_any_spread_are_not_compared(Metric metric) {
        assertThat(PairedDifference.of(metric, sameModel(metric, 100)))
                .isEqualTo(new Comparison.Undefined(
                        100, "the difference shows no spread at all, so nothing can be said about its chance"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Metric.class,
            names = {"ACCURACY", "BRIER", "LOG_LOSS", "NET_BENEFIT", "PPV"})
    void one_class_alone_gives_no_verdict(Metric metric) {
        double[] a = new double[60];
        double[] b = new double[60];
        double[] outcomes = new double[60];
        for (int row = 0; row < 60; row++) {
            outcomes[row] = 1;
            a[row] = 0.55 + row / 1000.0;
            b[row] = row % 3 == 0 ? 0.9 : 0.3 + row / 1000.0;
        }
        Comparison compared = PairedDifference.of(metric, Paired.binary(a, b, outcomes));
        assertThat(compared.note()).contains("only one class among the test rows");
        assertThat(verdict(metric, Paired.binary(a, b, outcomes))).isEqualTo(Verdict.Kind.CANNOT_TELL);
        // What is about one class alone stays trusted.
        assertThat(measured(Metric.SENSITIVITY, Paired.binary(a, b, outcomes)).sufficient())
                .isTrue();
    }

    @Test
    void one_category_alone_gives_no_verdict() {
        double[] a = new double[120];
        double[] b = new double[120];
        double[] outcomes = new double[40];
        for (int row = 0; row < 40; row++) {
            a[3 * row] = 0.2 + row / 1000.0;
            a[3 * row + 1] = 0.8 - row / 1000.0;
            b[3 * row] = 0.9;
            b[3 * row + 2] = 0.1;
        }
        int[] patients = Paired.numbered(40);
        PairedRows rows = PairedRows.ofSite(
                VariableType.CATEGORY,
                ModelRows.of(new ScoredRows(3, a, outcomes, new double[0], patients)),
                ModelRows.of(new ScoredRows(3, b, outcomes, new double[0], patients)));
        for (Metric metric : new Metric[] {Metric.ACCURACY, Metric.BRIER, Metric.LOG_LOSS}) {
            assertThat(verdict(metric, rows)).as(metric.jsonName()).isEqualTo(Verdict.Kind.CANNOT_TELL);
        }
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void no_interval_is_collapsed_or_impossible(Metric metric) {
        double largest = switch (metric) {
            case LOG_LOSS -> 34.6;
            case NET_BENEFIT -> 2;
            case RMSE, R2 -> 1_000;
            default -> 1;
        };
        for (int rows : new int[] {2, 3, 4, 6, 8, 12, 20}) {
            Property.forSeeds(40, random -> {
                PairedRows paired = Paired.withoutDifference(metric, random, rows);
                PairedRows same = PairedRows.ofSite(paired.type(), paired.a(), paired.a());
                for (PairedRows each : new PairedRows[] {paired, same}) {
                    if (PairedDifference.of(metric, each) instanceof Comparison.Measured compared) {
                        assertThat(compared.low()).isGreaterThanOrEqualTo(-largest);
                        assertThat(compared.high()).isLessThanOrEqualTo(largest);
                        assertThat(compared.high() - compared.low()).isGreaterThan(0);
                    }
                }
            });
        }
    }

    @Test
    void too_few_rows_are_not_compared() {
        assertThat(PairedDifference.of(Metric.R2, few(Metric.R2, 9)).note()).isEqualTo("needs 10 patients or more");
        assertThat(PairedDifference.of(Metric.AUPRC, few(Metric.AUPRC, 4)).note())
                .isEqualTo("needs 5 patients or more");
        assertThat(PairedDifference.of(Metric.RMSE, few(Metric.RMSE, 2)).note())
                .isEqualTo("needs three patients or more");
        PairedRows oneDeath = Paired.of(
                VariableType.TIME_TO_EVENT,
                new double[] {1, 2, 3},
                new double[] {3, 2, 1},
                new double[] {1, 2, 3},
                new double[] {1, 0, 0},
                Paired.numbered(3));
        assertThat(PairedDifference.of(Metric.CONCORDANCE, oneDeath).note())
                .isEqualTo("too few events begin a comparable pair");
    }

    private static PairedRows few(Metric metric, int rows) {
        PairedRows[] few = new PairedRows[1];
        Property.forSeed(1, random -> few[0] = Paired.withoutDifference(metric, random, rows));
        return few[0];
    }
}
