package org.wardround.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.wardround.core.strategy.Trainings.vector;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.EarlyStopping;
import org.wardround.core.study.RobustAggregation;
import org.wardround.core.study.StrategySpec;
import org.wardround.core.study.StrategySpec.Aggregation;
import org.wardround.core.study.StrategySpec.Clip;
import org.wardround.core.study.StrategySpec.Selection;
import org.wardround.core.study.StrategySpec.ServerRule;
import org.wardround.core.study.StrategySpec.Weights;
import org.wardround.core.study.TrainingSpec;
import org.wardround.core.sum.ArrayWords;
import org.wardround.core.sum.FixedPoint;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.task.ReleaseKind;
import org.wardround.core.update.PerSiteUpdate;
import org.wardround.core.vector.VectorWriter;

/** Trainings that read each site's update, and the bound that adapts under a sum. */
class PerSiteTrainingTest {
    private static final RobustAggregation BOUNDED = RobustAggregation.BoundedMean.DEFAULT;

    private static StrategySpec strategy(Aggregation aggregation, ServerRule server) {
        return new StrategySpec("test", Selection.ALL, Double.POSITIVE_INFINITY, aggregation, Trainings.PLAIN, server);
    }

    private static FederatedTraining training(TrainingSpec spec, int sites) {
        return new FederatedTraining(spec, new TrainingSize(sites, 2, 20), VectorWriter.Factory.IN_MEMORY);
    }

    /** Sites' answers, one by one. */
    private static final class Each {
        private final SumLayout layout;
        private final List<PerSiteUpdate> updates = new ArrayList<>();

        Each(FederatedTraining training, TrainingState state) {
            this.layout = training.next(state).orElseThrow().layout();
        }

        Each add(
                String site,
                double rows,
                double[] update,
                double trainLoss,
                double validationLoss,
                double validationRows) {
            double[] values = new double[Math.toIntExact(layout.length())];
            Map<String, double[]> segments = Map.of(
                    TrainingSegments.UPDATE, update,
                    TrainingSegments.ROWS, new double[] {rows},
                    TrainingSegments.TRAIN_LOSS, new double[] {trainLoss},
                    TrainingSegments.VALIDATION_LOSS, new double[] {validationLoss * validationRows},
                    TrainingSegments.VALIDATION_ROWS, new double[] {validationRows});
            segments.forEach((name, block) -> {
                if (layout.has(name)) {
                    System.arraycopy(block, 0, values, Math.toIntExact(layout.start(name)), block.length);
                }
            });
            PerSiteUpdate.Outcome outcome =
                    PerSiteUpdate.accept(new SiteId(site), layout, FixedPoint.encodeNow(layout, values));
            updates.add(((PerSiteUpdate.Outcome.Accepted) outcome).update());
            return this;
        }

        Each add(String site, double rows, double... update) {
            return add(site, rows, update, 1, 1, rows);
        }
    }

    @Test
    void sites_are_asked_for_updates_that_nobody_adds() {
        FederatedTraining training = training(Trainings.spec(strategy(BOUNDED, Trainings.AVERAGE)), 3);
        TrainingTask task = training.next(training.start(vector(0, 0))).orElseThrow();
        assertThat(task.form().release()).isEqualTo(ReleaseKind.PER_SITE_UPDATE);
        assertThat(task.layout().has(TrainingSegments.SHARE)).isFalse();
        assertThat(task.layout().maxContributors()).isEqualTo(1);
    }

    @Test
    void a_round_moves_by_the_aggregate_and_names_the_outlier() {
        FederatedTraining training = training(Trainings.spec(strategy(BOUNDED, Trainings.AVERAGE)), 2);
        TrainingState start = training.start(vector(1, 2));
        TrainingState next = training.step(
                start, new Each(training, start).add("a", 30, 3, 4).add("b", 10, 0, -50).updates);
        // As AggregatorsTest.bounded_mean_of_two: (2.25, 1.75)
        assertThat(next.model().toArray()).containsExactly(new double[] {3.25, 3.75}, within(1e-9));
        assertThat(next.current().step().bound()).isEqualTo(5);
        assertThat(next.current().step().outliers()).containsOnlyKeys(new SiteId("b"));
        assertThat(next.server().bound()).isEqualTo(5);
    }

    @Test
    void server_momentum_works_on_the_aggregated_change() {
        FederatedTraining training =
                training(Trainings.spec(strategy(new RobustAggregation.Median(), new ServerRule.Momentum(1, 0.5))), 3);
        TrainingState first = round(training, training.start(vector(0, 0)));
        TrainingState second = round(training, first);
        // The median is (1, 1) each time: m = 1, then ½ + 1
        assertThat(second.model().toArray()).containsExactly(2.5, 2.5);
    }

    private static TrainingState round(FederatedTraining training, TrainingState state) {
        Each each =
                new Each(training, state).add("c", 1, 9, -9).add("a", 1, 1, 1).add("b", 1, 0, 2);
        Collections.reverse(each.updates);
        return training.step(state, each.updates);
    }

