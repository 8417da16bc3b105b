package org.wardround.learning.model;

import java.util.List;
import org.wardround.core.dataset.Dataset;
import org.wardround.core.model.ModelShape;
import org.wardround.core.study.ModelSpec.Activation;

/** Fully connected layers with one activation between them; the last layer's values are the linear predictors. */
public final class MultilayerPerceptron implements Model {
    private final ModelShape shape;
    private final Output output;
    private final Layers layers;
    private final Activation activation;

    MultilayerPerceptron(ModelShape shape, Output output, Layers layers, Activation activation) {
        this.shape = shape;
        this.output = output;
        this.layers = layers;
        this.activation = activation;
    }

    @Override
    public ModelShape shape() {
        return shape;
    }

    @Override
    public int features() {
        return layers.all().get(0).inputs();
    }

    @Override
    public int outputs() {
        return output.width();
    }

    @Override
    public void toScores(double[] predictors, int offset) {
        output.toScores(predictors, offset);
    }

    @Override
    public void predictors(double[] parameters, Dataset data, double[] target) {
        Forward forward = new Forward();
        for (int row = 0; row < data.rows(); row++) {
            forward.run(parameters, data.values(), row * features(), target, row * outputs());
        }
    }

    @Override
    public double[] predictors(double[] parameters, double[] row) {
        double[] predictors = new double[outputs()];
        new Forward().run(parameters, row, 0, predictors, 0);
        return predictors;
    }

    @Override
    public LossGradient lossGradient(Dataset data) {
        return new PerceptronGradient(this, data);
    }

    Layers layers() {
        return layers;
    }

    Output output() {
        return output;
    }

    /** Layer {@code layer} of a row: {@code target} receives its units, activated unless it is the last. */
    void apply(int layer, double[] parameters, double[] input, int inputOffset, double[] target, int targetOffset) {
        Layers.Layer shapeOfLayer = layers.all().get(layer);
        boolean hidden = layer + 1 < layers.all().size();
        for (int unit = 0; unit < shapeOfLayer.units(); unit++) {
            double value = Products.dot(
                    parameters,
                    shapeOfLayer.weights() + unit * shapeOfLayer.inputs(),
                    input,
                    inputOffset,
                    shapeOfLayer.inputs());
            if (shapeOfLayer.biases() >= 0) {
                value += parameters[shapeOfLayer.biases() + unit];
            }
            target[targetOffset + unit] = hidden ? activated(value) : value;
        }
    }

    private double activated(double value) {
        return switch (activation) {
            case RELU -> Math.max(value, 0);
            case TANH -> StrictMath.tanh(value);
        };
    }

    /** The activation's slope, from the activated value. */
    double slope(double activated) {
        return switch (activation) {
            case RELU -> activated > 0 ? 1 : 0;
            case TANH -> 1 - activated * activated;
        };
    }

    /** One row after the other through all layers, with two buffers. Not thread-safe. */
    final class Forward {
        private final List<double[]> buffers = List.of(new double[layers.widest()], new double[layers.widest()]);

        void run(double[] parameters, double[] values, int offset, double[] target, int targetOffset) {
            int last = layers.all().size() - 1;
            double[] input = values;
            int inputOffset = offset;
            for (int layer = 0; layer < last; layer++) {
                double[] buffer = buffers.get(layer % 2);
                apply(layer, parameters, input, inputOffset, buffer, 0);
                input = buffer;
                inputOffset = 0;
            }
            apply(last, parameters, input, inputOffset, target, targetOffset);
        }
    }
}
