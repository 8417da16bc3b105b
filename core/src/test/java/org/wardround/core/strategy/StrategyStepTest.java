package org.wardround.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.wardround.core.strategy.Trainings.AVERAGE;
import static org.wardround.core.strategy.Trainings.PLAIN;
import static org.wardround.core.strategy.Trainings.strategy;
import static org.wardround.core.strategy.Trainings.vector;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wardround.core.study.LocalOptimizer;
import org.wardround.core.study.Schedule;
import org.wardround.core.study.StrategySpec;
import org.wardround.core.study.StrategySpec.LocalRule;
import org.wardround.core.study.StrategySpec.ServerRule;
import org.wardround.core.vector.Vector;

/** One round or two of each strategy, by hand: two sites with 30 and 10 training rows, so shares of ¾ and ¼, from the model (1, 2). */
class StrategyStepTest {
    private static final double A = 0.75;
    private static final double B = 0.25;
    private static final double EXACT_ENOUGH = 1e-12;

    @Test
    void fedavg_moves_by_the_mean_change_weighted_by_rows() {
        FederatedTraining training = Trainings.twoByTwo(strategy(PLAIN, AVERAGE));
        TrainingState start = training.start(vector(1, 2));

        TrainingState next = training.step(
                start, answers(training, start).add(A, 0.5, -1).add(B, -0.5, 3).sum());

        // ¾·0.5 − ¼·0.5 = 0.25 and −¾·1 + ¼·3 = 0
        assertThat(next.model().toArray()).containsExactly(1.25, 2);
        assertThat(next.current().updateNorm()).isEqualTo(0.25);
    }

    @Test
    void a_site_that_drops_out_leaves_the_mean_of_those_that_answered() {
        FederatedTraining training = Trainings.twoByTwo(strategy(PLAIN, AVERAGE));
        TrainingState start = training.start(vector(1, 2));

        TrainingState next =
                training.step(start, answers(training, start).add(B, -0.5, 3).sum());

        assertThat(next.model().toArray()).containsExactly(0.5, 5);
    }

    @Test
    void fedsgd_takes_one_server_step_along_the_mean_gradient() {
        FederatedTraining training = Trainings.twoByTwo(strategy(new LocalRule.Gradient(), new ServerRule.Step(0.5)));
        TrainingState start = training.start(vector(1, 2));

        TrainingState next = training.step(
                start, answers(training, start).add(A, 2, -4).add(B, -2, 0).sum());

        // mean of the negative gradients (1, −3), times 0.5
        assertThat(next.model().toArray()).containsExactly(1.5, 0.5);
    }

    @Test
    void fedsgd_applies_the_schedule_to_the_server_step() {
        Schedule halving = new Schedule.StepDecay(1, 0.5);
        StrategySpec fedSgd = strategy(new LocalRule.Gradient(), new ServerRule.Step(1));
        FederatedTraining training =
                Trainings.twoByTwo(Trainings.spec(fedSgd, 10, new LocalOptimizer.Sgd(9, 0), halving, null));
        TrainingState start = training.start(vector(0, 0));

        TrainingState first =
                training.step(start, answers(training, start).add(1, 8, 0).sum());
        TrainingState second =
                training.step(first, answers(training, first).add(1, 8, 0).sum());

        // 1·8, then ½·8
        assertThat(second.model().toArray()).containsExactly(12, 0);
    }

    @Test
    void fedavgm_keeps_half_of_the_last_movement() {
        FederatedTraining training = Trainings.twoByTwo(strategy(PLAIN, new ServerRule.Momentum(1, 0.5)));
        TrainingState start = training.start(vector(1, 2));

        TrainingState first = training.step(
                start, answers(training, start).add(A, 0.5, -1).add(B, -0.5, 3).sum());
        TrainingState second = training.step(
                first, answers(training, first).add(A, 1, -1).add(B, 1, -1).sum());

        // m = (0.25, 0), w = (1.25, 2); then m = (0.125 + 1, −1), w = (2.375, 1)
        assertThat(second.model().toArray()).containsExactly(2.375, 1);
    }

    @Test
    void fedadam_divides_the_first_moment_by_the_root_of_the_second() {
        TrainingState next = adaptiveRound(ServerRule.Kind.ADAM, 0);

        // d = (2, −4): m = (1, −2), v = ¾·(4, 16) = (3, 12); 1 + 1/(√3 + ½), 2 − 2/(√12 + ½)
        assertThat(next.model().toArray())
                .containsExactly(new double[] {1 + 1 / (Math.sqrt(3) + 0.5), 2 - 2 / (Math.sqrt(12) + 0.5)}, EXACT);
    }

