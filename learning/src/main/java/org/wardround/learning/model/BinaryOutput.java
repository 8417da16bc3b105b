package org.wardround.learning.model;

import org.wardround.core.dataset.Dataset;

/** The probability of the event through the logistic function; the loss is −log of the probability given to what happened. */
record BinaryOutput() implements Output {
    @Override
    public int width() {
        return 1;
    }

    @Override
    public void toScores(double[] predictors, int offset) {
        predictors[offset] = StableMath.sigmoid(predictors[offset]);
    }

    @Override
    public BatchLoss on(Dataset data) {
        return new CrossEntropy(data.outcomes());
    }

    private record CrossEntropy(double[] outcomes) implements BatchLoss {
        @Override
        public double sum(double[] predictors, Rows batch) {
            double sum = 0;
            for (int i = 0; i < batch.count(); i++) {
                double sign = 1 - 2 * outcomes[batch.row(i)];
                sum += StableMath.softplus(sign * predictors[i]);
            }
            return sum;
        }

        @Override
        public void differentiate(double[] predictors, Rows batch) {
            double share = 1.0 / batch.count();
            for (int i = 0; i < batch.count(); i++) {
                predictors[i] = (StableMath.sigmoid(predictors[i]) - outcomes[batch.row(i)]) * share;
            }
        }

        @Override
        public void differentiateTwice(double[] predictors, Rows batch) {
            double share = 1.0 / batch.count();
            for (int i = 0; i < batch.count(); i++) {
                double probability = StableMath.sigmoid(predictors[i]);
                predictors[i] = probability * (1 - probability) * share;
            }
        }
    }
}
