package org.wardround.core.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.RobustAggregation;
import org.wardround.core.study.StrategySpec.Aggregation;
import org.wardround.core.study.StrategySpec.Weights;
import org.wardround.core.sum.FixedPoint;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.Sum;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.VectorWriter;

/** Each aggregator by hand, on the fewest sites that show it. */
class AggregatorsTest {
    private static final Offset<Double> EXACT = within(1e-12);
    private static final double NO_BOUND_YET = Double.NaN;

    private final List<SiteChange> changes = new ArrayList<>();

    private AggregatorsTest site(String name, double rows, double... change) {
        changes.add(new SiteChange(new SiteId(name), rows, ArrayVector.owning(change)));
        return this;
    }

    private Aggregate by(Aggregation aggregation, double lastBound) {
        PerSiteAggregator aggregator = (PerSiteAggregator) Aggregators.of(aggregation);
        return aggregator.aggregate(new SiteChanges(changes), lastBound, VectorWriter.Factory.IN_MEMORY);
    }

    private static double[] values(Aggregate aggregate) {
        return aggregate.change().toArray();
    }

    private static Outlier outlier(Aggregate aggregate, String site) {
        Outlier outlier = aggregate.outliers().get(new SiteId(site));
        assertThat(outlier).as("outlier %s", site).isNotNull();
        return outlier;
    }

    @Test
    void mean_scales_the_sum_of_two_sites() {
        SumLayout layout = new SumLayout(2, List.of(new Segment("update", 2, 4, true, false)));
        // ¾·(1, 2) + ¼·(5, −2), as the sites send it
        Sum sum = new Sum(layout, FixedPoint.encodeNow(layout, new double[] {2, 1}), 2);
        SumAggregator mean = (SumAggregator) Aggregators.of(new Aggregation.Mean(Weights.ROWS));
        assertThat(mean.aggregate(sum, "update", 0.5).toArray()).containsExactly(1, 0.5);
    }

    @Test
    void median_of_three_takes_the_middle_of_each_parameter() {
        site("a", 10, 1, 5).site("b", 10, 2, -7).site("c", 1000, 300, 6);
        assertThat(values(by(new RobustAggregation.Median(), NO_BOUND_YET))).containsExactly(2, 5);
    }

    @Test
    void median_of_four_is_the_mean_of_the_middle_two() {
        site("a", 1, 1).site("b", 1, 2).site("c", 1, 4).site("d", 1, -1e6);
        assertThat(values(by(new RobustAggregation.Median(), NO_BOUND_YET))).containsExactly(1.5);
    }

    @Test
    void trimmed_mean_leaves_the_smallest_and_the_largest_out() {
        // A fifth of five is one at each end: (2 + 3 + 4)/3 and (−1 + 0 + 1)/3
        site("a", 1, 1, -9)
                .site("b", 1, 2, -1)
                .site("c", 1, 3, 0)
                .site("d", 1, 4, 1)
                .site("e", 1, 99, 9);
        Aggregate trimmed = by(new RobustAggregation.TrimmedMean(0.2), NO_BOUND_YET);
        assertThat(values(trimmed)).containsExactly(3, 0);
        assertThat(trimmed.outliers()).containsOnlyKeys(new SiteId("a"), new SiteId("e"));
        assertThat(outlier(trimmed, "e").reason())
                .isEqualTo("its change was among the outermost in 100 % of the parameters; 40 % are usual");
    }

    @Test
    void trimmed_share_is_rounded_up_while_a_site_is_left() {
        assertThat(new RobustAggregation.TrimmedMean(0.2).trimmed(3)).isEqualTo(1);
        assertThat(new RobustAggregation.TrimmedMean(0.2).trimmed(10)).isEqualTo(2);
        assertThat(new RobustAggregation.TrimmedMean(0.07).trimmed(100)).isEqualTo(7);
        assertThat(new RobustAggregation.TrimmedMean(0.45).trimmed(4)).isEqualTo(1);
        assertThat(new RobustAggregation.TrimmedMean(0.45).trimmed(2)).isZero();
    }

    @Test
    void krum_of_five_sums_the_distances_to_the_two_nearest() {
        // n − f − 2 = 2 nearest. Scores: a 1+4, b 1+1, c 1+4, d 4+9, e ≈ 97² + 98²; all but one are averaged: (0 + 1 +
        // 2 + 4)/4
        site("a", 1, 0).site("b", 1, 1).site("c", 1, 2).site("d", 1, 4).site("e", 500, 100);
        Aggregate krum = by(new RobustAggregation.MultiKrum(1, 0), NO_BOUND_YET);
        assertThat(values(krum)).containsExactly(1.75);
        assertThat(krum.outliers()).containsOnlyKeys(new SiteId("e"));
        // e: 96² + 98² = 18820; the median score is 5; √(18820/5) = 61.4
        assertThat(outlier(krum, "e").reason())
                .isEqualTo(
                        "left out by Krum: rank 5 of 5 by distance from its nearest neighbours, 61.4 times the median distance");
    }

