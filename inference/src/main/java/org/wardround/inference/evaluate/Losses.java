package org.wardround.inference.evaluate;

import org.wardround.inference.estimate.Estimate;
import org.wardround.inference.estimate.MeanEstimate;

/** The losses of single rows. */
public final class Losses {
    /** Probabilities below it count as it: one certain error shall not be infinite. */
    public static final double SMALLEST = 1e-15;

    /** −log 10⁻¹⁵ is 34.54, its square 1193: below 2^11. */
    static final int SQUARED_LOG_LOSS_BITS = 11;

    static final double LARGEST_LOG_LOSS = -StrictMath.log(SMALLEST);

    private static final int SHORT = 20;
    private static final double HALF_LOG_TWO_PI = 0.5 * StrictMath.log(2 * Math.PI);

    private Losses() {}

    /** {@code −log} of the probability that was given to what came true, clipped at 10⁻¹⁵. */
    public static double log(double probabilityOfTruth) {
        return -StrictMath.log(Math.max(SMALLEST, probabilityOfTruth));
    }

    /**
     * {@code −log} of the probability that a Poisson distribution gives to a count, clipped as {@link #log} is.
     *
     * @param expected the distribution's mean, 0 or more
     * @param count a whole number, 0 or more
     */
    public static double poisson(double expected, double count) {
        double mean = Math.max(SMALLEST, expected);
        double loss = mean - count * StrictMath.log(mean) + logFactorial(count);
        return Math.max(0, Math.min(LARGEST_LOG_LOSS, loss));
    }

    /** log n!, by its product where that is short, else by Stirling's series (Abramowitz and Stegun 6.1.41): off by less than 10⁻¹³ of it. */
    static double logFactorial(double n) {
        double product = 1;
        if (n < SHORT) {
            for (int i = 2; i <= n; i++) {
                product *= i;
            }
            return StrictMath.log(product);
        }
        double z = n + 1;
        double series = (1.0 / 12 - (1.0 / 360 - 1 / (1260 * z * z)) / (z * z)) / z;
        return (z - 0.5) * StrictMath.log(z) - z + HALF_LOG_TWO_PI + series;
    }

    /** {@code (p − y)²}. */
    public static double brier(double probability, boolean event) {
        double error = probability - (event ? 1 : 0);
        return error * error;
    }

    /** Σ over classes of {@code (pₖ − yₖ)²}, from 0 to 2. */
    public static double brier(ScoredRows rows, int row) {
        double sum = 0;
        for (int k = 0; k < rows.scoresPerRow(); k++) {
            double error = rows.score(row, k) - (rows.outcomes()[row] == k ? 1 : 0);
            sum += error * error;
        }
        return sum;
    }

    /** The mean of losses from 0 to {@code largest}, of which a segment holds the sum and the sum of squares. */
    static Estimate mean(GroupSum sum, String segment, double rows, double largest) {
        double[] sums = sum.values(segment);
        return new MeanEstimate(rows, sums[0], sums[1], sum.rounding(segment), 0, largest).estimate();
    }
}
