package org.wardround.privacy.noise;

/**
 * How much noise each site adds so that a sum under masks has enough of it. Such a sum is opened over the threshold's number of sites at least, and sites that collude know their own noise: what is left is
 * the noise of threshold less colluders sites. With fewer dropouts there is more noise than asked, never less.
 *
 * <p>A sum of discrete Gaussian draws is not itself a discrete Gaussian, but as good as one. With A and B for two variances, S = A + B and V = AB/S, completing the square gives that a sum of the two has
 * the value z with a probability in proportion to exp(−z²/2S)·G(zA/S), where G(y) is the sum of exp(−(x−y)²/2V) over whole numbers x. By Poisson's summation formula G(y) is within √(2πV)·(1 ± q),
 * q = 2·Σ over k ≥ 1 of exp(−2π²Vk²), for any y. So with k equal shares of variance A, added one after the other (V = A·(j−1)/j for the j-th, A/2 or more), the logarithm of a probability is off by no more than
 * (k−1)·ln((1+q)/(1−q)) from that of a discrete Gaussian of variance parameter kA, at every value. Shares have 4 units or more, so that q is at most 2·exp(−16π²), 5e-69.
 *
 * @see <a href="https://arxiv.org/abs/2102.06387">Kairouz, Liu, Steinke 2021, section 3, whose bounds are of this kind</a>
 */
public final class NoiseShare {
    private static final double LEAST_SIGMA = 4;
    /** Above the terms k ≥ 2 of q, from σ = ½ on: exp(−3π²/4), and less for the rest. */
    private static final double MORE_TERMS = 1.001;
    /** A vector of clip norm has room for rounding up to 4·4096² entries. */
    private static final double MOST_ENTRIES = 0x1p26;

    private static final int MOST_SHARES = 1 << 16;

    private NoiseShare() {}

    /**
     * What the logarithm of a probability of the noise in a sum is off by at most, from that of discrete Gaussian noise of the variance that is claimed.
     *
     * @param shares whose draws are added, 1 or more
     * @param least σ of each at least
     */
    public static double logError(int shares, double least) {
        double q = 2 * StrictMath.exp(-StrictMath.PI * StrictMath.PI * least * least) * MORE_TERMS;
        return (shares - 1) * (StrictMath.log1p(q) - StrictMath.log1p(-q));
    }

    /**
     * The same for all entries of any vector that noise is drawn for, of any number of sites that masks are made for.
     */
    public static double logError() {
        return MOST_ENTRIES * logError(MOST_SHARES, LEAST_SIGMA);
    }

    /**
     * The σ of one site's noise: {@code total / √(threshold − colluders)}.
     *
     * @param total σ that the sum must have at least, in whole units
     * @param threshold the fewest sites over which a sum is opened
     * @param colluders sites that may tell their noise, 0 or more and below the threshold
     * @throws IllegalArgumentException also where a share would be below 4 units: choose a finer unit
     */
    public static double sigma(double total, int threshold, int colluders) {
        if (colluders < 0 || colluders >= threshold) {
            throw new IllegalArgumentException(
                    "colluders are 0 or more and below the threshold of %d, got %d".formatted(threshold, colluders));
        }
        double share = total / Math.sqrt(threshold - colluders);
        if (!(share >= LEAST_SIGMA && share <= DiscreteGaussian.MAX_SIGMA)) {
            throw new IllegalArgumentException(
                    "a site's share of σ is from 4 units to 2^40, got %s: choose another unit".formatted(share));
        }
        return share;
    }
}
