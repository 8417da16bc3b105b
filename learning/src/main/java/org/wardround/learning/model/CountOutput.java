package org.wardround.learning.model;

import org.wardround.core.dataset.Dataset;

/**
 * The expected count through the exponential function; the loss is the Poisson log loss without what does not depend on the model: exp(η) − y·η. A
 * linear predictor beyond ±{@link #LARGEST} counts as that: no count is expected to be 10^130.
 */
record CountOutput() implements Output {
    private static final double LARGEST = 300;

    @Override
    public int width() {
        return 1;
    }

    @Override
    public void toScores(double[] predictors, int offset) {
        predictors[offset] = mean(predictors[offset]);
    }

    @Override
    public BatchLoss on(Dataset data) {
        return new PoissonLoss(data.outcomes());
    }

    private static double mean(double predictor) {
        return StrictMath.exp(Math.max(-LARGEST, Math.min(LARGEST, predictor)));
    }

    private record PoissonLoss(double[] outcomes) implements BatchLoss {
        @Override
        public double sum(double[] predictors, Rows batch) {
            double sum = 0;
            for (int i = 0; i < batch.count(); i++) {
                sum += mean(predictors[i]) - outcomes[batch.row(i)] * predictors[i];
            }
            return sum;
        }

        @Override
        public void differentiate(double[] predictors, Rows batch) {
            double share = 1.0 / batch.count();
            for (int i = 0; i < batch.count(); i++) {
                predictors[i] = (mean(predictors[i]) - outcomes[batch.row(i)]) * share;
            }
        }

        @Override
        public void differentiateTwice(double[] predictors, Rows batch) {
            double share = 1.0 / batch.count();
            for (int i = 0; i < batch.count(); i++) {
                predictors[i] = mean(predictors[i]) * share;
            }
        }
    }
}
