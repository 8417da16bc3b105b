package org.wardround.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wardround.core.study.StrategySpec;
import org.wardround.core.study.StrategySpec.ServerRule.Kind;
import org.wardround.inference.estimate.Estimate;
import org.wardround.inference.evaluate.Concordance;
import org.wardround.inference.evaluate.ScoredRows;
import org.wardround.learning.answer.FittedModel;

/** Fed-TCGA-BRCA of FLamby from the raw files: mean concordance over seeds, over all pairs of test rows. */
class FlambyBreastCancerTest {
    private static final int SEEDS = 8;

    private final Benchmark breastCancer = new Benchmark("flamby-tcga", "tcga-brca");

    private double concordance(StrategySpec strategy, double learningRate) {
        return Benchmark.mean(SEEDS, seed -> {
            FittedModel model = breastCancer
                    .train(breastCancer.with(strategy, learningRate), breastCancer.tables(), seed)
                    .model();
            ScoredRows rows = breastCancer.test(model, breastCancer.tables());
            return ((Estimate.Measured) Concordance.allPairs(rows)).value();
        });
    }

    @Test
    void adaptive_servers_are_as_good_as_published() {
        assertThat(concordance(Benchmark.adaptive(Kind.ADAGRAD, 1), 0.01)).isBetween(0.834 - 0.015, 0.839 + 0.015);
        assertThat(concordance(Benchmark.adaptive(Kind.ADAM, 0.1), 0.01)).isBetween(0.81 - 0.015, 0.84 + 0.015);
        assertThat(concordance(Benchmark.adaptive(Kind.YOGI, 0.1), 0.01)).isBetween(0.81 - 0.015, 0.84 + 0.015);
    }

    @Test
    void federated_averaging_lands_where_published_runs_do() {
        assertThat(concordance(Benchmark.fedAvg(), 0.1)).isBetween(0.65, 0.85);
    }
}
