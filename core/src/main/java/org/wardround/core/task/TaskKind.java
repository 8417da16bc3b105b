package org.wardround.core.task;

/** What a site can be asked in a round. */
public enum TaskKind {
    /** Counts, means and spreads of the data dictionary's variables. */
    DESCRIBE(true),
    /** A change of the model's parameters. */
    TRAIN(false),
    /** Log-likelihood, gradient and Hessian of a regression over all training rows. */
    FIT(true),
    /** Figures of a finished model. */
    EVALUATE(true);

    private final boolean fullBatch;

    TaskKind(boolean fullBatch) {
        this.fullBatch = fullBatch;
    }

    /**
     * Whether the answer is a function of all the site's rows: asked a second time over another set of sites, the two sums would give one
     * hospital away. A training task draws new batches instead.
     */
    public boolean isFullBatch() {
        return fullBatch;
    }
}
