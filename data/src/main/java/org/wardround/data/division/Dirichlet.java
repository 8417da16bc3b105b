package org.wardround.data.division;

import org.wardround.core.random.SeededStream;

/** Draws shares from a symmetric Dirichlet distribution. Not thread-safe. */
public final class Dirichlet {
    private final SeededStream random;

    public Dirichlet(SeededStream random) {
        this.random = random;
    }

    /**
     * Shares that are 0 or above and sum to 1, up to rounding. They are worked out in logarithms, so that small {@code alpha} don't underflow.
     *
     * @param alpha above 0; the smaller, the more unequal the shares
     */
    public double[] shares(int parts, double alpha) {
        double[] shares = new double[parts];
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < parts; i++) {
            shares[i] = logGamma(alpha);
            largest = Math.max(largest, shares[i]);
        }
        double sum = 0;
        for (int i = 0; i < parts; i++) {
            shares[i] = StrictMath.exp(shares[i] - largest);
            sum += shares[i];
        }
        for (int i = 0; i < parts; i++) {
            shares[i] /= sum;
        }
        return shares;
    }

    /**
     * The logarithm of a number from the gamma distribution with that shape and scale 1 (Marsaglia and Tsang 2000; below shape 1 their
     * section 6).
     *
     * @see <a href="https://doi.org/10.1145/358407.358414">Marsaglia and Tsang 2000</a>
     */
    double logGamma(double shape) {
        if (shape < 1) {
            double boosted = logGamma(shape + 1);
            return boosted + StrictMath.log(positive()) / shape;
        }
        double d = shape - 1.0 / 3;
        double c = 1 / StrictMath.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double root = 1 + c * x;
            if (root > 0) {
                double v = root * root * root;
                if (StrictMath.log(positive()) < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
                    return StrictMath.log(d * v);
                }
            }
        }
    }

    private double positive() {
        return 1 - random.nextDouble();
    }
}
