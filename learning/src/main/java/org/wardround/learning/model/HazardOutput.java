package org.wardround.learning.model;

import org.wardround.core.dataset.Dataset;

/**
 * The log of a patient's hazard relative to others; the loss is the negative log partial likelihood, within the rows it is asked for.
 *
 * @see <a href="https://doi.org/10.1111/j.2517-6161.1972.tb00899.x">Cox 1972</a>
 */
record HazardOutput() implements Output {
    @Override
    public int width() {
        return 1;
    }

    @Override
    public void toScores(double[] predictors, int offset) {
        // The score is the linear predictor.
    }

    @Override
    public BatchLoss on(Dataset data) {
        return new PartialLikelihood(data);
    }
}
