package org.wardround.learning.model;

import java.util.Arrays;
import org.wardround.core.dataset.Dataset;
import org.wardround.core.model.ModelShape;
import org.wardround.core.strategy.NewtonSums;

/**
 * One linear predictor for each output: weights [outputs, features], then, unless the outcome is a time, intercepts [outputs]. With its output it is
 * least squares, logistic, multinomial logistic or Cox regression.
 */
public final class LinearModel implements Model {
    private final ModelShape shape;
    private final Output output;
    private final int features;
    private final int width;
    private final boolean biased;

    LinearModel(ModelShape shape, Output output, int features) {
        this.shape = shape;
        this.output = output;
        this.features = features;
        this.width = output.width();
        this.biased = shape.parameterCount() > width * features;
    }

    @Override
    public ModelShape shape() {
        return shape;
    }

    @Override
    public int features() {
        return features;
    }

    @Override
    public int outputs() {
        return width;
    }

    @Override
    public void toScores(double[] predictors, int offset) {
        output.toScores(predictors, offset);
    }

    @Override
    public void predictors(double[] parameters, Dataset data, double[] target) {
        for (int row = 0; row < data.rows(); row++) {
            for (int k = 0; k < width; k++) {
                target[row * width + k] = predictor(parameters, k, data.values(), row * features);
            }
        }
    }

    @Override
    public double[] predictors(double[] parameters, double[] row) {
        double[] predictors = new double[width];
        for (int k = 0; k < width; k++) {
            predictors[k] = predictor(parameters, k, row, 0);
        }
        return predictors;
    }

    private double predictor(double[] parameters, int k, double[] values, int offset) {
        double product = Products.dot(parameters, k * features, values, offset, features);
        return biased ? product + parameters[width * features + k] : product;
    }

    @Override
    public LossGradient lossGradient(Dataset data) {
        return new LinearGradient(data);
    }

    private final class LinearGradient implements LossGradient {
        private final double[] values;
        private final Output.BatchLoss loss;
        private double[] predictors = {};

        LinearGradient(Dataset data) {
            this.values = data.values();
            this.loss = output.on(data);
        }

        @Override
        public double lossSum(double[] parameters, Rows batch) {
            predict(parameters, batch);
            return loss.sum(predictors, batch);
        }

        @Override
        public void gradient(double[] parameters, Rows batch, double[] gradient) {
            predict(parameters, batch);
            loss.differentiate(predictors, batch);
            Arrays.fill(gradient, 0);
            if (width == 1) {
                addOnlyOutput(batch, gradient);
            } else {
                addOutputs(batch, gradient);
            }
        }

        @Override
        public void curvature(double[] parameters, Rows batch, double[] sums) {
            if (width != 1 || !biased) {
                LossGradient.super.curvature(parameters, batch, sums);
            }
            gradient(parameters, batch, sums);
            predict(parameters, batch);
            loss.differentiateTwice(predictors, batch);
            for (int i = 0; i < batch.count(); i++) {
                int offset = batch.row(i) * features;
                int next = features + 1;
                for (int row = 0; row <= features; row++) {
                    double scaled = predictors[i] * value(offset, row);
                    for (int column = row; column <= features; column++) {
                        sums[next++] += scaled * value(offset, column) * NewtonSums.factor(row, column);
                    }
                }
            }
        }

        /** Of a row, with the intercept's 1 after the features. */
        private double value(int offset, int column) {
            return column < features ? values[offset + column] : 1;
        }

        private void addOnlyOutput(Rows batch, double[] gradient) {
            int count = batch.count();
            int i = 0;
            for (; i < count - 3; i += 4) {
                Products.addFourScaled(gradient, features, predictors, values, batch, i);
            }
            for (; i < count; i++) {
                Products.addScaled(gradient, 0, predictors[i], values, batch.row(i) * features, features);
            }
            if (biased) {
                for (int k = 0; k < count; k++) {
                    gradient[features] += predictors[k];
                }
            }
        }

        private void addOutputs(Rows batch, double[] gradient) {
            for (int i = 0; i < batch.count(); i++) {
                int offset = batch.row(i) * features;
                for (int k = 0; k < width; k++) {
                    double derivative = predictors[i * width + k];
                    Products.addScaled(gradient, k * features, derivative, values, offset, features);
                    if (biased) {
                        gradient[width * features + k] += derivative;
                    }
                }
            }
        }

        private void predict(double[] parameters, Rows batch) {
            int count = batch.count();
            if (predictors.length < count * width) {
                predictors = new double[Math.multiplyExact(count, width)];
            }
            int i = 0;
            if (width == 1) {
                double bias = biased ? parameters[features] : 0;
                for (; i < count - 3; i += 4) {
                    Products.fourDots(parameters, features, bias, values, batch, predictors, i);
                }
            }
            for (; i < count; i++) {
                int offset = batch.row(i) * features;
                for (int k = 0; k < width; k++) {
                    predictors[i * width + k] = predictor(parameters, k, values, offset);
                }
            }
        }
    }
}
