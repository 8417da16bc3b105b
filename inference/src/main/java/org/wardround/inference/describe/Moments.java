package org.wardround.inference.describe;

/**
 * Mean and spread of a column from sums about a point near the mean.
 *
 * @param rows number of values
 * @param about the point
 * @param width how far two values can be apart: below a billionth of it, spread is rounding
 */
record Moments(double rows, double about, double deviations, double squares, double width) {
    private static final double ROUNDING = 1e-9;

    double mean() {
        return rows == 0 ? about : about + deviations / rows;
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
