package org.wardround.simulation.hospitals;

import org.wardround.core.random.SeededStream;

/**
 * A measured quantity at one hospital, as its table records it.
 *
 * @param mean of the recorded values
 * @param deviation standard deviation of the recorded values
 * @param shift by how much the hospital's device or protocol reads too high
 * @param missing share of patients without a value
 */
record Quantity(double mean, double deviation, double shift, double missing) {
    static Quantity of(double mean, double deviation) {
        return new Quantity(mean, deviation, 0, 0);
    }

    Quantity missing(double share) {
        return new Quantity(mean, deviation, shift, share);
    }

    Quantity shiftedBy(double units) {
        return new Quantity(mean, deviation, units, missing);
    }

    /**
     * A recorded value whose standard score has the correlation {@code correlation} with {@code other}, a standard score too; in steps of
     * {@code step} and within the limits.
     */
    double draw(SeededStream random, double correlation, double other, Limits limits) {
        double score = correlation * other + StrictMath.sqrt(1 - correlation * correlation) * random.nextGaussian();
        return limits.apply(mean + deviation * score);
    }

    /** What can be measured at all. */
    record Limits(double low, double high, double step) {
        double apply(double value) {
            double inside = Math.min(high, Math.max(low, value));
            return StrictMath.rint(inside / step) * step;
        }
    }
}
