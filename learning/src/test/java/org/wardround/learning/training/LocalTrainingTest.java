package org.wardround.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.wardround.learning.training.Specifications.AVERAGE;
import static org.wardround.learning.training.Specifications.PLAIN;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.core.dataset.Dataset;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.random.SeededStream;
import org.wardround.core.strategy.FederatedTraining;
import org.wardround.core.strategy.StepPrivacy;
import org.wardround.core.strategy.TrainingSegments;
import org.wardround.core.strategy.TrainingSize;
import org.wardround.core.strategy.TrainingTask;
import org.wardround.core.study.InitialParameters;
import org.wardround.core.study.LocalOptimizer;
import org.wardround.core.study.LocalSpec;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.PrivateTraining;
import org.wardround.core.study.Range;
import org.wardround.core.study.Schedule;
import org.wardround.core.study.StrategySpec;
import org.wardround.core.study.StrategySpec.LocalRule;
import org.wardround.core.study.TrainingSpec;
import org.wardround.core.study.VariableType;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.Vector;
import org.wardround.core.vector.VectorWriter;
import org.wardround.learning.model.Model;

/** By hand: least squares on one row x = 1, y = 3 from the model (weight 1, bias 0), where the gradient is (w + b − 3)·(1, 1). */
class LocalTrainingTest {
    private static final Outcome NUMBER = new Outcome("y", VariableType.NUMBER, "", new Range(-9, 9), List.of(), "");
    private static final Model LINE = Model.of(new ModelSpec.Linear(), NUMBER, 1);
    private static final Dataset ONE_ROW = Dataset.of(1, new double[] {1}, new double[] {3}, new int[1]);

    private static double[] answer(LocalRule rule, LocalSpec local, String segment) {
        return segment(run(rule, local, ArrayVector.EMPTY), rule, local, segment);
    }

    private static TrainingTask task(LocalRule rule, LocalSpec local) {
        TrainingSpec spec = Specifications.training(rule, AVERAGE, 9, local);
        FederatedTraining training =
                new FederatedTraining(spec, new TrainingSize(1, 2, 20), VectorWriter.Factory.IN_MEMORY);
        TrainingTask task = training.next(training.start(ArrayVector.owning(new double[] {1, 0})))
                .orElseThrow();
        return rule instanceof LocalRule.ControlVariates
                ? new TrainingTask.Train(
                        task.round(), task.model(), ArrayVector.owning(new double[] {1, 0}), 1, task.layout())
                : task;
    }

    private static LocalResult run(LocalRule rule, LocalSpec local, Vector control) {
        TrainingSpec spec = Specifications.training(rule, AVERAGE, 9, local);
        return new LocalTraining(LINE, spec, 7).run(task(rule, local), Federation.site("a", ONE_ROW), control);
    }

    private static double[] segment(LocalResult result, LocalRule rule, LocalSpec local, String segment) {
        SumLayout layout = task(rule, local).layout();
        int start = (int) layout.start(segment);
        return Arrays.copyOfRange(
                result.update().values().toArray(),
                start,
                start + (int) layout.segment(segment).length());
    }

    @Test
    void fedavg_answers_the_change_after_its_steps_and_the_loss_before_them() {
        LocalSpec twoSteps = Specifications.fullBatch(2, 0.25);

        // gradients −2, then w + b = 2: −1; loss ½·2²
        assertThat(answer(PLAIN, twoSteps, TrainingSegments.UPDATE)).containsExactly(0.75, 0.75);
        assertThat(answer(PLAIN, twoSteps, TrainingSegments.TRAIN_LOSS)).containsExactly(2);
        assertThat(answer(PLAIN, twoSteps, TrainingSegments.SHARE)).containsExactly(1);
    }

    @Test
    void fedsgd_answers_the_negative_gradient() {
        assertThat(answer(new LocalRule.Gradient(), Specifications.fullBatch(5, 0.25), TrainingSegments.UPDATE))
                .containsExactly(2, 2);
    }

    @Test
    void weight_decay_pulls_weights_and_leaves_biases() {
        LocalSpec decaying = new LocalSpec(
                new LocalSpec.Work.Steps(1), 0, new LocalOptimizer.Sgd(0.5, 0), 0.5, new Schedule.Constant());

        // weight: −2 + ½·1, bias: −2
        assertThat(answer(PLAIN, decaying, TrainingSegments.UPDATE)).containsExactly(0.75, 1);
    }