    @Test
    void krum_with_one_selected_is_the_original_krum() {
        site("a", 1, 0).site("b", 1, 1).site("c", 1, 2).site("d", 1, 4).site("e", 500, 100);
        Aggregate krum = by(new RobustAggregation.MultiKrum(1, 1), NO_BOUND_YET);
        assertThat(values(krum)).containsExactly(1);
        assertThat(krum.outliers()).hasSize(4);
    }

    @Test
    void bounded_mean_of_two_scales_the_larger_down_and_keeps_weights() {
        // Norms 5 and 50; the lower median, 5, is the bound. ¾·(3, 4) + ¼·(0, −5)
        site("a", 30, 3, 4).site("b", 10, 0, -50);
        Aggregate bounded = by(RobustAggregation.BoundedMean.DEFAULT, NO_BOUND_YET);
        assertThat(bounded.bound()).isEqualTo(5);
        assertThat(values(bounded)).containsExactly(new double[] {2.25, 1.75}, EXACT);
        assertThat(bounded.outliers()).containsOnlyKeys(new SiteId("b"));
        assertThat(outlier(bounded, "b").reason())
                .isEqualTo("its change had norm 50.00, 10.0 times the bound of 5.000, and was scaled down to it");
    }

    @Test
    void bounded_mean_remembers_half_of_the_last_bound() {
        site("a", 1, 4).site("b", 1, 6).site("c", 1, -20);
        Aggregate bounded = by(RobustAggregation.BoundedMean.DEFAULT, 12);
        // ½·12 + ½·6 = 9; (4 + 6 − 9)/3
        assertThat(bounded.bound()).isEqualTo(9);
        assertThat(values(bounded)).containsExactly(new double[] {1.0 / 3}, EXACT);
    }

    @Test
    void bounded_mean_counts_nobody_for_more_than_three_times_the_median_rows() {
        site("a", 100, 1).site("b", 200, 1).site("c", 1e9, -1);
        Aggregate bounded = by(RobustAggregation.BoundedMean.DEFAULT, NO_BOUND_YET);
        // c counts as 600 of 900: (100 + 200 − 600)/900
        assertThat(values(bounded)).containsExactly(new double[] {-1.0 / 3}, EXACT);
        assertThat(outlier(bounded, "c").reason()).isEqualTo("it claims 1000000000 rows and counted as 600");
    }

    @Test
    void order_of_arrival_shows_nowhere() {
        site("a", 10, 0.1, 0.7)
                .site("b", 20, 0.3, -2)
                .site("c", 30, 0.2, 1e-9)
                .site("d", 7, 3, 3)
                .site("e", 9, 1, 1);
        for (RobustAggregation rule : List.of(
                new RobustAggregation.Median(),
                new RobustAggregation.TrimmedMean(0.2),
                new RobustAggregation.MultiKrum(1, 0),
                RobustAggregation.BoundedMean.DEFAULT)) {
            double[] forwards = values(by(rule, NO_BOUND_YET));
            Collections.reverse(changes);
            assertThat(values(by(rule, NO_BOUND_YET))).as(rule.yamlName()).containsExactly(forwards);
        }
    }

    @Test
    void many_sites_and_parameters_go_through_small_blocks() {
        int parameters = 3000;
        for (int site = 0; site < 1000; site++) {
            double[] change = new double[parameters];
            for (int i = 0; i < parameters; i++) {
                change[i] = site < 900 ? i : -1e6;
            }
            site("site-" + site, 1, change);
        }
        assertThat(new SiteChanges(changes).block()).isEqualTo(1048);
        double[] median = values(by(new RobustAggregation.Median(), NO_BOUND_YET));
        assertThat(median[0]).isZero();
        assertThat(median[2999]).isEqualTo(2999);
    }

    @Test
    void too_few_sites_are_refused() {
        site("a", 1, 1).site("b", 1, 2);
        for (RobustAggregation rule : List.of(
                new RobustAggregation.Median(),
                new RobustAggregation.TrimmedMean(0.2),
                new RobustAggregation.MultiKrum(1, 0))) {
            assertThatThrownBy(() -> by(rule, NO_BOUND_YET))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("got 2");
        }
    }

    @Test
    void krum_needs_two_more_than_twice_the_malicious_and_one() {
        assertThat(new RobustAggregation.MultiKrum(2, 0).leastSites()).isEqualTo(7);
        assertThat(new RobustAggregation.MultiKrum(1, 6).leastSites()).isEqualTo(7);
    }

    @Test
    void weighted_median_reaches_half_of_the_weight() {
        assertThat(OrderStatistics.weightedMedian(new double[] {5, 1, 3}, new double[] {1, 1, 3}))
                .isEqualTo(3);
        assertThat(OrderStatistics.weightedMedian(new double[] {5, 1, 3}, new double[] {9, 1, 3}))
                .isEqualTo(5);
    }

    @Test
    void nothing_shows_values() {
        site("a", 3, 42.5);
        assertThat(changes.get(0).toString()).doesNotContain("42");
        assertThat(new SiteChanges(changes).toString()).doesNotContain("42");
    }
}
