package org.wardround.inference.regression.mixed;

import org.wardround.inference.regression.algebra.SymmetricMatrix;

/**
 * Sums over sites at one variance ratio.
 *
 * @param squares {@code Σ c·s·s'}
 * @param first its derivative by the ratio
 * @param second its second derivative
 * @param logs {@code Σ log(1 + W·θ)} and its first two derivatives
 */
public record AtRatio(
        double ratio, SymmetricMatrix squares, SymmetricMatrix first, SymmetricMatrix second, double[] logs) {}