    @Test
    void the_proximal_term_pulls_back_to_the_received_model() {
        // step 1: gradient −2, at (1.5, ½); step 2: −1 + 1·½
        assertThat(answer(new LocalRule.Proximal(1), Specifications.fullBatch(2, 0.25), TrainingSegments.UPDATE))
                .containsExactly(0.625, 0.625);
    }

    @Test
    void fednova_answers_the_change_for_each_step() {
        LocalSpec twoSteps = Specifications.fullBatch(2, 0.25);

        assertThat(answer(new LocalRule.Normalised(), twoSteps, TrainingSegments.UPDATE))
                .containsExactly(0.375, 0.375);
        assertThat(answer(new LocalRule.Normalised(), twoSteps, TrainingSegments.STEPS))
                .containsExactly(2);
    }

    @Test
    void scaffold_corrects_its_steps_and_renews_its_variate() {
        LocalRule scaffold = new LocalRule.ControlVariates();
        LocalSpec oneStep = Specifications.fullBatch(1, 0.25);
        LocalResult result = run(scaffold, oneStep, ArrayVector.owning(new double[] {3, 1}));

        // c = (1, 0), c_i = (3, 1): direction (−2, −2) + (1, 0) − (3, 1) = (−4, −3)
        assertThat(segment(result, scaffold, oneStep, TrainingSegments.UPDATE)).containsExactly(1, 0.75);
        // c_i⁺ − c_i = −c − (y − x)/(1·¼) = (−1, 0) − (4, 3)
        assertThat(segment(result, scaffold, oneStep, TrainingSegments.CONTROL)).containsExactly(-5, -3);
        assertThat(result.control().toArray()).containsExactly(-2, -2);
    }

    @Test
    void validation_rows_are_measured_and_not_trained_on() {
        LocalSpec oneStep = Specifications.fullBatch(1, 0.25);
        Dataset validation = Dataset.of(1, new double[] {1, 2}, new double[] {0, 0}, new int[2]);
        SiteData data = new SiteData(Federation.site("a", ONE_ROW).site(), ONE_ROW, validation);
        TrainingSpec spec = Specifications.training(PLAIN, AVERAGE, 9, oneStep);
        LocalResult result = new LocalTraining(LINE, spec, 7).run(task(PLAIN, oneStep), data, ArrayVector.EMPTY);

        // ½·1² + ½·2²
        assertThat(segment(result, PLAIN, oneStep, TrainingSegments.VALIDATION_LOSS))
                .containsExactly(2.5);
        assertThat(segment(result, PLAIN, oneStep, TrainingSegments.VALIDATION_ROWS))
                .containsExactly(2);
        assertThat(segment(result, PLAIN, oneStep, TrainingSegments.UPDATE)).containsExactly(0.5, 0.5);
    }

