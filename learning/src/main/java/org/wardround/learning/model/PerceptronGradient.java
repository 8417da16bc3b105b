package org.wardround.learning.model;

import java.util.Arrays;
import java.util.List;
import org.wardround.core.dataset.Dataset;

/**
 * Back-propagation through a multilayer perceptron. Keeps the activations of a whole batch: rows × units doubles for each layer. Not thread-safe.
 *
 * @see <a href="https://doi.org/10.1038/323533a0">Rumelhart, Hinton and Williams 1986</a>
 */
final class PerceptronGradient implements LossGradient {
    private final MultilayerPerceptron model;
    private final List<Layers.Layer> layers;
    private final Dataset data;
    private final Output.BatchLoss loss;
    private final MultilayerPerceptron.Forward forward;
    private final double[][] activations;
    private double[] predictors = {};
    private double[] delta;
    private double[] previousDelta;
    private int capacity;

    PerceptronGradient(MultilayerPerceptron model, Dataset data) {
        this.model = model;
        this.layers = model.layers().all();
        this.data = data;
        this.loss = model.output().on(data);
        this.forward = model.new Forward();
        this.activations = new double[layers.size()][0];
        this.delta = new double[model.layers().widest()];
        this.previousDelta = new double[model.layers().widest()];
    }

    @Override
    public double lossSum(double[] parameters, Rows batch) {
        if (predictors.length < batch.count() * model.outputs()) {
            predictors = new double[batch.count() * model.outputs()];
        }
        for (int i = 0; i < batch.count(); i++) {
            forward.run(parameters, data.values(), batch.row(i) * data.features(), predictors, i * model.outputs());
        }
        return loss.sum(predictors, batch);
    }

    @Override
    public void gradient(double[] parameters, Rows batch, double[] gradient) {
        reserve(batch.count());
        for (int i = 0; i < batch.count(); i++) {
            forward(parameters, batch.row(i), i);
        }
        double[] derivatives = activations[layers.size() - 1];
        loss.differentiate(derivatives, batch);
        Arrays.fill(gradient, 0);
        for (int i = 0; i < batch.count(); i++) {
            backward(parameters, batch.row(i), i, gradient);
        }
    }

    private void reserve(int rows) {
        if (capacity < rows) {
            for (int layer = 0; layer < layers.size(); layer++) {
                activations[layer] =
                        new double[Math.multiplyExact(rows, layers.get(layer).units())];
            }
            capacity = rows;
        }
    }

    private void forward(double[] parameters, int row, int i) {
        double[] input = data.values();
        int offset = row * data.features();
        for (int layer = 0; layer < layers.size(); layer++) {
            int units = layers.get(layer).units();
            model.apply(layer, parameters, input, offset, activations[layer], i * units);
            input = activations[layer];
            offset = i * units;
        }
    }

    /** Row {@code row}, position {@code i} of the batch: the last layer's activations hold the loss's derivatives by now. */
    private void backward(double[] parameters, int row, int i, double[] gradient) {
        System.arraycopy(activations[layers.size() - 1], i * model.outputs(), delta, 0, model.outputs());
        for (int index = layers.size() - 1; index >= 0; index--) {
            Layers.Layer layer = layers.get(index);
            double[] input = index == 0 ? data.values() : activations[index - 1];
            int offset = index == 0 ? row * data.features() : i * layer.inputs();
            addLayerGradient(layer, input, offset, gradient);
            if (index > 0) {
                passBack(layer, parameters, input, offset);
            }
        }
    }

    private void addLayerGradient(Layers.Layer layer, double[] input, int offset, double[] gradient) {
        for (int unit = 0; unit < layer.units(); unit++) {
            int weights = layer.weights() + unit * layer.inputs();
            Products.addScaled(gradient, weights, delta[unit], input, offset, layer.inputs());
            if (layer.biases() >= 0) {
                gradient[layer.biases() + unit] += delta[unit];
            }
        }
    }

    private void passBack(Layers.Layer layer, double[] parameters, double[] input, int offset) {
        Arrays.fill(previousDelta, 0, layer.inputs(), 0);
        for (int unit = 0; unit < layer.units(); unit++) {
            int weights = layer.weights() + unit * layer.inputs();
            Products.addScaled(previousDelta, 0, delta[unit], parameters, weights, layer.inputs());
        }
        for (int k = 0; k < layer.inputs(); k++) {
            previousDelta[k] *= model.slope(input[offset + k]);
        }
        double[] swapped = delta;
        delta = previousDelta;
        previousDelta = swapped;
    }
}
