package org.wardround.privacy.noise;

/**
 * How much noise each site adds so that a sum under masks has enough of it. Such a sum is opened over the threshold's number of sites at least, and sites that collude know their own noise: what is left is
 * the noise of threshold less colluders sites. With fewer dropouts there is more noise than asked, never less.
 *
 * <p>This is about variance. A sum of discrete Gaussian draws is not itself a discrete Gaussian, so what it costs needs a bound of its own.
 *
 * @see <a href="https://arxiv.org/abs/2102.06387">Kairouz, Liu, Steinke 2021, section 3 and proposition 7</a>
 */
public final class NoiseShare {
    /** From here on the variance of a discrete Gaussian draw is σ², but for what nobody can measure. */
    private static final double LEAST_SIGMA = 2;

    private NoiseShare() {}

    /**
     * The σ of one site's noise: {@code total / √(threshold − colluders)}.
     *
     * @param total σ that the sum must have at least, in whole units
     * @param threshold the fewest sites over which a sum is opened
     * @param colluders sites that may tell their noise, 0 or more and below the threshold
     * @throws IllegalArgumentException also where a share would be below 2 units: choose a finer unit
     */
    public static double sigma(double total, int threshold, int colluders) {
        if (colluders < 0 || colluders >= threshold) {
            throw new IllegalArgumentException(
                    "colluders are 0 or more and below the threshold of %d, got %d".formatted(threshold, colluders));
        }
        double share = total / Math.sqrt(threshold - colluders);
        if (!(share >= LEAST_SIGMA && share <= DiscreteGaussian.MAX_SIGMA)) {
            throw new IllegalArgumentException(
                    "a site's share of σ is from 2 units to 2^40, got %s: choose another unit".formatted(share));
        }
        return share;
    }
}
