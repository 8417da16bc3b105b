package org.wardround.inference.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wardround.core.study.Metric;
import org.wardround.core.study.VariableType;
import org.wardround.inference.estimate.Quantiles;
import org.wardround.inference.evaluate.ScoredRows;
import org.wardround.testkit.Property;

final class PairedDifferenceTest {
    private static final Offset<Double> BY_HAND = within(2e-6);

    private static Comparison.Measured measured(Metric metric, PairedRows rows) {
        return (Comparison.Measured) PairedDifference.of(metric, rows);
    }

    @Test
    void accuracy_has_mcnemars_exact_p() {
        // 8 discordant pairs, 1 against: 2·(1 + 8)/256.
        Comparison.Measured compared = measured(Metric.ACCURACY, Paired.answers(20, 7, 1, 2));
        assertThat(compared.difference()).isEqualTo(0.2);
        assertThat(compared.p()).isCloseTo(18 / 256.0, within(1e-12));
        assertThat(compared.n()).isEqualTo(30);
    }

    @Test
    void tangos_interval_without_any_disagreement_is_as_wide_as_the_rows_are_few() {
        // The score equation is then nΔ/(1 − Δ) = z²: ±3.841459/19.841459.
        Comparison.Measured compared = measured(Metric.ACCURACY, Paired.answers(12, 0, 0, 4));
        assertThat(compared.low()).isCloseTo(-0.193608, BY_HAND);
        assertThat(compared.high()).isCloseTo(0.193608, BY_HAND);
        assertThat(compared.p()).isEqualTo(1);
    }

    @Test
    void tangos_interval_holds_the_differences_that_the_score_test_does_not_refute() {
        Property.forSeeds(100, random -> {
            int n = 1 + random.nextInt(100);
            int onlyA = random.nextInt(n + 1);
            Discordance pairs = new Discordance(n, onlyA, random.nextInt(n - onlyA + 1));
            var bounds = pairs.interval(0.05);
            assertThat(bounds.low()).isBetween(-1.0, pairs.difference());
            assertThat(bounds.high()).isBetween(pairs.difference(), 1.0);
            if (bounds.low() > -0.999 && bounds.high() < 0.999) {
                assertThat(pairs.score(bounds.low())).isCloseTo(Quantiles.Z95, within(1e-6));
                assertThat(pairs.score(bounds.high())).isCloseTo(-Quantiles.Z95, within(1e-6));
            }
        });
    }

    @Test
    void at_no_difference_the_score_is_mcnemars() {
        assertThat(new Discordance(50, 9, 4).score(0)).isCloseTo(5 / StrictMath.sqrt(13), within(1e-12));
    }

    @Test
    void sensitivity_and_specificity_look_at_their_rows_alone() {
        double[] outcomes = {1, 1, 1, 0, 0};
        PairedRows rows =
                Paired.binary(new double[] {0.9, 0.9, 0.1, 0.1, 0.9}, new double[] {0.9, 0.1, 0.1, 0.1, 0.1}, outcomes);
        assertThat(measured(Metric.SENSITIVITY, rows).difference()).isCloseTo(1 / 3.0, within(1e-15));
        assertThat(measured(Metric.SENSITIVITY, rows).n()).isEqualTo(3);
        assertThat(measured(Metric.SPECIFICITY, rows).difference()).isEqualTo(-0.5);
    }

