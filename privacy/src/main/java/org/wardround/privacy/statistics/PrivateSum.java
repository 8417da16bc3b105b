package org.wardround.privacy.statistics;

import org.wardround.privacy.accounting.Cost;
import org.wardround.privacy.accounting.Mechanism;
import org.wardround.privacy.noise.DiscreteGaussian;
import org.wardround.privacy.noise.SecretWords;

/**
 * The sum over patients of a value's distance from the middle of its declared range, with discrete Gaussian noise. Values outside the range count as its nearer end; distances are rounded to a grid
 * of 2^20 steps from the middle to an end, so that one patient changes the sum by 2^20 steps at most, rounding included. Immutable.
 *
 * @param multiplier σ in units of half the range's width
 */
public record PrivateSum(double low, double high, double multiplier) {
    private static final int STEPS = 1 << 20;

    public PrivateSum {
        if (!(low < high && high - low < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "a range goes from a number to a larger one, got %s to %s".formatted(low, high));
        }
        if (!(multiplier >= DiscreteGaussian.MIN_SIGMA / STEPS && multiplier * STEPS <= DiscreteGaussian.MAX_SIGMA)) {
            throw new IllegalArgumentException("noise is from 2^-23 to 2^20 times half the range, got " + multiplier);
        }
    }

    /** What one sum costs each patient in it. */
    public Cost cost() {
        return Cost.of(new Mechanism.DiscreteGaussian(multiplier * STEPS, STEPS, 1), 1);
    }

    /** The middle of the range. */
    public double middle() {
        return low + (high - low) / 2;
    }

    /** σ of the sum, in the unit of the values. */
    public double sigma() {
        return multiplier * (high - low) / 2;
    }

    /**
     * The sum of {@code value − middle} with noise. Each call is a release of its own.
     *
     * @param values one of each patient; NaN: the patient has none, and adds nothing
     */
    public double noised(double[] values, SecretWords words) {
        long[] sum = new long[1];
        double half = (high - low) / 2;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                double clamped = Math.min(high, Math.max(low, value));
                double distance = Math.min(1, Math.max(-1, (clamped - middle()) / half));
                sum[0] = Math.addExact(sum[0], Math.round(distance * STEPS));
            }
        }
        DiscreteGaussian.ofSigma(multiplier * STEPS, words).addTo(sum);
        return (double) sum[0] / STEPS * half;
    }
}
