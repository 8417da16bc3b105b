package org.wardround.inference.statistics;

import org.apache.commons.statistics.distribution.GammaDistribution;

/**
 * Events and the time in which they came.
 *
 * @param personTime sum over patients, in the unit of the time, 0 or more
 */
public record Incidence(long events, double personTime) {
    private static final double TAIL = 0.025;

    /** Events a unit of person-time; NaN without any time. */
    public double rate() {
        return personTime > 0 ? events / personTime : Double.NaN;
    }

    /**
     * The lower end of the exact 95 % Poisson interval of the rate: {@code χ²(0.025; 2d)/2T}; 0 without events.
     *
     * @see <a href="https://doi.org/10.1093/biomet/28.3-4.437">Garwood 1936</a>
     */
    public double low() {
        if (events == 0) {
            return personTime > 0 ? 0 : Double.NaN;
        }
        return GammaDistribution.of(events, 1).inverseCumulativeProbability(TAIL) / personTime;
    }

    /** The upper end: {@code χ²(0.975; 2d + 2)/2T}. */
    public double high() {
        return personTime > 0
                ? GammaDistribution.of(events + 1, 1).inverseSurvivalProbability(TAIL) / personTime
                : Double.NaN;
    }
}
