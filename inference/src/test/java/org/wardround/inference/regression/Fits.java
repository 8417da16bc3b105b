package org.wardround.inference.regression;

import org.wardround.inference.regression.result.RegressionResult;

/** Outcomes that a test expects. */
final class Fits {
    private Fits() {}

    static RegressionResult fitted(RegressionOutcome outcome) {
        if (outcome instanceof RegressionOutcome.Fitted fitted) {
            return fitted.result();
        }
        throw new AssertionError("not fitted: " + ((RegressionOutcome.Unfitted) outcome).message());
    }
}
