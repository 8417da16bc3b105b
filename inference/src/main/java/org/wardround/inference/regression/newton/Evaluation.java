package org.wardround.inference.regression.newton;

import org.wardround.inference.regression.algebra.SymmetricMatrix;

/**
 * What the sites' sums say about one point. Immutable by convention: arrays are not written to.
 *
 * @param beyond how many sites had sums beyond the bounds; then the rest means nothing
 * @param logLikelihood up to a constant, at unit dispersion
 * @param deviance 0 for a perfect fit
 * @param dispersion what the information is divided by to make it one of standard errors: 1, or σ² of the Gaussian family
 */
public record Evaluation(
        int beyond,
        double logLikelihood,
        double deviance,
        double dispersion,
        double[] score,
        SymmetricMatrix information) {
    boolean isUsable() {
        boolean finite = Double.isFinite(logLikelihood);
        for (double value : score) {
            finite &= Double.isFinite(value);
        }
        return beyond == 0 && finite;
    }
}