    @Test
    void auroc_has_delongs_paired_variance() {
        // Events: first model .9 .6 .4, second .8 .7 .3. Others: first .5 .3 .2, second .6 .4 .1.
        // Placements of events 1, 1, 2/3 and 1, 1, 1/3: areas 8/9 and 7/9; differences 0, 0, 1/3 about 1/9: variance
        // (1/81 + 1/81 + 4/81)/2 = 1/27. Placements of the others 2/3, 1, 1 and 2/3, 2/3, 1: variance 1/27 as well.
        // (1/27 + 1/27)/3 = 2/81; t(2) = 4.302653.
        PairedRows rows = Paired.binary(
                new double[] {0.9, 0.6, 0.4, 0.5, 0.3, 0.2},
                new double[] {0.8, 0.7, 0.3, 0.6, 0.4, 0.1},
                new double[] {1, 1, 1, 0, 0, 0});
        Comparison.Measured compared = measured(Metric.AUROC, rows);
        assertThat(compared.difference()).isCloseTo(1 / 9.0, within(1e-15));
        assertThat(compared.high()).isCloseTo(1 / 9.0 + 4.302653 * StrictMath.sqrt(2 / 81.0), BY_HAND);
        assertThat(compared.sufficient()).isFalse();
    }

    @Test
    void rows_that_both_models_rank_alike_still_leave_doubt_about_auroc() {
        // 8 events, 12 others, both models separate them perfectly: DeLong's variance is 0.
        // Tango without discordance, the smaller class being 8: z²/(8 + z²) = 3.841459/11.841459 = .324408.
        double[] a = new double[20];
        double[] b = new double[20];
        double[] outcomes = new double[20];
        for (int row = 0; row < 20; row++) {
            outcomes[row] = row < 8 ? 1 : 0;
            a[row] = row < 8 ? 0.9 : 0.1;
            b[row] = row < 8 ? 0.6 + row / 100.0 : 0.4;
        }
        Comparison.Measured compared = measured(Metric.AUROC, Paired.binary(a, b, outcomes));
        assertThat(compared.difference()).isZero();
        assertThat(compared.low()).isCloseTo(-0.324408, BY_HAND);
        assertThat(compared.high()).isCloseTo(0.324408, BY_HAND);
        assertThat(compared.p()).isEqualTo(1);
        assertThat(compared.method())
                .isEqualTo("DeLong's paired variance, t, at least Tango's width without disagreement");
    }

    @Test
    void brier_scores_are_compared_row_by_row() {
        // Losses .01 .04 .09 and .04 .04 .01: differences −.03, 0, .08: mean 1/60, sd √((.0073 − .0025/3)/2) = .056862.
        PairedRows rows =
                Paired.binary(new double[] {0.9, 0.2, 0.7}, new double[] {0.8, 0.2, 0.9}, new double[] {1, 0, 1});
        Comparison.Measured compared = measured(Metric.BRIER, rows);
        assertThat(compared.difference()).isCloseTo(1 / 60.0, within(1e-12));
        assertThat(compared.high()).isCloseTo(1 / 60.0 + 4.302653 * 0.0568624 / StrictMath.sqrt(3), within(1e-5));
    }

    @Test
    void root_mean_squares_are_linearised() {
        // Errors 1, 1, 2 and 1, 2, 2: mean squares 2 and 3. Pulls (1−2, 1−2, 4−2)/2√2 − (1−3, 4−3, 4−3)/2√3
        // = (.223797, −.642229, .418432): Σ² .637628; half = t(2)·√(.637628/2/3) = 1.402634.
        PairedRows rows = Paired.of(
                VariableType.NUMBER,
                new double[] {1, 1, 2},
                new double[] {1, 2, 2},
                new double[3],
                new double[0],
                Paired.numbered(3));
        Comparison.Measured compared = measured(Metric.RMSE, rows);
        assertThat(compared.difference()).isCloseTo(StrictMath.sqrt(2) - StrictMath.sqrt(3), within(1e-15));
        assertThat(compared.high() - compared.difference()).isCloseTo(1.402634, within(2e-5));
    }

