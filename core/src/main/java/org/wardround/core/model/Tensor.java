package org.wardround.core.model;

import java.util.List;

/**
 * One named block of a model's parameters.
 *
 * @param name as in {@code model.safetensors}
 * @param shape row-major; [outputs, inputs] for a layer's weights
 * @param decays whether weight decay applies: true for weights, false for intercepts and biases
 * @param fanIn inputs of the layer that the block belongs to; bounds the uniform initial values by 1/√fanIn
 */
public record Tensor(String name, List<Integer> shape, boolean decays, int fanIn) {
    public Tensor {
        shape = List.copyOf(shape);
        if (shape.isEmpty() || shape.stream().anyMatch(size -> size < 1) || fanIn < 1) {
            throw new IllegalArgumentException(
                    "tensor '%s' needs sizes and inputs of 1 or more, got %s and %d".formatted(name, shape, fanIn));
        }
    }

    /** Number of values. */
    public int size() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }
}
