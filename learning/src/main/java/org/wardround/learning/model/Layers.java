package org.wardround.learning.model;

import java.util.ArrayList;
import java.util.List;
import org.wardround.core.study.ModelSpec;

/** Where the layers of a multilayer perceptron stand in its flat parameters. */
record Layers(List<Layer> all) {
    Layers {
        all = List.copyOf(all);
    }

    /**
     * One layer.
     *
     * @param weights position of its first weight, [units, inputs] row-major
     * @param biases position of its first bias; -1: it has none
     */
    record Layer(int inputs, int units, int weights, int biases) {
        int end() {
            return biases < 0 ? weights + inputs * units : biases + units;
        }
    }

    static Layers of(ModelSpec.Mlp spec, Output output, int features) {
        List<Layer> layers = new ArrayList<>();
        int inputs = features;
        int position = 0;
        for (int units : spec.hidden()) {
            Layer layer = new Layer(inputs, units, position, position + inputs * units);
            layers.add(layer);
            position = layer.end();
            inputs = units;
        }
        // A partial likelihood does not change when all scores shift, so a hazard has no bias.
        boolean biased = !(output instanceof HazardOutput);
        layers.add(new Layer(inputs, output.width(), position, biased ? position + inputs * output.width() : -1));
        return new Layers(layers);
    }

    int widest() {
        return all.stream().mapToInt(Layer::units).max().orElseThrow();
    }

    Layer last() {
        return all.get(all.size() - 1);
    }
}
