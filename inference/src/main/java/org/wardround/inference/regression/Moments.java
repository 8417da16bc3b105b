package org.wardround.inference.regression;

/**
 * What the first pass gives.
 *
 * @param rows with a weight above 0
 * @param sites with rows
 * @param events rows whose event was seen; for a binary outcome, rows with a 1
 * @param comparisons events at which somebody else of the site was at risk
 * @param means of the columns, unweighted
 * @param weights {@code Σ w}
 * @param outcomes {@code Σ w·y}
 * @param offsets {@code Σ w·offset}
 * @param exposure {@code Σ w·e^offset}
 * @param logWeights {@code Σ log w}
 * @param meanLogTime over events
 */
record Moments(
        long rows,
        int sites,
        long events,
        long comparisons,
        double[] means,
        double weights,
        double outcomes,
        double offsets,
        double exposure,
        double logWeights,
        double meanLogTime) {
    /** Weighted; NaN without rows. */
    double outcomeMean() {
        return outcomes / weights;
    }

    /** Weighted. */
    double offsetMean() {
        return offsets / weights;
    }
}
