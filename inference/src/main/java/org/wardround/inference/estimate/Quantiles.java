package org.wardround.inference.estimate;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/** Quantiles and tail probabilities of the normal and Student's distributions. */
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

    /** Two-sided p of a standard normal value. */
    public static double normalP(double z) {
        return Math.min(1, 2 * NORMAL.survivalProbability(Math.abs(z)));
    }

    /** Two-sided p of a value of Student's distribution. */
    public static double studentP(double t, double degreesOfFreedom) {
        return Math.min(1, 2 * TDistribution.of(degreesOfFreedom).survivalProbability(Math.abs(t)));
    }
}
