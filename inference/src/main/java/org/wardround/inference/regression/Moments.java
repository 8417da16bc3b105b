package org.wardround.inference.regression;

/**
 * What the first pass gives.
 *
 * @param rows with a weight above 0
 * @param sites with rows
 * @param events rows whose event was seen; for a binary outcome, rows with a 1
 * @param comparisons events at which somebody else of the site was at risk
 * @param means of the columns, unweighted
 * @param outcomeMean weighted; NaN without rows
 * @param offsetMean weighted
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
        double outcomeMean,
        double offsetMean,
        double exposure,
        double logWeights,
        double meanLogTime) {}
