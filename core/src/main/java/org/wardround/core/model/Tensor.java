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
    }

    /** Number of values. */
    public int size() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }
}
