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
    /** … to 2^40. */
    public static final double MAX_SIGMA = 0x1p40;

    private static final int FRACTION_BITS = 40;

    private final ExponentialCoin coin;
    private final DiscreteLaplace proposals;
    private final BigInteger numerator;
    private final int shift;
    private final BigInteger step;
    private final BigInteger bound;
    private final double centre;
    private final double twoVariances;

    /** σ² is {@code numerator / 2^shift}. */
    private DiscreteGaussian(SecretWords words, ExponentialCoin coin, BigInteger numerator, int shift) {
        double variance = numerator.doubleValue() / (1L << shift);
        long scale = (long) Math.sqrt(variance) + 1;
        this.coin = coin;
        this.proposals = new DiscreteLaplace(words, coin, scale, 0);
        this.numerator = numerator;
        this.shift = shift;
        this.step = BigInteger.valueOf(scale).shiftLeft(shift);
        this.bound =
                numerator.multiply(step).multiply(BigInteger.valueOf(scale)).shiftLeft(1);
        this.centre = variance / scale;
        this.twoVariances = 2 * variance;
    }

    /**
     * Noise of at least this σ: σ² is rounded up to a fraction of integers, by less than one part in 10^9.
     *
     * @param sigma from {@link #MIN_SIGMA} to {@link #MAX_SIGMA}, in the units of the integers that it is added to
     */
    public static DiscreteGaussian ofSigma(double sigma, SecretWords words) {
        return ofSigma(sigma, words, new ExponentialCoin(words));
    }

    static DiscreteGaussian ofSigma(double sigma, SecretWords words, ExponentialCoin coin) {
        if (!(sigma >= MIN_SIGMA && sigma <= MAX_SIGMA)) {
            throw new IllegalArgumentException("σ of discrete Gaussian noise is from 0.1 to 2^40, got " + sigma);
        }
        int shift = Math.max(0, FRACTION_BITS - 2 * Math.getExponent(sigma));
        BigDecimal exact = new BigDecimal(sigma);
        BigInteger numerator = exact.multiply(exact)
                .multiply(new BigDecimal(BigInteger.ONE.shiftLeft(shift)))
                .setScale(0, RoundingMode.CEILING)
                .toBigIntegerExact();
        return new DiscreteGaussian(words, coin, numerator, shift);
    }

    /** The σ that is really drawn from, not below the one asked for but for the rounding of this figure. */
    public double sigma() {
        return Math.sqrt(twoVariances / 2);
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
        double distance = size - centre;
        return coin.heads(distance * distance / twoVariances, () -> squaredDistance(size), bound);
    }

    private BigInteger squaredDistance(long size) {
        return BigInteger.valueOf(size).multiply(step).subtract(numerator).pow(2);
    }

    @Override
    public String toString() {
        return "discrete Gaussian noise of sigma " + sigma();
    }
}
