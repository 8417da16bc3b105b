package org.wardround.learning.model;

import org.wardround.core.strategy.NewtonSums;

/**
 * A model's loss and gradient on the rows of one dataset, with the memory that computing them needs. Weight decay and proximal terms are not part of it.
 * Not thread-safe: each task has its own.
 */
public interface LossGradient {
    /** The loss summed over the batch; 0 for an empty one. */
    double lossSum(double[] parameters, Rows batch);

    /**
     * The gradient of the mean loss over the batch.
     *
     * @param batch at least one row
     * @param gradient receives one value for each parameter
     */
    void gradient(double[] parameters, Rows batch, double[] gradient);

    /**
     * The gradient of the mean loss over the batch, and its second derivatives as {@link NewtonSums} has them.
     *
     * @param batch at least one row
     * @param sums receives them
     * @throws IllegalStateException where the model has not just one linear predictor, or its loss no second derivative
     */
    default void curvature(double[] parameters, Rows batch, double[] sums) {
        throw new IllegalStateException("second derivatives are offered for models with one linear predictor");
    }
}
