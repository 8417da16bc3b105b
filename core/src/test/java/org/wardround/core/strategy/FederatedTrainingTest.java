package org.wardround.core.strategy;

import static java.lang.Double.NaN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.wardround.core.strategy.Trainings.AVERAGE;
import static org.wardround.core.strategy.Trainings.PLAIN;
import static org.wardround.core.strategy.Trainings.strategy;
import static org.wardround.core.strategy.Trainings.vector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.random.SeededStream;
import org.wardround.core.study.EarlyStopping;
import org.wardround.core.study.LocalOptimizer;
import org.wardround.core.study.LocalSpec;
import org.wardround.core.study.PrivateTraining;
import org.wardround.core.study.RobustAggregation;
import org.wardround.core.study.Schedule;
import org.wardround.core.study.StrategySpec;
import org.wardround.core.study.StrategySpec.Aggregation;
import org.wardround.core.study.StrategySpec.LocalRule;
import org.wardround.core.study.StrategySpec.Selection;
import org.wardround.core.study.StrategySpec.ServerRule;
import org.wardround.core.study.StrategySpec.Weights;
import org.wardround.core.study.TrainingSpec;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.vector.Vector;
import org.wardround.core.vector.VectorDigest;
import org.wardround.core.vector.VectorWriter;

class FederatedTrainingTest {
    private static final LocalRule GRADIENT = new LocalRule.Gradient();
    private static final StrategySpec FED_AVG = strategy(PLAIN, AVERAGE);

    @Test
    void each_answer_brings_the_losses_of_the_model_that_was_sent() {
        FederatedTraining training = Trainings.twoByTwo(Trainings.spec(FED_AVG, 1, null));
        TrainingState start = training.start(vector(0, 0));

        TrainingState trained = training.step(
                start,
                answers(training, start)
                        .addLosses(0.75, 2, 6, 4)
                        .addLosses(0.25, 4, 2, 4)
                        .sum());
        TrainingState done = training.step(
                trained, answers(training, trained).addLosses(0.75, 1, 0, 0).sum());

        // ¾·2 + ¼·4 = 2.5 and (6 + 2)/8; then one site alone, without validation rows
        assertThat(done.history())
                .containsExactly(new RoundLosses(0, 2.5, 1, 0, 2), new RoundLosses(1, 1, Double.NaN, 0, 1));
        assertThat(done.history().get(1).isValidated()).isFalse();
    }

    @Test
    void after_the_last_round_the_losses_of_the_last_model_are_asked_and_nothing_more() {
        FederatedTraining training = Trainings.twoByTwo(Trainings.spec(FED_AVG, 2, null));
        TrainingState state = training.start(vector(0, 0));
        List<String> asked = new ArrayList<>();
        while (training.next(state).isPresent()) {
            TrainingTask task = training.next(state).orElseThrow();
            asked.add(task.getClass().getSimpleName() + " " + task.round());
            state = training.step(
                    state, answers(training, state).addLosses(1, 1, 0, 0).sum());
        }

        assertThat(asked).containsExactly("Train 1", "Train 2", "Loss 3");
        assertThat(training.result(state).round()).isEqualTo(2);
        assertThat(training.result(state).reason()).isEqualTo(TrainingProgress.ALL_ROUNDS_TRAINED);
    }

    @Test
    void an_abandoned_round_is_asked_again_under_a_new_number_and_the_same_schedule() {
        Schedule halving = new Schedule.StepDecay(1, 0.5);
        FederatedTraining training =
                Trainings.twoByTwo(Trainings.spec(FED_AVG, 3, new LocalOptimizer.Sgd(1, 0), halving, null));
        TrainingState start = training.start(vector(0, 0));

        TrainingTask.Train again =
                (TrainingTask.Train) training.next(training.abandon(start)).orElseThrow();

        assertThat(again.round()).isEqualTo(2);
        assertThat(again.rateFactor()).isEqualTo(1);
        assertThat(again.model()).isSameAs(start.model());
    }

