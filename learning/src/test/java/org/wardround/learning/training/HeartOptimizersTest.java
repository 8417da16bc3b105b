package org.wardround.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.wardround.learning.training.Specifications.AVERAGE;
import static org.wardround.learning.training.Specifications.PLAIN;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.core.strategy.TrainingState;
import org.wardround.core.study.LocalSpec;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.StrategySpec.LocalRule;
import org.wardround.core.study.StrategySpec.ServerRule;
import org.wardround.core.study.TrainingSpec;
import org.wardround.learning.model.Model;

/**
 * Federated optimisers without chance on the four heart-disease hospitals, against an independent computation in 64-bit floats: 20 rounds of 5
 * full-batch steps of 0.1 from zeros, on features standardised by each site.
 */
class HeartOptimizersTest {
    private static final int ROUNDS = 20;
    private static final int STEPS = 5;
    private static final double RATE = 0.1;
    private static final double TOLERANCE = 1e-6;

    private static TrainingState trained(LocalRule rule, ServerRule server) {
        return trained(rule, server, ROUNDS, Specifications.fullBatch(STEPS, RATE));
    }

    private static TrainingState trained(LocalRule rule, ServerRule server, int rounds, LocalSpec local) {
        Model model = Model.of(new ModelSpec.Logistic(), Federation.BINARY, HeartData.FEATURES);
        TrainingSpec spec = Specifications.training(rule, server, rounds, local);
        return new Federation(model, spec, HeartData.sites()).run();
    }

    private static ServerRule adaptive(ServerRule.Kind kind) {
        return new ServerRule.Adaptive(kind, 0.1, 0.9, 0.999, 1e-8, 0);
    }

    private static void requireReference(TrainingState state, double first, double last, double... weights) {
        assertThat(state.history().get(1).trainLoss()).isCloseTo(first, within(TOLERANCE));
        assertThat(state.history().get(ROUNDS).trainLoss()).isCloseTo(last, within(TOLERANCE));
        assertThat(state.model().toArray()).containsExactly(weights, within(TOLERANCE));
    }

    @Test
    void fedavg() {
        requireReference(
                trained(PLAIN, AVERAGE),
                0.614369098,
                0.491980097,
                0.133487,
                0.370616,
                0.019370,
                0.254168,
                0.177872,
                -0.231568,
                0.505680,
                0.477956,
                -0.205170,
                -0.063718,
                0.384509,
                0.075371,
                0.108199,
                0.121361);
    }

    @Test
    void fedprox() {
        requireReference(
                trained(new LocalRule.Proximal(0.1), AVERAGE),
                0.615685438,
                0.492150237,
                0.133954,
                0.367899,
                0.020399,
                0.252289,
                0.176353,
                -0.231033,
                0.503469,
                0.475166,
                -0.205734,
                -0.064971,
                0.383256,
                0.074607,
                0.107480,
                0.119714);
    }

    @Test
    void fedadam() {
        requireReference(
                trained(PLAIN, adaptive(ServerRule.Kind.ADAM)),
                0.528657155,
                0.496599539,
                0.106644,
                0.679762,
                0.021785,
                0.529564,
                0.168309,
                -0.303592,
                0.689512,
                0.821892,
                0.224571,
                0.263116,
                0.787150,
                0.130844,
                0.105793,
                0.304281);
    }

    @Test
    void fedyogi() {
        requireReference(
                trained(PLAIN, adaptive(ServerRule.Kind.YOGI)),
                0.528657155,
                0.496484124,
                0.106216,
                0.681242,
                0.021600,
                0.533080,
                0.169925,
                -0.300179,
                0.686853,
                0.818923,
                0.221019,
                0.264707,
                0.789108,
                0.133279,
                0.105966,
                0.303379);
    }

    @Test
    void fedadagrad() {
        requireReference(
                trained(PLAIN, adaptive(ServerRule.Kind.ADAGRAD)),
                0.678824728,
                0.505604943,
                0.238016,
                0.335412,
                0.096541,
                0.293257,
                0.235404,
                -0.290751,
                0.331299,
                0.331233,
                -0.310506,
                -0.235155,
                0.310557,
                0.122429,
                0.168796,
                0.123056);
    }

    @Test
    void fedsgd_is_pooled_gradient_descent() {
        double reference = 0.491854465;

        TrainingState federated =
                trained(new LocalRule.Gradient(), new ServerRule.Step(RATE), 100, Specifications.fullBatch(1, 1));
        assertThat(federated.history().get(100).trainLoss()).isCloseTo(reference, within(1e-9));
        assertThat(federated.model().toArray()).containsExactly(pooledDescent(100), within(1e-9));
    }

    private static double[] pooledDescent(int steps) {
        Model model = Model.of(new ModelSpec.Logistic(), Federation.BINARY, HeartData.FEATURES);
        TrainingSpec spec = Specifications.training(PLAIN, AVERAGE, 1, Specifications.fullBatch(steps, RATE));
        return new Federation(model, spec, List.of(HeartData.pooled()))
                .run()
                .model()
                .toArray();
    }

    @Test
    void scaffold_as_flamby_has_it() {
        FlambyScaffold scaffold = new FlambyScaffold(HeartData.sites(), RATE, STEPS);
        scaffold.round();
        assertThat(scaffold.trainLoss()).isCloseTo(0.614369098, within(TOLERANCE));
        for (int round = 2; round <= ROUNDS; round++) {
            scaffold.round();
        }

        assertThat(scaffold.trainLoss()).isCloseTo(0.491860684, within(TOLERANCE));
        double[] weights = {
            0.134667, 0.372131, 0.019438, 0.253726, 0.180149, -0.235540, 0.508275, 0.478425, -0.207074, -0.062228,
            0.387731, 0.078418, 0.110566, 0.121426
        };
        assertThat(scaffold.model()).containsExactly(weights, within(TOLERANCE));
    }

    @Test
    void scaffold_comes_closer_to_the_pooled_path_than_fedavg() {
        double pooled = 0.491854465;
        double fedAvg = trained(PLAIN, AVERAGE).history().get(ROUNDS).trainLoss();

        double scaffold = trained(new LocalRule.ControlVariates(), AVERAGE)
                .history()
                .get(ROUNDS)
                .trainLoss();

        assertThat(Math.abs(scaffold - pooled)).isLessThan(Math.abs(fedAvg - pooled) / 2);
    }
}
