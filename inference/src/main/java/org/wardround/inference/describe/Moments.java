package org.wardround.inference.describe;

/**
 * Mean and spread of a column from sums about a point near the mean.
 *
 * @param rows number of values
 * @param about the point
 * @param width how far two values can be apart: below a billionth of it, spread is rounding
 * @param sizes sum of absolute deviations about the point
 * @param having in how many rows the column is not 0, of a spline; of others 0
 */
record Moments(
        double rows, double about, double deviations, double squares, double width, double sizes, double having) {
    private static final double ROUNDING = 1e-9;

    /** Mean and deviation alone are asked of it. */
    Moments(double rows, double about, double deviations, double squares, double width) {
        this(rows, about, deviations, squares, width, 0, 0);
    }

    double mean() {
        return rows == 0 ? about : about + deviations / rows;
    }

    /**
     * How many rows make the spread: k where k of many differ from the others by one amount, 0.16 times the rows of a normal column. It is (Σ|d|)²/4Σd² of deviations about the
     * mean, near which the point must be.
     */
    double spreading() {
        return squares == 0 ? 0 : sizes * sizes / (4 * squares);
    }

    /** How many rows make the spread of a column that is near the point for most rows, and on one side of it for the others: (Σ|d|)²/Σd². */
    double beyond() {
        return 4 * spreading();
    }

    /** The mean of the squares about 0. */
    double meanSquare() {
        return rows == 0 ? about * about : (squares + 2 * about * deviations) / rows + about * about;
    }

    /** The sample standard deviation (n − 1); 0 where the column is constant or has fewer than two rows. */
    double standardDeviation() {
        if (rows < 2) {
            return 0;
        }
        double deviation = StrictMath.sqrt(Math.max(0, squares - deviations * deviations / rows) / (rows - 1));
        return deviation <= ROUNDING * width ? 0 : deviation;
    }
}
