package org.wardround.learning.model;

import org.wardround.core.dataset.Dataset;

/**
 * A probability for each class through the softmax function; the loss is −log of the probability given to the true class.
 *
 * @param width number of classes
 */
record ClassOutput(int width) implements Output {
    @Override
    public void toScores(double[] predictors, int offset) {
        StableMath.softmax(predictors, offset, width);
    }

    @Override
    public BatchLoss on(Dataset data) {
        return new CrossEntropy(width, data.outcomes());
    }

    private record CrossEntropy(int width, double[] classes) implements BatchLoss {
        @Override
        public double sum(double[] predictors, Rows batch) {
            double sum = 0;
            for (int i = 0; i < batch.count(); i++) {
                double own = predictors[i * width + (int) classes[batch.row(i)]];
                sum += StableMath.logSumExp(predictors, i * width, width) - own;
            }
            return sum;
        }

        @Override
        public void differentiate(double[] predictors, Rows batch) {
            double share = 1.0 / batch.count();
            for (int i = 0; i < batch.count(); i++) {
                int offset = i * width;
                StableMath.softmax(predictors, offset, width);
                predictors[offset + (int) classes[batch.row(i)]] -= 1;
                for (int k = 0; k < width; k++) {
                    predictors[offset + k] *= share;
                }
            }
        }
    }
}
