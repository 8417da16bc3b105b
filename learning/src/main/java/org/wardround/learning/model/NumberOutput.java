package org.wardround.learning.model;

import org.wardround.core.dataset.Dataset;

/** A number; the loss is half the squared error, ½(prediction − outcome)². */
record NumberOutput() implements Output {
    @Override
    public int width() {
        return 1;
    }

    @Override
    public void toScores(double[] predictors, int offset) {
        // The predictor is the prediction.
    }

    @Override
    public BatchLoss on(Dataset data) {
        return new SquaredError(data.outcomes());
    }

    private record SquaredError(double[] outcomes) implements BatchLoss {
        @Override
        public double sum(double[] predictors, Rows batch) {
            double sum = 0;
            for (int i = 0; i < batch.count(); i++) {
                double error = predictors[i] - outcomes[batch.row(i)];
                sum += 0.5 * error * error;
            }
            return sum;
        }

        @Override
        public void differentiate(double[] predictors, Rows batch) {
            double share = 1.0 / batch.count();
            for (int i = 0; i < batch.count(); i++) {
                predictors[i] = (predictors[i] - outcomes[batch.row(i)]) * share;
            }
        }

        @Override
        public void differentiateTwice(double[] predictors, Rows batch) {
            double share = 1.0 / batch.count();
            for (int i = 0; i < batch.count(); i++) {
                predictors[i] = share;
            }
        }
    }
}
