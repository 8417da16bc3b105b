package org.wardround.inference.compare;

import org.wardround.inference.estimate.Bounds;
import org.wardround.inference.estimate.Quantiles;

/**
 * How much each row pulls a difference: the standard error is the root of the sum over patients of the squared sum of their rows' pulls, so rows
 * of one patient may depend on each other.
 *
 * @param difference between the two models
 * @param pulls for each row, any correction for small samples included
 * @param degreesOfFreedom of Student's distribution, at least 1
 */
record Influence(double difference, double[] pulls, double degreesOfFreedom) {
    double standardError(int[] clusters) {
        double[] sums = new double[pulls.length];
        for (int row = 0; row < pulls.length; row++) {
            sums[clusters[row]] += pulls[row];
        }
        double squares = 0;
        for (double sum : sums) {
            squares += sum * sum;
        }
        return StrictMath.sqrt(squares);
    }

    /**
     * @param insufficient why the rows are too few for a verdict; empty where they are enough
     */
    Comparison comparison(int[] clusters, double alpha, String method, String insufficient) {
        double standardError = standardError(clusters);
        String note = insufficient;
        double p = 1;
        if (standardError > 0) {
            p = Quantiles.studentP(difference / standardError, degreesOfFreedom);
        } else if (difference != 0) {
            note = "the difference shows no spread at all, so nothing can be said about its chance";
        }
        Bounds bounds = Bounds.around(difference, Quantiles.student(alpha, degreesOfFreedom) * standardError);
        return new Comparison.Measured(
                difference, bounds.low(), bounds.high(), p, pulls.length, method, note.isEmpty(), note);
    }
}
