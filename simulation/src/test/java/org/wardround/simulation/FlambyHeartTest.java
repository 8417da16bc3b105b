package org.wardround.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.StrategySpec;
import org.wardround.core.study.StrategySpec.ServerRule;
import org.wardround.core.study.StrategySpec.ServerRule.Kind;
import org.wardround.core.study.TrainingSpec;
import org.wardround.inference.program.BySite;
import org.wardround.learning.answer.FittedModel;

/**
 * Fed-Heart-Disease of FLamby (Ogier du Terrail et al. 2022) from the raw files: mean accuracy over seeds, on all test rows. Its federated models are
 * trained on rows standardised per site and tested, under the name "Pooled Test", on rows standardised over all sites; so are these.
 */
class FlambyHeartTest {
    private static final int SEEDS = 8;

    private final Benchmark heart = new Benchmark("flamby-heart", "heart-disease");

    private double pooledTest(StrategySpec strategy, double learningRate) {
        TrainingSpec training = heart.with(strategy, learningRate);
        return Benchmark.mean(SEEDS, seed -> {
            FittedModel model = heart.train(training, heart.tables(), seed).model();
            return Benchmark.accuracy(heart.test(model.withOneScaling(), heart.tables()));
        });
    }

    @Test
    void federated_averaging_is_as_good_as_published() {
        assertThat(pooledTest(Benchmark.fedAvg(), 0.001)).isBetween(0.748 - 0.024, 0.763 + 0.024);
    }

    @Test
    void proximal_and_control_variates_are_as_good_as_averaging() {
        StrategySpec proximal = Benchmark.strategy(new StrategySpec.LocalRule.Proximal(0.01), new ServerRule.Step(1));
        StrategySpec scaffold =
                Benchmark.strategy(new StrategySpec.LocalRule.ControlVariates(), new ServerRule.Step(1));
        assertThat(pooledTest(proximal, 0.001)).isBetween(0.748 - 0.024, 0.763 + 0.024);
        assertThat(pooledTest(scaffold, 0.001)).isBetween(0.748 - 0.024, 0.763 + 0.024);
    }

    @Test
    void adaptive_servers_are_as_good_as_published() {
        assertThat(pooledTest(Benchmark.adaptive(Kind.ADAM, 0.01), 0.01)).isBetween(0.779 - 0.013, 0.781 + 0.013);
        assertThat(pooledTest(Benchmark.adaptive(Kind.YOGI, 0.01), 0.003162)).isBetween(0.779 - 0.013, 0.781 + 0.013);
        assertThat(pooledTest(Benchmark.adaptive(Kind.ADAGRAD, 0.316228), 0.003162))
                .isBetween(0.779 - 0.013, 0.781 + 0.013);
    }

    @Test
    void pooled_training_hits_the_published_figures_of_every_hospital() {
        TrainingSpec training = heart.epochs(50, 0.001);
        double overall = Benchmark.mean(SEEDS, seed -> {
            FittedModel model =
                    heart.train(training, heart.pooled(), seed).model().withOneScaling();
            return Benchmark.accuracy(heart.test(model, heart.tables()));
        });
        assertThat(overall).isBetween(0.7953 - 0.004, 0.7963 + 0.004);
        // One of the 89 Hungarian test rows has a probability of 0.49 to 0.503, so a seed in twenty finds 69 right
        // instead of 68.
        assertThat(ownScaling(training, "hungarian")).isEqualTo(68.0 / 89);
        assertThat(ownScaling(training, "switzerland")).isEqualTo(0.7500);
    }

    /** The pooled model on one hospital's test rows, standardised by that hospital's training rows: the median over seeds. */
    private double ownScaling(TrainingSpec training, String site) {
        SortedMap<SiteId, Table> one = new TreeMap<>();
        one.put(new SiteId(site), BySite.get(heart.tables(), new SiteId(site)));
        double[] accuracies = LongStream.range(42, 51)
                .mapToDouble(seed -> {
                    FittedModel model =
                            heart.train(training, heart.pooled(), seed).model();
                    FittedModel perSite = new FittedModel(
                            model.dictionary(), model.model(), model.parameters(), model.encoding(), true);
                    return Benchmark.accuracy(heart.test(perSite, one));
                })
                .sorted()
                .toArray();
        return accuracies[accuracies.length / 2];
    }
}
