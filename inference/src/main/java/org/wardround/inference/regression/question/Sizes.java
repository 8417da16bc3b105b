package org.wardround.inference.regression.question;

/**
 * What the first two passes say about all sites together, and what therefore bounds any sum of one site: squares add up, so a part is never more than the
 * whole, and by Cauchy and Schwarz no sum of products is more than the root of the product of two sums of squares.
 *
 * @param rows with a weight above 0
 * @param weights {@code Σ w}
 * @param outcomes {@code Σ w·|y|}
 * @param columnSquares the largest {@code Σ w·z²} of the intercept and the standardised columns
 * @param nullSquares {@code Σ w·(y − offset − mean)²}
 */
public record Sizes(long rows, double weights, double outcomes, double columnSquares, double nullSquares) {
    private static final double ROUNDING = 1 + 1e-6;

    public Sizes {
        weights *= ROUNDING;
        outcomes *= ROUNDING;
        columnSquares = Math.max(weights, columnSquares * ROUNDING);
        nullSquares *= ROUNDING;
    }

    /** No standardised value is larger: the squares of a column add up to {@code rows − 1}. */
    public double largestValue() {
        return StrictMath.sqrt(Math.max(1, rows));
    }
}
