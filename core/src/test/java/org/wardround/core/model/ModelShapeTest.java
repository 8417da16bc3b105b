package org.wardround.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.core.study.InitialParameters;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.ModelSpec.Activation;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.VariableType;

class ModelShapeTest {
    private static final int FEATURES = 4;
    private static final Outcome NUMBER = new Outcome("y", VariableType.NUMBER, "", new Range(0, 1), List.of(), "");
    private static final Outcome BINARY = new Outcome("y", VariableType.BINARY, "", null, List.of("0", "1"), "");
    private static final Outcome THREE = new Outcome("y", VariableType.CATEGORY, "", null, List.of("a", "b", "c"), "");
    private static final Outcome TIME =
            new Outcome("y", VariableType.TIME_TO_EVENT, "d", new Range(0, 1), List.of(), "");
    private static final ModelSpec NETWORK = new ModelSpec.Mlp(List.of(3, 2), Activation.TANH);

    @Test
    void linear_models_have_a_weight_a_feature_and_an_intercept() {
        assertThat(describe(new ModelSpec.Linear(), NUMBER)).containsExactly("weight [4]", "bias [1]");
        assertThat(describe(new ModelSpec.Logistic(), BINARY)).containsExactly("weight [4]", "bias [1]");
    }

    @Test
    void a_category_has_a_row_of_weights_for_each_class() {
        assertThat(describe(new ModelSpec.Logistic(), THREE)).containsExactly("weight [3, 4]", "bias [3]");
    }

    @Test
    void hazards_have_no_intercept() {
        assertThat(describe(new ModelSpec.Cox(), TIME)).containsExactly("weight [4]");
    }

    @Test
    void a_networks_last_layer_follows_from_the_outcome() {
        List<String> hidden =
                List.of("layers.0.weight [3, 4]", "layers.0.bias [3]", "layers.1.weight [2, 3]", "layers.1.bias [2]");

        assertThat(describe(NETWORK, BINARY))
                .startsWith(hidden.toArray(String[]::new))
                .endsWith("layers.2.weight [1, 2]", "layers.2.bias [1]")
                .hasSize(6);
        assertThat(describe(NETWORK, NUMBER)).isEqualTo(describe(NETWORK, BINARY));
        assertThat(describe(NETWORK, THREE))
                .endsWith("layers.2.weight [3, 2]", "layers.2.bias [3]")
                .hasSize(6);
        assertThat(describe(NETWORK, TIME)).endsWith("layers.2.weight [1, 2]").hasSize(5);
    }

    @Test
    void a_network_without_hidden_layers_is_a_linear_model_under_another_name() {
        assertThat(describe(new ModelSpec.Mlp(List.of(), Activation.RELU), BINARY))
                .containsExactly("layers.0.weight [1, 4]", "layers.0.bias [1]");
    }

    @Test
    void parameters_are_counted_over_all_tensors() {
        // 3·4 + 3 + 2·3 + 2 + 3·2 + 3 = 32
        assertThat(shape(NETWORK, THREE).parameterCount()).isEqualTo(32);
    }

    @Test
    void weights_decay_and_intercepts_do_not() {
        assertThat(shape(new ModelSpec.Logistic(), BINARY).decays()).containsExactly(true, true, true, true, false);
    }

    @Test
    void uniform_values_stay_within_one_over_the_root_of_the_inputs() {
        double[] initial = shape(NETWORK, BINARY).initial(new InitialParameters.Uniform(), 1);

        // Layer 0 has 4 inputs and 15 values, layer 1 has 3 and 8, layer 2 has 2 and 3.
        assertWithin(Arrays.copyOfRange(initial, 0, 15), 0.5);
        assertWithin(Arrays.copyOfRange(initial, 15, 23), 1 / StrictMath.sqrt(3));
        assertWithin(Arrays.copyOfRange(initial, 23, 26), StrictMath.sqrt(0.5));
        assertThat(initial).hasSize(26).doesNotHaveDuplicates();
    }

    @Test
    void the_seed_decides_the_values() {
        ModelShape shape = shape(NETWORK, BINARY);
        InitialParameters uniform = new InitialParameters.Uniform();

        assertThat(shape.initial(uniform, 5)).containsExactly(shape.initial(uniform, 5));
        assertThat(shape.initial(uniform, 5)).isNotEqualTo(shape.initial(uniform, 6));
    }

    @Test
    void zeros_are_zeros_and_files_are_read_elsewhere() {
        ModelShape shape = shape(new ModelSpec.Logistic(), BINARY);

        assertThat(shape.initial(new InitialParameters.Zeros(), 1)).containsExactly(0, 0, 0, 0, 0);
        assertThatThrownBy(() -> shape.initial(new InitialParameters.FromFile("x.safetensors"), 1))
                .hasMessage("parameters from a file must be read from it");
    }

    @Test
    void a_tensor_has_at_least_one_value() {
        assertThatThrownBy(() -> ModelShape.of(new ModelSpec.Cox(), TIME, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tensor 'weight' needs sizes and inputs of 1 or more, got [0] and 0");
    }

    private static void assertWithin(double[] values, double bound) {
        double largest = Arrays.stream(values).map(Math::abs).max().orElseThrow();
        // The outer half is used too: a bound that is far too narrow fails.
        assertThat(largest).isBetween(bound / 2, bound);
    }

    private static ModelShape shape(ModelSpec model, Outcome outcome) {
        return ModelShape.of(model, outcome, FEATURES);
    }

    private static List<String> describe(ModelSpec model, Outcome outcome) {
        return shape(model, outcome).tensors().stream()
                .map(tensor -> tensor.name() + " " + tensor.shape())
                .toList();
    }
}
