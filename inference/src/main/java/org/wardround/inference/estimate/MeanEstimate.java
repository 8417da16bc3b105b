package org.wardround.inference.estimate;

/**
 * The mean of bounded rows from their number, sum and sum of squares.
 *
 * @param lowest smallest possible value of a row
 * @param highest largest possible value of a row
 */
public record MeanEstimate(double n, double sum, double sumOfSquares, double lowest, double highest) {
    /** The mean with its t interval, cut to what a row can be; one row alone tells nothing and gets that whole range. */
    public Estimate estimate() {
        if (n < 1) {
            return new Estimate.Undefined(0, "no rows");
        }
        double mean = sum / n;
        if (n < 2) {
            return Estimate.Measured.of(mean, new Bounds(lowest, highest), "range of possible values", 1);
        }
        Bounds bounds = Bounds.student(mean, standardError(), n - 1).within(lowest, highest);
        return Estimate.Measured.of(mean, bounds, "t", Math.round(n));
    }

    /** The sample standard deviation (n − 1) over √n. */
    double standardError() {
        double squares = Math.max(0, sumOfSquares - sum * sum / n);
        return StrictMath.sqrt(squares / (n - 1) / n);
    }
}