    @Test
    void fedyogi_moves_the_second_moment_by_the_sign_of_the_difference() {
        TrainingState next = adaptiveRound(ServerRule.Kind.YOGI, 8);

        // d² = (4, 16), v₀ = 8: v = (8 − ¾·4, 8 + ¾·16) = (5, 20)
        assertThat(next.server().secondMoment().toArray()).containsExactly(5, 20);
        assertThat(next.model().toArray())
                .containsExactly(new double[] {1 + 1 / (Math.sqrt(5) + 0.5), 2 - 2 / (Math.sqrt(20) + 0.5)}, EXACT);
    }

    @Test
    void fedadagrad_adds_squares_up() {
        TrainingState next = adaptiveRound(ServerRule.Kind.ADAGRAD, 0);

        // v = (4, 16): 1 + 1/(2 + ½) and 2 − 2/(4 + ½)
        assertThat(next.model().toArray()).containsExactly(new double[] {1.4, 2 - 2 / 4.5}, EXACT);
    }

    private static final org.assertj.core.data.Offset<Double> EXACT = within(EXACT_ENOUGH);

    private static TrainingState adaptiveRound(ServerRule.Kind kind, double initialAccumulator) {
        ServerRule rule = new ServerRule.Adaptive(kind, 1, 0.5, 0.25, 0.5, initialAccumulator);
        FederatedTraining training = Trainings.twoByTwo(strategy(PLAIN, rule));
        TrainingState start = training.start(vector(1, 2));
        return training.step(
                start, answers(training, start).add(A, 2, -4).add(B, 2, -4).sum());
    }

    @Test
    void scaffold_adds_each_sites_share_of_its_variates_change_to_the_control() {
        FederatedTraining training = Trainings.twoByTwo(strategy(new LocalRule.ControlVariates(), AVERAGE));
        TrainingState start = training.start(vector(1, 2));
        Map<String, double[]> a = scaffold(new double[] {1, 0}, new double[] {4, 8});
        Map<String, double[]> b = scaffold(new double[] {-3, 0}, new double[] {-4, 0});

        TrainingState next = training.step(
                start, answers(training, start).add(A, a).add(B, b).sum());

        // w: ¾·1 − ¼·3 = 0; c: ¾·4 − ¼·4 = 2, ¾·8 = 6
        assertThat(next.model().toArray()).containsExactly(1, 2);
        assertThat(next.server().control().toArray()).containsExactly(2, 6);
    }

    @Test
    void scaffold_does_not_scale_the_control_up_for_sites_that_did_not_answer() {
        FederatedTraining training = Trainings.twoByTwo(strategy(new LocalRule.ControlVariates(), AVERAGE));
        TrainingState start = training.start(vector(1, 2));
        Map<String, double[]> a = scaffold(new double[] {1, 0}, new double[] {4, 8});

        TrainingState next =
                training.step(start, answers(training, start).add(A, a).sum());

        // w moves by the whole change of the one site, c by its share of ¾
        assertThat(next.model().toArray()).containsExactly(2, 2);
        assertThat(next.server().control().toArray()).containsExactly(3, 6);
    }

    private static Map<String, double[]> scaffold(double[] update, double[] control) {
        return Map.of(TrainingSegments.UPDATE, update, TrainingSegments.CONTROL, control);
    }

    @Test
    void fednova_multiplies_the_mean_normalised_change_by_the_mean_steps() {
        FederatedTraining training = Trainings.twoByTwo(strategy(new LocalRule.Normalised(), AVERAGE));
        TrainingState start = training.start(vector(1, 2));
        Map<String, double[]> a = nova(2, 1, 0);
        Map<String, double[]> b = nova(6, -1, 2);

        TrainingState next = training.step(
                start, answers(training, start).add(A, a).add(B, b).sum());

        // mean (½, ½), steps ¾·2 + ¼·6 = 3
        assertThat(next.model().toArray()).containsExactly(2.5, 3.5);
    }

    private static Map<String, double[]> nova(double steps, double... update) {
        return Map.of(TrainingSegments.UPDATE, update, TrainingSegments.STEPS, new double[] {steps});
    }

    @Test
    void a_clipped_update_counts_with_the_norm_it_was_scaled_to() {
        StrategySpec clipped = Trainings.clipped(PLAIN, AVERAGE, 1);
        FederatedTraining training = Trainings.twoByTwo(clipped);
        TrainingState start = training.start(vector(0, 0));

        Vector next = training.step(start, answers(training, start).add(1, 3, 4).sum())
                .model();

        // (3, 4)/5
        assertThat(next.toArray()).containsExactly(new double[] {0.6, 0.8}, EXACT);
    }

    private static Answers answers(FederatedTraining training, TrainingState state) {
        return new Answers(training, state);
    }
}
