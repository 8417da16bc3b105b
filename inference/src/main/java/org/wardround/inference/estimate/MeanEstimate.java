package org.wardround.inference.estimate;

/**
 * The mean of bounded rows from their number, sum and sum of squares.
 *
 * @param rounding by how much at most either sum can be off
 * @param lowest smallest possible value of a row
 * @param highest largest possible value of a row
 */
public record MeanEstimate(double n, double sum, double sumOfSquares, double rounding, double lowest, double highest) {
    /** A spread of less than this share of the squares could come from the rounding of doubles, or may as well. */
    private static final double NO_SPREAD = 1e-9;

    /** How many times as large as its rounding a sum of squares must be. */
    private static final double CLEAR = 20;

    /**
     * The mean with its t interval, cut to what a row can be; one row alone tells nothing and gets that whole range. Rows that show no spread have
     * nothing to make a t interval from, and get limits for rows that are all alike.
     */
    public Estimate estimate() {
        if (n < 1) {
            return new Estimate.Undefined(0, "no rows");
        }
        double mean = sum / n;
        if (n < 2) {
            return Estimate.Measured.of(mean, new Bounds(lowest, highest), "range of possible values", 1);
        }
        if (!showsSpread()) {
            return Estimate.Measured.of(
                    mean,
                    Bounds.ofEqualRows(mean, n, lowest, highest),
                    "Wilson on the share of other values, which none of the rows shows",
                    Math.round(n));
        }
        Bounds bounds = Bounds.student(mean, standardError(), n - 1).within(lowest, highest);
        return Estimate.Measured.of(mean, bounds, "t", Math.round(n));
    }

    private boolean showsSpread() {
        double possible = CLEAR * rounding * (1 + 2 * Math.abs(sum / n)) + NO_SPREAD * sumOfSquares;
        return sumOfSquares - sum * sum / n > possible;
    }

    /** The sample standard deviation (n − 1) over √n. */
    double standardError() {
        double squares = Math.max(0, sumOfSquares - sum * sum / n);
        return StrictMath.sqrt(squares / (n - 1) / n);
    }
}
