package org.wardround.privacy.noise;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * The discrete Laplace distribution, exactly: the whole number x comes with a probability in proportion to exp(−|x|/scale). Not thread-safe.
 *
 * <p>How long a draw takes depends on what is drawn: draw all noise of an answer before anything leaves.
 *
 * @see <a href="https://arxiv.org/abs/2004.00010">Canonne, Kamath, Steinke 2020, algorithm 2</a>
 */
public final class DiscreteLaplace implements IntegerNoise {
    /** Scales go up to this: 2^40. */
    public static final double MAX_SCALE = 0x1p40;

    private static final int SCALE_BITS = 50;
    private static final int MAX_SHIFT = 40;

    private final SecretWords words;
    private final ExponentialCoin coin;
    private final long numerator;
    private final BigInteger denominator;
    private final int shift;

    /** Scale {@code numerator / 2^shift}; the numerator is below 2^53. */
    DiscreteLaplace(SecretWords words, ExponentialCoin coin, long numerator, int shift) {
        this.words = words;
        this.coin = coin;
        this.numerator = numerator;
        this.denominator = BigInteger.valueOf(numerator);
        this.shift = shift;
    }

    /**
     * Noise of at least this scale: it is rounded up to a fraction of integers, by less than one part in 10^9 for scales of a thousandth or more.
     *
     * @param scale more than 0, at most {@link #MAX_SCALE}; sensitivity divided by ε gives ε-differential privacy
     */
    public static DiscreteLaplace ofScale(double scale, SecretWords words) {
        if (!(scale > 0 && scale <= MAX_SCALE)) {
            throw new IllegalArgumentException(
                    "the scale of discrete Laplace noise is more than 0 and at most 2^40, got " + scale);
        }
        int shift = Math.max(0, Math.min(MAX_SHIFT, SCALE_BITS - Math.getExponent(scale)));
        long numerator = new BigDecimal(scale)
                .multiply(BigDecimal.valueOf(1L << shift))
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
        return new DiscreteLaplace(words, new ExponentialCoin(words), numerator, shift);
    }

    /** The scale that is really drawn from, not below the one asked for. */
    public double scale() {
        return (double) numerator / (1L << shift);
    }

    @Override
    public long next() {
        while (true) {
            long part = words.below(numerator);
            if (!coin.heads((double) part / numerator, () -> BigInteger.valueOf(part), denominator)) {
                continue;
            }
            long wholes = 0;
            while (coin.headsOfOne()) {
                wholes++;
            }
            long size = Math.addExact(part, Math.multiplyExact(numerator, wholes)) >> shift;
            boolean negative = words.next() < 0;
            if (size != 0 || !negative) {
                return negative ? -size : size;
            }
        }
    }

    @Override
    public String toString() {
        return "discrete Laplace noise of scale " + scale();
    }
}
