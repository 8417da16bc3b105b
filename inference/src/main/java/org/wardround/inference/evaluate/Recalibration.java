package org.wardround.inference.evaluate;

import org.wardround.core.sum.Sum;
import org.wardround.inference.estimate.Estimate;
import org.wardround.inference.estimate.Logit;

/**
 * Logistic recalibration of an existing model: {@code logit q = intercept + slope · logit p}. Both are defined or neither is; the notes say why.
 */
public record Recalibration(Estimate intercept, Estimate slope) {
    /** Fits intercept and slope together to all rows of a sum. The outcome must be binary. */
    public static Recalibration of(Evaluation evaluation, Sum sum) {
        return CalibrationFit.of(evaluation.histogram(sum));
    }

    public boolean isDefined() {
        return intercept instanceof Estimate.Measured && slope instanceof Estimate.Measured;
    }

    /** The recalibrated probability; {@code probability} itself where nothing could be fitted. */
    public double apply(double probability) {
        if (intercept instanceof Estimate.Measured a && slope instanceof Estimate.Measured b) {
            double bounded = Math.min(1 - Losses.SMALLEST, Math.max(Losses.SMALLEST, probability));
            return Logit.inverse(a.value() + b.value() * Logit.of(bounded));
        }
        return probability;
    }
}
