package org.wardround.privacy.noise;

import java.math.BigInteger;

/**
 * Coins that fall on heads with probability exp(−γ) for a rational γ, exactly and without computing an exponential: draw events of probability γ/1, γ/2, γ/3, … until one fails; heads if that
 * is an odd number of draws. Not thread-safe.
 *
 * @see <a href="https://arxiv.org/abs/2004.00010">Canonne, Kamath, Steinke 2020, algorithm 1</a>
 */
final class ExponentialCoin {
    /** Largest denominator for which the draws stay within 63 bits for as long as draws ever go on. */
    static final long MAX_DENOMINATOR = 1L << 56;

    private static final int LAST_FACTORIAL = 20;
    private static final long FACTORIAL = 2_432_902_008_176_640_000L;
    private static final long MAX_FACTOR = Long.MAX_VALUE / MAX_DENOMINATOR;

    private final SecretWords words;

    ExponentialCoin(SecretWords words) {
        this.words = words;
    }

    /**
     * Heads with probability exp(−numerator/denominator).
     *
     * @param numerator 0 or more
     * @param denominator from 1 to {@link #MAX_DENOMINATOR}
     */
    boolean heads(long numerator, long denominator) {
        long whole = numerator;
        for (; whole >= denominator; whole -= denominator) {
            if (!headsOfOne()) {
                return false;
            }
        }
        return headsOfFraction(whole, denominator);
    }

    /** As {@link #heads(long, long)}, for numbers of any size. */
    boolean heads(BigInteger numerator, BigInteger denominator) {
        BigInteger whole = numerator;
        for (; whole.compareTo(denominator) >= 0; whole = whole.subtract(denominator)) {
            if (!headsOfOne()) {
                return false;
            }
        }
        long draws = 1;
        while (words.below(denominator.multiply(BigInteger.valueOf(draws))).compareTo(whole) < 0) {
            draws++;
        }
        return (draws & 1) == 1;
    }

    private boolean headsOfFraction(long numerator, long denominator) {
        long draws = 1;
        while (draws < MAX_FACTOR && words.below(denominator * draws) < numerator) {
            draws++;
        }
        if (draws == MAX_FACTOR) {
            BigInteger bound = BigInteger.valueOf(denominator);
            BigInteger limit = BigInteger.valueOf(numerator);
            while (words.below(bound.multiply(BigInteger.valueOf(draws))).compareTo(limit) < 0) {
                draws++;
            }
        }
        return (draws & 1) == 1;
    }

    /** Heads with probability exp(−1). More than k draws succeed with probability 1/k!, so that one uniform number below 20! decides them together. */
    boolean headsOfOne() {
        long drawn = words.below(FACTORIAL);
        long limit = FACTORIAL;
        long draws = 1;
        while (draws <= LAST_FACTORIAL && drawn < limit / draws) {
            limit /= draws;
            draws++;
        }
        if (draws > LAST_FACTORIAL) {
            while (words.below(draws) == 0) {
                draws++;
            }
        }
        return (draws & 1) == 1;
    }
}