    @Test
    void under_differential_privacy_nothing_leaves_beside_the_noisy_change_but_a_constant() {
        FederatedTraining training = Trainings.twoByTwo(privately(2));
        TrainingState state = training.start(vector(0, 0));

        assertThat(training.next(state).orElseThrow().layout().segments())
                .extracting(Segment::name)
                .containsExactly(TrainingSegments.UPDATE, TrainingSegments.SHARE);
        state = training.step(state, answers(training, state).add(1, 2, 4).sum());
        assertThat(state.model().toArray()).containsExactly(2, 4);
        state = training.step(state, answers(training, state).add(1, 0, 0).sum());
        state = training.step(
                state, answers(training, state).addLosses(1, 0.5, 3, 4).sum());

        assertThat(training.result(state).history())
                .extracting(RoundLosses::trainLoss, RoundLosses::validationLoss)
                .containsExactly(tuple(NaN, NaN), tuple(NaN, NaN), tuple(0.5, 0.75));
    }

    /** What was answered has left, whether it counts or not. */
    @Test
    void under_differential_privacy_a_round_that_came_to_nothing_is_paid_from_the_same_budget() {
        FederatedTraining training = Trainings.twoByTwo(privately(2));
        TrainingState start = training.start(vector(0, 0));

        TrainingState failed = training.abandon(start);
        TrainingState trained =
                training.step(failed, answers(training, failed).add(1, 1, 0).sum());
        assertThat(training.next(trained)).get().isInstanceOf(TrainingTask.Loss.class);

        TrainingState first =
                training.step(start, answers(training, start).add(1, 1, 0).sum());
        assertThat(training.next(training.abandon(first))).get().isInstanceOf(TrainingTask.Loss.class);

        assertThatThrownBy(() -> training.abandon(failed))
                .isInstanceOfSatisfying(
                        FederationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.QUORUM_NOT_MET))
                .hasMessageContaining("none of the 2 rounds");
    }

    /**
     * Whole units are added, and what they are worth is known to the coordinator: of a clip norm of 2, over 4096 − ½√2 − 0.001 units and 8 patients of a step. 3 sites of 4 answered, so that the mean is a
     * third of the sum.
     */
    @Test
    void where_noise_is_shared_out_sites_send_whole_units_and_their_mean_is_over_those_that_answered() {
        FederatedTraining training = new FederatedTraining(
                shared(1, Double.POSITIVE_INFINITY, GRADIENT, 8),
                new TrainingSize(4, 2, 20),
                VectorWriter.Factory.IN_MEMORY);
        TrainingState start = training.start(vector(0, 0));

        assertThat(training.leastSites()).as("of 4").isEqualTo(3);
        SumLayout layout = training.next(start).orElseThrow().layout();
        assertThat(layout.segments())
                .extracting(Segment::name)
                .containsExactly(TrainingSegments.UPDATE, TrainingSegments.SHARE);
        assertThat(layout.segment(TrainingSegments.UPDATE).shared()).isFalse();
        TrainingState next = training.step(
                start,
                answers(training, start)
                        .add(0.25, 4_000_000_001.0, -3)
                        .add(0.25, -1, 5)
                        .add(0.25, 0, 1)
                        .sum());

        double unit = 2 / (4096 - Math.sqrt(2) / 2 - 0.001) / 8;
        assertThat(next.model().toArray()).containsExactly(new double[] {4e9 / 3 * unit, unit}, within(1e-9));
    }

    @Test
    void noise_that_is_shared_out_needs_one_sum_a_round_under_masks_and_says_so() {
        assertThatThrownBy(() -> new FederatedTraining(
                        shared(2, 1, PLAIN, 0), new TrainingSize(4, 2, 20), VectorWriter.Factory.IN_MEMORY))
                .isInstanceOf(FederationException.class)
                .hasMessageContaining("choose fedsgd")
                .hasMessageContaining("remove clip")
                .hasMessageContaining("give batchSize a number")
                .hasMessageContaining(
                        "toleratedColluders is 2, and a sum over 4 sites hides single ones from 1 at most");
        assertThatThrownBy(() -> Trainings.twoByTwo(shared(0, Double.POSITIVE_INFINITY, GRADIENT, 8)))
                .hasMessageContaining("3 sites or more in each round; 2 are asked");
    }

    private static TrainingSpec shared(int colluders, double clip, LocalRule rule, int batchSize) {
        StrategySpec strategy =
                new StrategySpec("test", Selection.ALL, clip, new Aggregation.Mean(Weights.EQUAL), rule, AVERAGE);
        TrainingSpec plain = Trainings.spec(strategy, 1, null);
        LocalSpec local = new LocalSpec(
                new LocalSpec.Work.Steps(1), batchSize, plain.local().optimizer(), 0, new Schedule.Constant());
        return new TrainingSpec(plain.initial(), strategy, 1, 1, local, null)
                .with(new PrivateTraining(
                        new PrivateTraining.Limit.Noise(1),
                        1e-5,
                        0.5,
                        2,
                        new PrivateTraining.Share.Distributed(colluders)));
    }

    private static TrainingSpec privately(int rounds) {
        return Trainings.spec(FED_AVG, rounds, null)
                .with(new PrivateTraining(new PrivateTraining.Limit.Noise(1), 1e-5, 0.5, 1));
    }

    @Test
    void early_stopping_keeps_the_model_of_the_best_round() {
        EarlyStopping afterTwo = new EarlyStopping(2, 0);
        FederatedTraining training = Trainings.twoByTwo(Trainings.spec(FED_AVG, 100, afterTwo));

        TrainingState end = trainWithValidationLosses(training, 5, 3, 4, 3);

        // best: round 1 with 3; rounds 2 and 3 are not below it. Every round moves the first parameter by 1.
        TrainingResult result = training.result(end);
        assertThat(result.reason()).isEqualTo(TrainingProgress.STOPPED_EARLY);
        assertThat(result.round()).isEqualTo(1);
        assertThat(result.model().toArray()).containsExactly(1, 0);
        assertThat(result.history()).hasSize(4);
    }

    @Test
    void an_improvement_up_to_the_minimum_is_none() {
        EarlyStopping demanding = new EarlyStopping(2, 0.5);
        FederatedTraining training = Trainings.twoByTwo(Trainings.spec(FED_AVG, 100, demanding));

        TrainingState end = trainWithValidationLosses(training, 5, 4.5, 4.5);

        assertThat(training.result(end).round()).isZero();
    }

    @Test
    void early_stopping_also_looks_at_the_model_of_the_last_round() {
        FederatedTraining training = Trainings.twoByTwo(Trainings.spec(FED_AVG, 2, new EarlyStopping(5, 0)));

        TrainingState end = trainWithValidationLosses(training, 5, 4, 3);

        assertThat(training.result(end).round()).isEqualTo(2);
        assertThat(training.result(end).reason()).isEqualTo(TrainingProgress.ALL_ROUNDS_TRAINED);
    }

    @Test
    void early_stopping_without_validation_rows_is_refused_with_the_remedy() {
        FederatedTraining training = Trainings.twoByTwo(Trainings.spec(FED_AVG, 100, new EarlyStopping(2, 0)));
        TrainingState start = training.start(vector(0, 0));

        assertThatThrownBy(() -> training.step(
                        start, answers(training, start).addLosses(1, 1, 0, 0).sum()))
                .isInstanceOfSatisfying(
                        FederationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STUDY_UNFIT))
                .hasMessageContaining("validation rows");
    }

    /** Each answer moves the first parameter by 1 and tells the next of the losses, over one validation row. */
    private static TrainingState trainWithValidationLosses(FederatedTraining training, double... losses) {
        TrainingState state = training.start(vector(0, 0));
        for (double loss : losses) {
            assertThat(state.progress().isDone()).isFalse();
            boolean trains = training.next(state).orElseThrow() instanceof TrainingTask.Train;
            Answers answers = answers(training, state);
            double[] one = {1};
            Map<String, double[]> answer = new LinkedHashMap<>();
            answer.put(TrainingSegments.VALIDATION_LOSS, new double[] {loss});
            answer.put(TrainingSegments.VALIDATION_ROWS, one);
            if (trains) {
                answer.put(TrainingSegments.UPDATE, one);
            }
            state = training.step(state, answers.add(1, answer).sum());
        }
        assertThat(state.progress().isDone()).isTrue();
        return state;
    }

    @Test
    void a_model_that_is_no_longer_finite_ends_the_run_as_diverged() {
        FederatedTraining training = Trainings.twoByTwo(strategy(PLAIN, new ServerRule.Step(Double.MAX_VALUE)));
        TrainingState start = training.start(vector(0, 0));

        assertThatThrownBy(() -> training.step(
                        start, answers(training, start).add(1, 4, 0).sum()))
                .isInstanceOfSatisfying(
                        FederationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DIVERGED))
                .hasMessageContaining("round 1")
                .hasMessageContaining("learningRate");
    }

    @Test
    void contradictions_are_refused_all_at_once() {
        StrategySpec median = new StrategySpec(
                "median",
                Selection.ALL,
                Double.POSITIVE_INFINITY,
                new RobustAggregation.Median(),
                new LocalRule.ControlVariates(),
                AVERAGE);

        assertThatThrownBy(() -> Trainings.twoByTwo(Trainings.spec(
                        median, 1, new LocalOptimizer.Adam(0.1, 0.9, 0.999, 1e-8), new Schedule.Constant(), null)))
                .isInstanceOf(FederationException.class)
                .hasMessageContaining("can't be aggregated by median: its control variates")
                .hasMessageContaining("without momentum");
    }

    @Test
    void a_sum_in_another_layout_is_refused() {
        FederatedTraining training = Trainings.twoByTwo(FED_AVG);
        FederatedTraining other = Trainings.twoByTwo(strategy(new LocalRule.ControlVariates(), AVERAGE));
        TrainingState start = training.start(vector(0, 0));

        assertThatThrownBy(() -> training.step(
                        start,
                        answers(other, other.start(vector(0, 0))).add(1, 1, 1).sum()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("layout");
    }

    @Test
    void the_next_model_has_the_same_bits_in_any_order_of_answers() {
        int sites = 7;
        FederatedTraining training = new FederatedTraining(
                Trainings.spec(
                        strategy(PLAIN, new ServerRule.Adaptive(ServerRule.Kind.ADAM, 0.1, 0.9, 0.99, 1e-3, 1e-6))),
                new TrainingSize(sites, 5, 20),
                VectorWriter.Factory.IN_MEMORY);
        for (long seed = 0; seed < 50; seed++) {
            SeededStream random = SeededStream.of(seed, "order");
            double[][] updates = new double[sites][];
            for (int site = 0; site < sites; site++) {
                updates[site] = IntStream.range(0, 5)
                        .mapToDouble(i -> random.nextGaussian())
                        .toArray();
            }
            int[] shuffled = IntStream.range(0, sites).toArray();
            Sha256 inOrder = modelAfter(training, updates, shuffled);
            random.shuffle(shuffled);
            assertThat(modelAfter(training, updates, shuffled))
                    .as("seed %d", seed)
                    .isEqualTo(inOrder);
        }
    }

    private static Sha256 modelAfter(FederatedTraining training, double[][] updates, int[] order) {
        TrainingState start = training.start(vector(1, 2, 3, 4, 5));
        Answers answers = answers(training, start);
        for (int site : order) {
            answers.add((site + 1) / 28.0, updates[site]);
        }
        return VectorDigest.of(training.step(start, answers.sum()).model());
    }

    @Test
    void a_model_of_several_blocks_is_stepped_like_a_small_one() {
        int parameters = 2 * Vector.BLOCK + 3;
        ServerRule rule = new ServerRule.Adaptive(ServerRule.Kind.YOGI, 1, 0.5, 0.25, 0.5, 8);
        FederatedTraining training = new FederatedTraining(
                Trainings.spec(strategy(PLAIN, rule)),
                new TrainingSize(1, parameters, 20),
                VectorWriter.Factory.IN_MEMORY);
        TrainingState start = training.start(Trainings.vector(new double[parameters]));
        double[] update = new double[parameters];
        Arrays.setAll(update, i -> i % 7 - 3);

        double[] next = training.step(
                        start, answers(training, start).add(1, update).sum())
                .model()
                .toArray();

        double[] expected = new double[7];
        for (int i = 0; i < 7; i++) {
            double square = update[i] * update[i];
            double second = 8 - 0.75 * square * Math.signum(8 - square);
            expected[i] = 0.5 * update[i] / (Math.sqrt(second) + 0.5);
        }
        for (int i = 0; i < parameters; i++) {
            assertThat(next[i]).isEqualTo(expected[i % 7]);
        }
    }

    @Test
    void a_millionth_share_of_a_small_change_still_counts() {
        FederatedTraining training = new FederatedTraining(
                Trainings.spec(FED_AVG), new TrainingSize(1_000_000, 1, 20), VectorWriter.Factory.IN_MEMORY);
        TrainingState start = training.start(vector(0));

        double moved = training.step(
                        start, answers(training, start).add(1e-6, 0.01).sum())
                .model()
                .toArray()[0];

        assertThat(moved).isCloseTo(0.01, withinPercentage(0.01));
    }

    private static Answers answers(FederatedTraining training, TrainingState state) {
        return new Answers(training, state);
    }
}
