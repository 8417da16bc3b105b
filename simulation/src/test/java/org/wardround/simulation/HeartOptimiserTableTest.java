package org.wardround.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.core.strategy.RoundLosses;
import org.wardround.core.study.InitialParameters;
import org.wardround.core.study.LocalOptimizer;
import org.wardround.core.study.LocalSpec;
import org.wardround.core.study.Schedule;
import org.wardround.core.study.StrategySpec;
import org.wardround.core.study.StrategySpec.LocalRule;
import org.wardround.core.study.StrategySpec.ServerRule;
import org.wardround.core.study.StrategySpec.ServerRule.Kind;
import org.wardround.core.study.TrainingSpec;

/**
 * Deterministic federated optimisers on the four hospitals' raw files, against figures computed independently in 64-bit floats: zeros, rows
 * standardised per site, 20 rounds of 5 full-batch steps with rate 0.1; mean log loss over all 486 training rows, accuracy on the 254 test rows.
 */
class HeartOptimiserTableTest {
    private final Benchmark heart = new Benchmark("flamby-heart", "heart-disease");

    private static TrainingSpec spec(StrategySpec strategy, int rounds, int steps) {
        LocalSpec local = new LocalSpec(
                new LocalSpec.Work.Steps(steps), 0, new LocalOptimizer.Sgd(0.1, 0), 0, new Schedule.Constant());
        return new TrainingSpec(new InitialParameters.Zeros(), strategy, rounds, 1, local, null);
    }

    /** Losses after rounds 1 and 20, accuracy, then weights and bias. */
    private void assertRow(StrategySpec strategy, double[] figures, String weights) {
        Experiment.Trained trained = heart.train(spec(strategy, 20, 5), heart.tables(), 1);
        List<RoundLosses> history = trained.result().history();
        assertThat(history.get(1).trainLoss()).isCloseTo(figures[0], within(1e-6));
        assertThat(history.get(20).trainLoss()).isCloseTo(figures[1], within(1e-6));
        double[] expected = Arrays.stream(weights.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        assertThat(trained.model().parameters()).hasSize(14).containsExactly(expected, within(1e-6));
        assertThat(Benchmark.accuracy(heart.test(trained.model(), heart.tables())))
                .isCloseTo(figures[2], within(5e-5));
    }

    @Test
    void federated_averaging() {
        assertRow(
                Benchmark.fedAvg(),
                new double[] {0.614369098, 0.491980097, 0.7480},
                "0.133487 0.370616 0.019370 0.254168 0.177872 -0.231568 0.505680 0.477956 -0.205170 -0.063718 0.384509 0.075371 0.108199 0.121361");
    }

    @Test
    void proximal() {
        assertRow(
                Benchmark.strategy(new LocalRule.Proximal(0.1), new ServerRule.Step(1)),
                new double[] {0.615685438, 0.492150237, 0.7480},
                "0.133954 0.367899 0.020399 0.252289 0.176353 -0.231033 0.503469 0.475166 -0.205734 -0.064971 0.383256 0.074607 0.107480 0.119714");
    }

    @Test
    void adam_at_the_server() {
        assertRow(
                Benchmark.adaptive(Kind.ADAM, 0.1),
                new double[] {0.528657155, 0.496599539, 0.7362},
                "0.106644 0.679762 0.021785 0.529564 0.168309 -0.303592 0.689512 0.821892 0.224571 0.263116 0.787150 0.130844 0.105793 0.304281");
    }

    @Test
    void yogi_at_the_server() {
        assertRow(
                Benchmark.adaptive(Kind.YOGI, 0.1),
                new double[] {0.528657155, 0.496484124, 0.7362},
                "0.106216 0.681242 0.021600 0.533080 0.169925 -0.300179 0.686853 0.818923 0.221019 0.264707 0.789108 0.133279 0.105966 0.303379");
    }

    @Test
    void adagrad_at_the_server() {
        assertRow(
                Benchmark.adaptive(Kind.ADAGRAD, 0.1),
                new double[] {0.678824728, 0.505604943, 0.7402},
                "0.238016 0.335412 0.096541 0.293257 0.235404 -0.290751 0.331299 0.331233 -0.310506 -0.235155 0.310557 0.122429 0.168796 0.123056");
    }

    @Test
    void federated_gradient_descent_is_pooled_gradient_descent() {
        StrategySpec gradient = Benchmark.strategy(new LocalRule.Gradient(), new ServerRule.Step(0.1));
        Experiment.Trained trained = heart.train(spec(gradient, 100, 1), heart.tables(), 1);
        assertThat(trained.result().history().get(100).trainLoss()).isCloseTo(0.491854465, within(1e-9));
    }
}
