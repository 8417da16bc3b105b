package org.wardround.inference.compare;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.wardround.inference.estimate.Bounds;
import org.wardround.inference.estimate.Quantiles;

/**
 * Pairs of right-or-wrong answers.
 *
 * @param n all pairs
 * @param onlyA pairs in which only the first model is right
 * @param onlyB pairs in which only the second one is right
 */
record Discordance(int n, int onlyA, int onlyB) {
    private static final int HALVINGS = 100;

    double difference() {
        return (double) (onlyA - onlyB) / n;
    }

    /** McNemar's test without approximation: two-sided binomial of the discordant pairs. */
    double exactP() {
        int discordant = onlyA + onlyB;
        if (discordant == 0) {
            return 1;
        }
        double tail = BinomialDistribution.of(discordant, 0.5).cumulativeProbability(Math.min(onlyA, onlyB));
        return Math.min(1, 2 * tail);
    }

    /**
     * The score interval of Tango (1998) for a paired difference of shares: all differences that a score test does not refute. Holds in small
     * samples, and has a width where no pair is discordant: ±z²/(n + z²).
     */
    Bounds interval(double alpha) {
        double z = Quantiles.normal(alpha);
        return new Bounds(root(z), root(-z));
    }

    /** The difference at which the score statistic, which falls as the difference grows, is {@code z}. */
    private double root(double z) {
        double low = -1;
        double high = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (score(middle) > z) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** Tango 1998, equations 11 to 13: the statistic with the share of {@code onlyB} at its restricted maximum likelihood. */
    double score(double delta) {
        double b = -onlyA - onlyB + (2.0 * n - onlyA + onlyB) * delta;
        double c = -onlyB * delta * (1 - delta);
        double share = (StrictMath.sqrt(Math.max(0, b * b - 8.0 * n * c)) - b) / (4.0 * n);
        double variance = n * (2 * share + delta * (1 - delta));
        double distance = onlyA - onlyB - n * delta;
        return distance == 0 ? 0 : distance / StrictMath.sqrt(Math.max(variance, Double.MIN_NORMAL));
    }
}
