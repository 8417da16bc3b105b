package org.wardround.inference.regression.result;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.FDistribution;

/** Upper tail probabilities of tests. */
public final class Tails {
    private Tails() {}

    /** @param degrees at least 1 */
    public static double chiSquared(double statistic, double degrees) {
        return ChiSquaredDistribution.of(degrees).survivalProbability(Math.max(0, statistic));
    }

    static double f(double statistic, double degrees, double residualDegrees) {
        return FDistribution.of(degrees, residualDegrees).survivalProbability(Math.max(0, statistic));
    }

    /** A χ² test; a statistic that rounding made negative is 0. */
    public static TermTest chiSquared(String term, double statistic, int degrees) {
        double positive = Math.max(0, statistic);
        return new TermTest(term, positive, degrees, 0, chiSquared(positive, degrees));
    }
}