    @Test
    void a_site_without_training_rows_says_so_by_name() {
        LocalSpec oneStep = Specifications.fullBatch(1, 0.25);
        TrainingSpec spec = Specifications.training(PLAIN, AVERAGE, 9, oneStep);
        Dataset none = Dataset.of(1, new double[0], new double[0], new int[0]);

        assertThatThrownBy(() -> new LocalTraining(LINE, spec, 7)
                        .run(task(PLAIN, oneStep), Federation.site("va", none), ArrayVector.EMPTY))
                .isInstanceOfSatisfying(
                        FederationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_ROWS))
                .hasMessageContaining("'va'");
    }

    @Test
    void fedprox_with_mu_0_is_fedavg_to_the_bit() {
        assertThat(twoSites(new LocalRule.Proximal(0), sgd(0))).containsExactly(twoSites(PLAIN, sgd(0)));
    }

    @Test
    void fednova_with_equal_steps_is_fedavg() {
        for (double momentum : new double[] {0, 0.9}) {
            assertThat(twoSites(new LocalRule.Normalised(), sgd(momentum)))
                    .containsExactly(twoSites(PLAIN, sgd(momentum)), within(1e-9));
        }
    }

    @Test
    void scaffold_with_one_site_is_fedavg() {
        LocalSpec local = Specifications.fullBatch(10, 0.1);
        SiteData only = randomSite("a", 40);
        double[] scaffold = trained(new LocalRule.ControlVariates(), local, List.of(only));

        // c and c_i are the same vector, up to the grid of the sum
        assertThat(scaffold).containsExactly(trained(PLAIN, local, List.of(only)), within(1e-6));
    }

    @Test
    void scaffold_with_one_site_and_small_batches_is_fedavg() {
        SiteData only = randomSite("a", 40);

        assertThat(trained(new LocalRule.ControlVariates(), sgd(0), List.of(only)))
                .containsExactly(trained(PLAIN, sgd(0), List.of(only)), within(1e-6));
    }

    private static LocalSpec sgd(double momentum) {
        return Specifications.batches(10, 4, new LocalOptimizer.Sgd(0.1, momentum));
    }

    private static double[] twoSites(LocalRule rule, LocalSpec local) {
        return trained(rule, local, List.of(randomSite("a", 30), randomSite("b", 10)));
    }

    private static double[] trained(LocalRule rule, LocalSpec local, List<SiteData> sites) {
        Model logistic = Model.of(new ModelSpec.Logistic(), Federation.BINARY, 3);
        TrainingSpec spec = Specifications.training(rule, AVERAGE, 6, local);
        return new Federation(logistic, spec, sites).run().model().toArray();
    }

    private static SiteData randomSite(String name, int rows) {
        SeededStream random = SeededStream.of(11, name);
        double[] values = new double[rows * 3];
        double[] outcomes = new double[rows];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextGaussian();
        }
        for (int row = 0; row < rows; row++) {
            outcomes[row] = values[row * 3] + random.nextGaussian() > 0 ? 1 : 0;
        }
        return Federation.site(name, Dataset.of(3, values, outcomes, new int[rows]));
    }

    /** Everybody takes part, and the noise is 7 units of each entry. */
    private static final StepPrivacy CHANCE = new StepPrivacy() {
        @Override
        public boolean takesPart() {
            return true;
        }

        @Override
        public void addNoise(long[] sum) {
            Arrays.setAll(sum, i -> sum[i] + 7);
        }

        @Override
        public double sigma() {
            return 0;
        }
    };

    private static TrainingSpec noisy(PrivateTraining.Share share) {
        StrategySpec strategy = new StrategySpec(
                "fedsgd",
                StrategySpec.Selection.ALL,
                Double.POSITIVE_INFINITY,
                new StrategySpec.Aggregation.Mean(StrategySpec.Weights.EQUAL),
                new LocalRule.Gradient(),
                AVERAGE);
        LocalSpec local = Specifications.batches(1, 2, new LocalOptimizer.Sgd(1, 0));
        return new TrainingSpec(new InitialParameters.Zeros(), strategy, 2, 1, local, null)
                .with(new PrivateTraining(new PrivateTraining.Limit.Noise(1), 1e-5, 1, 1, share));
    }

    private static double[] gradientOf(TrainingSpec spec, int round) {
        FederatedTraining training =
                new FederatedTraining(spec, new TrainingSize(3, 2, 20), VectorWriter.Factory.IN_MEMORY);
        TrainingTask first = training.next(training.start(ArrayVector.owning(new double[] {1, 0})))
                .orElseThrow();
        TrainingTask task = new TrainingTask.Train(round, first.model(), ArrayVector.EMPTY, 1, first.form());
        LocalResult result = new LocalTraining(
                        LINE,
                        spec,
                        7,
                        (wanted, steps, sites) -> {
                            assertThat(steps).as("one of each round").isEqualTo(2);
                            assertThat(sites).isEqualTo(3);
                            return () -> CHANCE;
                        },
                        3)
                .run(task, Federation.site("a", ONE_ROW), ArrayVector.EMPTY);
        return Arrays.copyOf(result.update().values().toArray(), 2);
    }

    /** The gradient is (−2, −2), of norm 2√2: clipped to (−√½, −√½), which are 4096 − ½√2 − 0.001 units times √½ = 2895.8 and so 2896 less 7 of noise. */
    @Test
    void a_private_gradient_is_clipped_noised_and_divided_by_the_plans_number() {
        double unit = 1 / (4096 - Math.sqrt(2) / 2 - 0.001) / 2;

        assertThat(gradientOf(noisy(new PrivateTraining.Share.Whole()), 1))
                .containsExactly(new double[] {2889 * unit, 2889 * unit}, within(1e-12));
    }

    @Test
    void where_noise_is_shared_out_a_site_sends_whole_units() {
        assertThat(gradientOf(noisy(new PrivateTraining.Share.Distributed(1)), 2))
                .containsExactly(2889, 2889);
    }

    @Test
    void no_private_gradient_is_given_beyond_the_rounds_that_the_noise_was_made_for() {
        assertThatThrownBy(() -> gradientOf(noisy(new PrivateTraining.Share.Distributed(1)), 3))
                .isInstanceOfSatisfying(
                        FederationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_ALLOWED));
    }
}
