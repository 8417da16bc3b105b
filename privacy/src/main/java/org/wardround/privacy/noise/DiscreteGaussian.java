package org.wardround.privacy.noise;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * The discrete Gaussian distribution, exactly: the whole number x comes with a probability in proportion to exp(−x²/2σ²). Draws from a discrete Laplace distribution are kept with the
 * probability that makes them Gaussian. Not thread-safe.
 *
 * <p>σ² is the formula's parameter; the variance is below it, by a part that is beyond measuring from σ = 2 on. How long a draw takes depends on what is drawn: draw all noise of an answer before
 * anything leaves.
 *
 * @see <a href="https://arxiv.org/abs/2004.00010">Canonne, Kamath, Steinke 2020, algorithm 3</a>
 */
public final class DiscreteGaussian implements IntegerNoise {
    /** σ goes from a tenth … */
    public static final double MIN_SIGMA = 0.1;
    /** … to 2^40. Above about 2^14 most draws need arithmetic of any length and are some ten times slower. */
    public static final double MAX_SIGMA = 0x1p40;

    /** 2^27·2^27·2 is below the largest denominator of an {@link ExponentialCoin}. */
    private static final int FRACTION_BITS = 27;

    private static final long MAX_ROOT = 3_037_000_499L;

    private final ExponentialCoin coin;
    private final DiscreteLaplace proposals;
    private final BigInteger numerator;
    private final int shift;
    private final BigInteger step;
    private final BigInteger exactBound;
    private final long smallNumerator;
    private final long smallStep;
    private final long bound;
    private final long maxSize;

    /** σ² is {@code numerator / 2^shift}. */
    private DiscreteGaussian(SecretWords words, BigInteger numerator, int shift, long scale) {
        this.coin = new ExponentialCoin(words);
        this.proposals = new DiscreteLaplace(words, scale, 0);
        this.numerator = numerator;
        this.shift = shift;
        this.step = BigInteger.valueOf(scale).shiftLeft(shift);
        this.exactBound =
                numerator.multiply(step).multiply(BigInteger.valueOf(scale)).shiftLeft(1);
        boolean fits = exactBound.compareTo(BigInteger.valueOf(ExponentialCoin.MAX_DENOMINATOR)) <= 0;
        this.smallNumerator = fits ? numerator.longValueExact() : 0;
        this.smallStep = fits ? step.longValueExact() : 1;
        this.bound = fits ? exactBound.longValueExact() : 1;
        this.maxSize = fits ? MAX_ROOT / smallStep : -1;
    }

    /**
     * Noise of at least this σ: σ² is rounded up to a fraction of integers, by less than one part in 10^6.
     *
     * @param sigma from {@link #MIN_SIGMA} to {@link #MAX_SIGMA}, in the units of the integers that it is added to
     */
    public static DiscreteGaussian ofSigma(double sigma, SecretWords words) {
        if (!(sigma >= MIN_SIGMA && sigma <= MAX_SIGMA)) {
            throw new IllegalArgumentException("σ of discrete Gaussian noise is from 0.1 to 2^40, got " + sigma);
        }
        long scale = (long) sigma + 1;
        // The draws below are in 64 bits where 2·σ²·2^shift·2^shift·scale² is at most 2^56.
        int shift = Math.max(0, FRACTION_BITS - Math.getExponent(sigma) - 1 - Math.getExponent((double) scale) - 1);
        BigDecimal exact = new BigDecimal(sigma);
        BigInteger numerator = exact.multiply(exact)
                .multiply(new BigDecimal(BigInteger.ONE.shiftLeft(shift)))
                .setScale(0, RoundingMode.CEILING)
                .toBigIntegerExact();
        return new DiscreteGaussian(words, numerator, shift, scale);
    }

    /** The σ that is really drawn from, not below the one asked for but for the rounding of this figure. */
    public double sigma() {
        return Math.sqrt(numerator.doubleValue() / (1L << shift));
    }

    @Override
    public long next() {
        while (true) {
            long proposal = proposals.next();
            if (kept(Math.abs(proposal))) {
                return proposal;
            }
        }
    }

    /** With probability exp(−(size − σ²/scale)²/2σ²). */
    private boolean kept(long size) {
        if (size <= maxSize) {
            long distance = size * smallStep - smallNumerator;
            return coin.heads(distance * distance, bound);
        }
        BigInteger distance = BigInteger.valueOf(size).multiply(step).subtract(numerator);
        return coin.heads(distance.multiply(distance), exactBound);
    }

    @Override
    public String toString() {
        return "discrete Gaussian noise of sigma " + sigma();
    }
}
