package org.wardround.inference.regression.question;

import java.util.Arrays;

/** Coefficients that a question is about: some of the columns, standardised, each with its value. Immutable. */
public final class Point {
    private final int[] columns;
    private final double[] values;

    /**
     * @param columns positions in the dataset, ascending
     * @param values one for each column, after that of the intercept where there is one
     */
    public Point(int[] columns, double[] values) {
        this.columns = columns.clone();
        this.values = values.clone();
    }

    public int[] columns() {
        return columns.clone();
    }

    public double[] values() {
        return values.clone();
    }

    /**
     * How large the linear predictor can get without offset.
     *
     * @param largestValue of any standardised column, whatever its range
     */
    public double largestPredictor(Scaling scaling, double largestValue) {
        int intercept = values.length - columns.length;
        double largest = intercept == 1 ? Math.abs(values[0]) : 0;
        for (int i = 0; i < columns.length; i++) {
            largest += Math.abs(values[intercept + i]) * Math.min(largestValue, scaling.bound(columns[i]));
        }
        return largest;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Point that
                && Arrays.equals(columns, that.columns)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(columns) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Point[%d values]".formatted(values.length);
    }
}
