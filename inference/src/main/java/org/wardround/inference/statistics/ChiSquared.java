package org.wardround.inference.statistics;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * A test statistic that is χ² distributed where nothing differs.
 *
 * @param degreesOfFreedom 0 where there is nothing to compare; the p is then 1
 */
public record ChiSquared(double statistic, int degreesOfFreedom) {
    /** The probability of a statistic at least as large where nothing differs. */
    public double p() {
        if (degreesOfFreedom == 0) {
            return 1;
        }
        return ChiSquaredDistribution.of(degreesOfFreedom).survivalProbability(statistic);
    }
}
