package org.wardround.inference.estimate;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.FDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/** Quantiles of the distributions that intervals are made from, and tail probabilities. */
public final class Quantiles {
    /** The 0.975 quantile of the standard normal distribution. */
    public static final double Z95 = 1.959963984540054;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private Quantiles() {}

    /** The two-sided quantile: a standard normal value is beyond it in either direction with probability {@code alpha}. */
    public static double normal(double alpha) {
        return alpha == 0.05 ? Z95 : NORMAL.inverseSurvivalProbability(alpha / 2);
    }

    /** The two-sided quantile of Student's distribution. */
    public static double student(double alpha, double degreesOfFreedom) {
        return TDistribution.of(degreesOfFreedom).inverseSurvivalProbability(alpha / 2);
    }

    /** The value that a χ² variable is below with probability {@code share}. */
    public static double chiSquare(double share, double degreesOfFreedom) {
        return ChiSquaredDistribution.of(degreesOfFreedom).inverseCumulativeProbability(share);
    }

    /** The value that an F variable is below with probability {@code share}. */
    public static double f(double share, double numerator, double denominator) {
        return FDistribution.of(numerator, denominator).inverseCumulativeProbability(share);
    }

    /** Two-sided p of a standard normal value. */
    public static double normalP(double z) {
        return Math.min(1, 2 * NORMAL.survivalProbability(Math.abs(z)));
    }

    /** Two-sided p of a value of Student's distribution. */
    public static double studentP(double t, double degreesOfFreedom) {
        return Math.min(1, 2 * TDistribution.of(degreesOfFreedom).survivalProbability(Math.abs(t)));
    }
}