    @Test
    void rows_of_one_patient_count_together() {
        double[] a = new double[40];
        double[] b = new double[40];
        double[] outcomes = new double[40];
        int[] twins = new int[40];
        for (int row = 0; row < 40; row++) {
            twins[row] = row / 2;
            a[row] = 0.1 + 0.02 * twins[row];
            b[row] = 0.4 - 0.01 * twins[row];
            outcomes[row] = row / 2 % 2;
        }
        PairedRows twice = Paired.binary(a, b, outcomes, twins);
        int[] every =
                java.util.stream.IntStream.range(0, 20).map(row -> 2 * row).toArray();
        PairedRows once = Paired.binary(a, b, outcomes).select(every);
        // Doubling each patient's rows adds no information: the interval stays, whatever the metric.
        for (Metric metric : new Metric[] {Metric.BRIER, Metric.LOG_LOSS, Metric.NET_BENEFIT}) {
            assertThat(measured(metric, twice).low())
                    .as(metric.jsonName())
                    .isCloseTo(measured(metric, once).low(), within(1e-12));
        }
        assertThat(width(Metric.ACCURACY, twice)).isGreaterThanOrEqualTo(0.99 * width(Metric.ACCURACY, once));
        assertThat(width(Metric.AUPRC, twice)).isCloseTo(width(Metric.AUPRC, once), within(0.02));
    }

    private static double width(Metric metric, PairedRows rows) {
        return measured(metric, rows).high() - measured(metric, rows).low();
    }

    @Test
    void patients_of_two_sites_are_different_people() {
        ScoredRows rows =
                new ScoredRows(1, new double[] {0.2, 0.6}, new double[] {0, 1}, new double[0], new int[] {0, 0});
        PairedRows paired =
                new PairedRows(VariableType.BINARY, ModelRows.of(rows), ModelRows.of(rows), new int[] {0, 1});
        assertThat(paired.clusters()).containsExactly(0, 1);
        assertThat(PairedRows.ofSite(VariableType.BINARY, ModelRows.of(rows), ModelRows.of(rows))
                        .clusters())
                .containsExactly(0, 0);
    }

    @Test
    void concordance_within_sites_pairs_nobody_across_them() {
        double[] times = {1, 2, 5, 6};
        double[] events = {1, 1, 1, 1};
        ScoredRows a = new ScoredRows(1, new double[] {2, 1, 9, 8}, times, events, new int[] {0, 1, 0, 1});
        ScoredRows b = new ScoredRows(1, new double[] {1, 2, 9, 8}, times, events, new int[] {0, 1, 0, 1});
        PairedRows rows =
                new PairedRows(VariableType.TIME_TO_EVENT, ModelRows.of(a), ModelRows.of(b), new int[] {0, 0, 1, 1});
        assertThat(measured(Metric.CONCORDANCE, rows).difference()).isEqualTo(0.5);
        assertThat(measured(Metric.CONCORDANCE_ALL_PAIRS, rows).difference()).isCloseTo(1 / 6.0, within(1e-15));
    }

