package org.wardround.learning.model;

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
}