    @Test
    void losses_are_medians_that_one_liar_cannot_move() {
        TrainingSpec spec =
                Trainings.spec(strategy(new RobustAggregation.Median(), Trainings.AVERAGE), 9, new EarlyStopping(3, 0));
        FederatedTraining training = training(spec, 3);
        TrainingState start = training.start(vector(0, 0));
        Each each = new Each(training, start)
                .add("a", 10, new double[2], 0.6, 0.5, 10)
                .add("b", 12, new double[2], 0.7, 0.55, 12)
                .add("liar", 1e9, new double[2], 1e5, 1e4, 1e6);
        TrainingState next = training.step(start, each.updates);
        // The liar counts for 12 rows as the median site does: half of 10 + 12 + 12 is reached at b
        assertThat(next.history().get(0).trainLoss()).isEqualTo(0.7, within(1e-9));
        assertThat(next.history().get(0).validationLoss()).isEqualTo(0.55, within(1e-6));
    }

    @Test
    void an_answer_beyond_the_declared_bound_or_of_another_length_is_refused_by_name() {
        FederatedTraining training = training(Trainings.spec(strategy(BOUNDED, Trainings.AVERAGE)), 3);
        SumLayout layout =
                training.next(training.start(vector(0, 0))).orElseThrow().layout();
        long[] words = new long[Math.toIntExact(layout.length())];
        words[0] = Long.MAX_VALUE;
        PerSiteUpdate.Outcome far = PerSiteUpdate.accept(new SiteId("a"), layout, ArrayWords.owning(words));
        assertThat(far)
                .isEqualTo(new PerSiteUpdate.Outcome.Refused(
                        ErrorCode.OUT_OF_BOUND, "a value of 'update' is beyond the declared bound of 2^20"));
        assertThat(PerSiteUpdate.accept(new SiteId("a"), layout, ArrayWords.owning(new long[1])))
                .isInstanceOfSatisfying(
                        PerSiteUpdate.Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.WRONG_LENGTH));
    }

    @Test
    void krum_over_too_few_sites_is_refused_before_anything_is_asked() {
        StrategySpec krum = strategy(new RobustAggregation.MultiKrum(2, 0), Trainings.AVERAGE);
        assertThatThrownBy(() -> training(Trainings.spec(krum), 6))
                .isInstanceOfSatisfying(
                        FederationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STUDY_UNFIT))
                .hasMessage(
                        "multiKrum needs the updates of 7 sites in each round, and 6 are asked (2 · malicious + 3 with malicious: 2): lower malicious, ask more sites, or use boundedMean");
        assertThat(training(Trainings.spec(krum), 7).leastSites()).isEqualTo(7);
    }

    @Test
    void a_sum_can_take_no_update_and_an_aggregator_no_sum() {
        FederatedTraining sums =
                training(Trainings.spec(strategy(new Aggregation.Mean(Weights.ROWS), Trainings.AVERAGE)), 3);
        TrainingState start = sums.start(vector(0, 0));
        assertThatThrownBy(() -> sums.step(start, List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_adaptive_bound_follows_the_share_of_the_sites_within_it() {
        StrategySpec adaptive = new StrategySpec(
                "test",
                Selection.ALL,
                new Clip.Adaptive(4, 0.5, 0.2),
                new Aggregation.Mean(Weights.ROWS),
                Trainings.PLAIN,
                Trainings.AVERAGE);
        FederatedTraining training = Trainings.twoByTwo(adaptive);
        TrainingState start = training.start(vector(0, 0));
        assertThat(training.next(start).orElseThrow().form().maxNorm()).isEqualTo(4);
        TrainingState first = training.step(
                start,
                new Answers(training, start)
                        .add(0.75, indicated(1, 1, 0))
                        .add(0.25, indicated(1, 0, 2))
                        .sum());
        // Both within: 4·exp(−0.2·(1 − ½))
        double next = 4 * StrictMath.exp(-0.1);
        assertThat(training.next(first).orElseThrow().form().maxNorm()).isEqualTo(next, within(1e-12));
        assertThat(first.current().step().bound()).isEqualTo(4);
        TrainingState second = training.step(
                first,
                new Answers(training, first).add(0.75, indicated(0, 300, 400)).sum());
        // Neither of one: up again, by exp(0.1); and (300, 400) is scaled to the bound
        assertThat(training.next(second).orElseThrow().form().maxNorm()).isEqualTo(4, within(1e-12));
        assertThat(second.model().toArray()[0] - first.model().toArray()[0]).isEqualTo(0.6 * next, within(1e-9));
    }

    private static Map<String, double[]> indicated(int indicator, double... update) {
        return Map.of(TrainingSegments.UPDATE, update, TrainingSegments.WITHIN_BOUND, new double[] {indicator});
    }
}