    @Test
    void bootstraps_are_reproducible_and_depend_on_the_seed() {
        Property.forSeed(3, random -> {
            PairedRows rows = Paired.withoutDifference(random, 60);
            List<Metric> metrics = List.of(Metric.AUPRC, Metric.F1, Metric.PPV, Metric.NPV);
            Map<Metric, Comparison> together = PairedDifference.of(metrics, rows, 0.05, 1);
            for (Metric metric : metrics) {
                assertThat(together.get(metric))
                        .isInstanceOf(Comparison.Measured.class)
                        .isEqualTo(PairedDifference.of(metric, rows, 0.05, 1));
            }
            assertThat(together.get(Metric.AUPRC))
                    .isNotEqualTo(PairedDifference.of(metrics, rows, 0.05, 2).get(Metric.AUPRC));
        });
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void every_metric_is_compared_or_says_why_not(Metric metric) {
        for (int rows : new int[] {0, 1, 2, 3, 16}) {
            Property.forSeeds(5, random -> {
                PairedRows paired = Paired.withoutDifference(metric, random, rows);
                check(PairedDifference.of(metric, paired));
                check(PairedDifference.of(
                        metric, new PairedRows(paired.type(), paired.a(), paired.a(), paired.sites())));
                check(PairedDifference.of(metric, Paired.withoutDifference(random, rows)));
            });
        }
    }

    private static void check(Comparison comparison) {
        if (comparison instanceof Comparison.Measured measured) {
            assertThat(measured.difference()).isBetween(measured.low(), measured.high());
        } else {
            assertThat(comparison.note()).isNotEmpty();
        }
    }

    @Test
    void categories_are_compared_over_all_classes() {
        // Truth 0, 0, 1, 1, 2, 2; the first model is always right, the second mistakes one row of class 0 and one of
        // class 2.
        double[] outcomes = {0, 0, 1, 1, 2, 2};
        double[] a = new double[18];
        for (int row = 0; row < 6; row++) {
            a[row * 3 + (int) outcomes[row]] = 1;
        }
        double[] b = a.clone();
        b[1] = 2;
        b[16] = 2;
        int[] patients = Paired.numbered(6);
        PairedRows rows = PairedRows.ofSite(
                VariableType.CATEGORY,
                ModelRows.of(new ScoredRows(3, a, outcomes, new double[0], patients)),
                ModelRows.of(new ScoredRows(3, b, outcomes, new double[0], patients)));
        assertThat(measured(Metric.ACCURACY, rows).difference()).isCloseTo(1 / 3.0, within(1e-15));
        assertThat(measured(Metric.BALANCED_ACCURACY, rows).difference()).isCloseTo(1 / 3.0, within(1e-15));
        // Class 1's score is 2 for two rows of other classes: its area falls from 1 to 4/8, the mean by .5/3.
        assertThat(measured(Metric.AUROC, rows).difference()).isCloseTo(0.5 / 3, within(1e-15));
    }

    @ParameterizedTest
    @EnumSource(
            value = Metric.class,
            names = {"ACCURACY", "BALANCED_ACCURACY", "SENSITIVITY", "NET_BENEFIT", "PPV", "NPV", "F1"})
    void answers_that_all_agree_still_leave_doubt(Metric metric) {
        Property.forSeed(1, random -> {
            PairedRows rows = Paired.withoutDifference(random, 100);
            PairedRows same = PairedRows.ofSite(VariableType.BINARY, rows.a(), rows.a());
            Comparison.Measured compared = measured(metric, same);
            // 100 rows or fewer: z²/(100 + z²) = .0370.
            assertThat(compared.difference()).isEqualTo(0);
            assertThat(compared.high()).isGreaterThan(0.0369);
            assertThat(compared.low()).isLessThan(-0.0369);
        });
    }

    @Test
    void different_rows_are_refused() {
        ScoredRows one = new ScoredRows(1, new double[] {1}, new double[] {1}, new double[0], new int[] {0});
        ScoredRows other = new ScoredRows(1, new double[] {1}, new double[] {0}, new double[0], new int[] {0});
        assertThatThrownBy(() -> PairedRows.ofSite(VariableType.BINARY, ModelRows.of(one), ModelRows.of(other)))
                .hasMessageContaining("same rows");
    }

    @Test
    void intervals_cover_the_true_difference_about_as_often_as_they_say() {
        // No difference, 80 rows: 95 % of 400. Fewer than 92 % has a chance below 1 in 100, and the seeds are fixed.
        for (Metric metric : new Metric[] {Metric.ACCURACY, Metric.AUROC, Metric.BRIER, Metric.BALANCED_ACCURACY}) {
            int[] hits = {0};
            Property.forSeeds(400, random -> {
                Comparison.Measured compared = measured(metric, Paired.withoutDifference(random, 80));
                hits[0] += compared.low() <= 0 && 0 <= compared.high() ? 1 : 0;
            });
            assertThat(hits[0]).as(metric.jsonName()).isGreaterThanOrEqualTo(368);
        }
    }
}
