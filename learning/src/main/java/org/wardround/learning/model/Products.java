package org.wardround.learning.model;

/** The two inner loops of every model. Their order of additions is fixed: it is part of every result's bits. */
final class Products {
    private Products() {}

    /**
     * Σ weights[weightOffset + i]·values[offset + i] for i below {@code count}. Four sums side by side: a single one would wait for each addition
     * to finish.
     */
    static double dot(double[] weights, int weightOffset, double[] values, int offset, int count) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i < count - 3; i += 4) {
            a += weights[weightOffset + i] * values[offset + i];
            b += weights[weightOffset + i + 1] * values[offset + i + 1];
            c += weights[weightOffset + i + 2] * values[offset + i + 2];
            d += weights[weightOffset + i + 3] * values[offset + i + 3];
        }
        for (; i < count; i++) {
            a += weights[weightOffset + i] * values[offset + i];
        }
        return (a + b) + (c + d);
    }

    /** Adds {@code factor · values[offset + i]} to {@code target[targetOffset + i]} for i below {@code count}. */
    static void addScaled(double[] target, int targetOffset, double factor, double[] values, int offset, int count) {
        for (int i = 0; i < count; i++) {
            target[targetOffset + i] += factor * values[offset + i];
        }
    }
}
