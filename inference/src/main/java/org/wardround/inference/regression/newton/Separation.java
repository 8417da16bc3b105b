package org.wardround.inference.regression.newton;

/**
 * What rows say about two directions in which a likelihood may grow without end: a row, or an event, contradicts a direction that would make its own
 * outcome less likely, and is indifferent to one that changes little.
 *
 * @param contradictions of the direction in which the coefficients move
 * @param pointContradictions of the direction from 0 to the coefficients
 * @param pointIndifferent rows indifferent to that
 */
public record Separation(double contradictions, double pointContradictions, double pointIndifferent) {
    /** A row is indifferent where its linear predictor changes by less, relative to the largest coefficient of the standardised columns. */
    public static final double INDIFFERENT = 0.001;

    boolean exists() {
        return contradictions == 0 || pointContradictions == 0;
    }

    boolean isComplete() {
        return pointContradictions == 0 && pointIndifferent == 0;
    }

    /** A direction whose largest coefficient is 1 in size. */
    static double[] scaled(double[] direction) {
        double largest = Double.MIN_NORMAL;
        for (double value : direction) {
            largest = Math.max(largest, Math.abs(value));
        }
        double[] scaled = direction.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] /= largest;
        }
        return scaled;
    }
}
