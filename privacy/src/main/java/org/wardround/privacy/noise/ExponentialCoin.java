package org.wardround.privacy.noise;

import java.math.BigInteger;
import java.util.function.Supplier;

/**
 * Coins that fall on heads with probability exp(−γ) for a rational γ, exactly and without computing an exponential: draw events of probability γ/1, γ/2, γ/3, … until one fails; heads if that
 * is an odd number of draws. Not thread-safe.
 *
 * <p>Exact and yet fast: a uniform number is compared with γ/k in floating-point arithmetic, whose error is known; only where the two are too near to tell, in one draw of some hundred thousand
 * million, integers of any length decide.
 *
 * @see <a href="https://arxiv.org/abs/2004.00010">Canonne, Kamath, Steinke 2020, algorithm 1</a>
 */
final class ExponentialCoin {
    /** Numbers nearer to each other than this are compared exactly. A γ below {@link #MAX_NEAR} errs by less than 2^-43, the numbers from 0 to 1 made of it and of words by no more. */
    static final double UNSURE = 0x1p-40;

    private static final double MAX_NEAR = 500;
    private static final int WORD_BITS = 63;
    private static final double WORD = 0x1p-63;
    private static final int LAST_FACTORIAL = 20;
    private static final long FACTORIAL = 2_432_902_008_176_640_000L;

    private final SecretWords words;
    private final double unsure;

    ExponentialCoin(SecretWords words) {
        this(words, UNSURE);
    }

    /** With another margin, for tests: 1 decides all draws exactly. */
    ExponentialCoin(SecretWords words, double unsure) {
        this.words = words;
        this.unsure = unsure;
    }

    /**
     * Heads with probability exp(−numerator/denominator).
     *
     * @param near that fraction, 0 or more, from a few operations of floating-point arithmetic
     * @param numerator 0 or more; asked for only where {@code near} does not decide
     * @param denominator 1 or more
     */
    boolean heads(double near, Supplier<BigInteger> numerator, BigInteger denominator) {
        double whole = Math.floor(near);
        double part = near - whole;
        // A part of nothing is one draw in five at small scales: below the first whole it needs no second look.
        if (part > 1 - unsure || part < unsure && whole > 0 || near > MAX_NEAR) {
            BigInteger[] exact = numerator.get().divideAndRemainder(denominator);
            whole = exact[0].doubleValue();
            part = exact[1].doubleValue() / denominator.doubleValue();
        }
        for (double left = whole; left > 0; left--) {
            if (!headsOfOne()) {
                return false;
            }
        }
        long draws = 1;
        while (isBelow(words.next() >>> 1, part / draws, numerator, denominator, draws)) {
            draws++;
        }
        return (draws & 1) == 1;
    }

    /** Whether a uniform number from 0 to 1 that begins with {@code word} is below {@code limit}, which is nearly the part of the fraction that is not whole, divided by {@code draws}. */
    private boolean isBelow(
            long word, double limit, Supplier<BigInteger> numerator, BigInteger denominator, long draws) {
        double above = word * WORD - limit;
        if (Math.abs(above) > unsure) {
            return above < 0;
        }
        BigInteger part = numerator.get().mod(denominator);
        BigInteger bound = denominator.multiply(BigInteger.valueOf(draws));
        BigInteger drawn = BigInteger.valueOf(word);
        // More of the number is drawn until it is certain on which side it is.
        for (int bits = WORD_BITS; ; bits += Long.SIZE) {
            BigInteger exact = part.shiftLeft(bits);
            if (drawn.multiply(bound).compareTo(exact) >= 0) {
                return false;
            }
            if (drawn.add(BigInteger.ONE).multiply(bound).compareTo(exact) <= 0) {
                return true;
            }
            drawn = drawn.shiftLeft(Long.SIZE).or(new BigInteger(Long.toUnsignedString(words.next())));
        }
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
