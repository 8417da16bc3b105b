package org.wardround.privacy.accounting;

/** The standard normal distribution, to about 1e-14 of each figure, also far out. */
final class NormalDistribution {
    private static final double SERIES_END = 2.5;
    private static final int FRACTION_DEPTH = 120;

    private NormalDistribution() {}

    /** The probability of more than {@code x}. */
    static double tail(double x) {
        return x > 0 ? StrictMath.exp(logTail(x)) : 1 - StrictMath.exp(logTail(-x));
    }

    /** ln of the probability of more than {@code x}. */
    static double logTail(double x) {
        if (x < 0) {
            return StrictMath.log1p(-StrictMath.exp(logTail(-x)));
        }
        double logDensity = -x * x / 2 - StrictMath.log(2 * Math.PI) / 2;
        if (x < SERIES_END) {
            // 1/2 − φ(x)·(x + x³/3 + x⁵/(3·5) + …)
            double term = x;
            double sum = x;
            for (int i = 3; term > sum * 1e-17; i += 2) {
                term *= x * x / i;
                sum += term;
            }
            return StrictMath.log(0.5 - StrictMath.exp(logDensity) * sum);
        }
        // φ(x)/(x + 1/(x + 2/(x + 3/(x + …)))), Laplace's continued fraction
        double fraction = x;
        for (int i = FRACTION_DEPTH; i > 0; i--) {
            fraction = x + i / fraction;
        }
        return logDensity - StrictMath.log(fraction);
    }
}
