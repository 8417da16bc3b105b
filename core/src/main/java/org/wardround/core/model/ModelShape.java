package org.wardround.core.model;

import java.util.ArrayList;
import java.util.List;
import org.wardround.core.random.SeededStream;
import org.wardround.core.study.InitialParameters;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.VariableType;

/**
 * A model's tensors in the order in which they stand in the flat parameter vector.
 *
 * <p>Linear and binary logistic: {@code weight} [features], {@code bias} [1]. Multinomial: {@code weight} [classes, features], {@code bias}
 * [classes]. Cox: {@code weight} [features]. Multilayer perceptron: {@code layers.0.weight} [units, inputs], {@code layers.0.bias} [units], …;
 * the last layer has one output for numbers, binaries and times (no bias for times), and one for each class of a category.
 */
public record ModelShape(List<Tensor> tensors) {
    public ModelShape {
        tensors = List.copyOf(tensors);
    }

    /** The shape that follows from the study and the number of columns, at least 1. Model and outcome must fit each other. */
    public static ModelShape of(ModelSpec model, Outcome outcome, int features) {
        int outputs = outcome.type() == VariableType.CATEGORY ? outcome.classes() : 1;
        boolean biased = outcome.type() != VariableType.TIME_TO_EVENT;
        List<Tensor> tensors = new ArrayList<>();
        if (model instanceof ModelSpec.Mlp mlp) {
            int inputs = features;
            for (int layer = 0; layer < mlp.hidden().size(); layer++) {
                addLayer(tensors, "layers." + layer + ".", List.of(mlp.hidden().get(layer), inputs), true);
                inputs = mlp.hidden().get(layer);
            }
            addLayer(tensors, "layers." + mlp.hidden().size() + ".", List.of(outputs, inputs), biased);
        } else {
            addLayer(tensors, "", outputs == 1 ? List.of(features) : List.of(outputs, features), biased);
        }
        return new ModelShape(tensors);
    }

    private static void addLayer(List<Tensor> tensors, String prefix, List<Integer> shape, boolean biased) {
        int fanIn = shape.get(shape.size() - 1);
        tensors.add(new Tensor(prefix + "weight", shape, true, fanIn));
        if (biased) {
            int outputs = shape.size() == 1 ? 1 : shape.get(0);
            tensors.add(new Tensor(prefix + "bias", List.of(outputs), false, fanIn));
        }
    }

    /** Length of the flat parameter vector. */
    public int parameterCount() {
        return tensors.stream().mapToInt(Tensor::size).reduce(0, Math::addExact);
    }

    /** Zeros or uniform values, from the seed. A file is read by whoever knows its format. */
    public double[] initial(InitialParameters rule, long seed) {
        double[] parameters = new double[parameterCount()];
        if (rule instanceof InitialParameters.FromFile) {
            throw new IllegalArgumentException("parameters from a file must be read from it");
        }
        if (rule instanceof InitialParameters.Uniform) {
            SeededStream stream = SeededStream.of(seed, "initial");
            int offset = 0;
            for (Tensor tensor : tensors) {
                double bound = 1 / StrictMath.sqrt(tensor.fanIn());
                for (int i = 0; i < tensor.size(); i++) {
                    parameters[offset++] = (2 * stream.nextDouble() - 1) * bound;
                }
            }
        }
        return parameters;
    }

    /** For each parameter whether weight decay applies. */
    public boolean[] decays() {
        boolean[] decays = new boolean[parameterCount()];
        int offset = 0;
        for (Tensor tensor : tensors) {
            for (int i = 0; i < tensor.size(); i++) {
                decays[offset++] = tensor.decays();
            }
        }
        return decays;
    }
}
