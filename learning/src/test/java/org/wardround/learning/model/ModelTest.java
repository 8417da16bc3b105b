package org.wardround.learning.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.core.dataset.Dataset;
import org.wardround.core.random.SeededStream;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.ModelSpec.Activation;
import org.wardround.core.study.Outcome;

class ModelTest {
    private static final double[] ONE_ROW = {1, 2};
    private static final double[] TWO_ROWS = {1, 2, -1, 0};

    @Test
    void least_squares_predicts_the_weighted_sum_and_loses_half_the_squared_error() {
        Model model = Model.of(new ModelSpec.Linear(), ModelsUnderTest.NUMBER, 2);
        double[] parameters = {3, -1, 0.5};
        Dataset data = Dataset.of(2, TWO_ROWS, new double[] {0.5, -0.5}, new int[2]);

        // 3·1 − 1·2 + ½ = 1.5 and −3 + ½ = −2.5; errors 1 and −2
        assertThat(scores(model, parameters, data)).containsExactly(1.5, -2.5);
        assertThat(model.lossGradient(data).lossSum(parameters, Rows.all(2))).isEqualTo(0.5 + 2);
    }

    @Test
    void logistic_regression_gives_the_event_a_probability() {
        Model model = Model.of(new ModelSpec.Logistic(), ModelsUnderTest.BINARY, 2);
        double log3 = Math.log(3);
        double[] parameters = {log3, 0, 0};
        Dataset data = Dataset.of(2, TWO_ROWS, new double[] {1, 1}, new int[2]);

        // odds of 3 and of 1/3
        assertThat(scores(model, parameters, data)).containsExactly(new double[] {0.75, 0.25}, within(1e-15));
        assertThat(model.lossGradient(data).lossSum(parameters, Rows.all(2)))
                .isCloseTo(-Math.log(0.75) - Math.log(0.25), within(1e-15));
    }

    @Test
    void multinomial_regression_gives_each_class_a_probability() {
        Model model = Model.of(new ModelSpec.Logistic(), ModelsUnderTest.CLASSES, 2);
        double[] parameters = new double[9];
        parameters[2 * 3 + 1] = Math.log(2);
        parameters[2 * 3 + 2] = Math.log(5);
        Dataset data = Dataset.of(2, ONE_ROW, new double[] {2}, new int[1]);

        // e^0 : e^log 2 : e^log 5
        assertThat(scores(model, parameters, data)).containsExactly(new double[] {0.125, 0.25, 0.625}, within(1e-15));
        assertThat(model.lossGradient(data).lossSum(parameters, Rows.all(1)))
                .isCloseTo(-Math.log(0.625), within(1e-15));
    }

    @Test
    void a_perceptron_with_one_hidden_layer_by_hand() {
        Model model = Model.of(new ModelSpec.Mlp(List.of(2), Activation.RELU), ModelsUnderTest.NUMBER, 2);
        // hidden: (1·1 − 1·2 + ½, 1·1 + 1·2 − 1) = (−½ → 0, 2); output 4·0 + 3·2 + 1
        double[] parameters = {1, -1, 1, 1, 0.5, -1, 4, 3, 1};

        assertThat(model.scores(parameters, ONE_ROW)).containsExactly(7);
    }

    @Test
    void a_perceptron_without_hidden_layers_is_the_linear_model() {
        for (Outcome outcome : ModelsUnderTest.OUTCOMES) {
            Model linear = Model.of(ModelsUnderTest.specificationsFor(outcome).get(0), outcome, 3);
            Model perceptron = Model.of(new ModelSpec.Mlp(List.of(), Activation.RELU), outcome, 3);
            SeededStream random = SeededStream.of(3, "linear");
            Dataset data = ModelsUnderTest.rows(outcome, 9, 3, random);
            double[] parameters = ModelsUnderTest.gaussians(linear.shape().parameterCount(), random);

            assertThat(perceptron.shape().parameterCount()).isEqualTo(parameters.length);
            assertThat(scores(perceptron, parameters, data)).containsExactly(scores(linear, parameters, data));
        }
    }

    @Test
    void a_row_alone_has_the_bits_that_it_has_among_others() {
        for (Outcome outcome : ModelsUnderTest.OUTCOMES) {
            for (ModelSpec specification : ModelsUnderTest.specificationsFor(outcome)) {
                Model model = Model.of(specification, outcome, 13);
                SeededStream random = SeededStream.of(4, "alone");
                Dataset data = ModelsUnderTest.rows(outcome, 21, 13, random);
                double[] parameters = ModelsUnderTest.gaussians(model.shape().parameterCount(), random);
                double[] all = scores(model, parameters, data);
                for (int row = 0; row < data.rows(); row++) {
                    double[] alone = Arrays.copyOfRange(data.values(), row * 13, (row + 1) * 13);
                    double[] among = Arrays.copyOfRange(all, row * model.outputs(), (row + 1) * model.outputs());
                    assertThat(model.scores(parameters, alone)).containsExactly(among);
                }
            }
        }
    }

    @Test
    void enormous_scores_give_finite_losses() {
        Dataset binary = Dataset.of(1, new double[] {1, 1}, new double[] {0, 1}, new int[2]);
        Model logistic = Model.of(new ModelSpec.Logistic(), ModelsUnderTest.BINARY, 1);
        double[] parameters = {1e6, 0};

        // −log of a probability of e^−1,000,000, and of 1
        assertThat(logistic.lossGradient(binary).lossSum(parameters, Rows.all(2)))
                .isEqualTo(1e6);
        assertThat(scores(logistic, new double[] {-1e6, 0}, binary)).containsExactly(0, 0);

        Dataset classes = Dataset.of(1, new double[] {1}, new double[] {0}, new int[1]);
        Model multinomial = Model.of(new ModelSpec.Logistic(), ModelsUnderTest.CLASSES, 1);
        assertThat(multinomial.lossGradient(classes).lossSum(new double[] {0, 1e6, -1e6, 0, 0, 0}, Rows.all(1)))
                .isEqualTo(1e6);
    }

    private static double[] scores(Model model, double[] parameters, Dataset data) {
        double[] scores = new double[data.rows() * model.outputs()];
        model.scores(parameters, data, scores);
        return scores;
    }
}
