package org.wardround.inference.regression.glm;

/** {@code log(k!)}, with the same bits on every machine. */
final class LogFactorial {
    private static final double[] TABLE = new double[64];

    static {
        for (int k = 2; k < TABLE.length; k++) {
            TABLE[k] = TABLE[k - 1] + StrictMath.log(k);
        }
    }

    private LogFactorial() {}

    /** Stirling's series from 64 on, whose first left-out term is below 1e-16 there. */
    static double of(double count) {
        if (count < TABLE.length && count == Math.rint(count) && count >= 0) {
            return TABLE[(int) count];
        }
        double x = count + 1;
        double square = x * x;
        double series = (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - 1.0 / 1680 / square) / square) / square) / x;
        return (x - 0.5) * StrictMath.log(x) - x + 0.5 * StrictMath.log(2 * Math.PI) + series;
    }
}
