package org.wardround.learning.model;

/**
 * The inner loops of every model. The order of additions is part of every result's bits: a row's product is added up from its first value to its last,
 * whether the row is alone or one of four. Four rows side by side keep a processor busy that would wait for each addition of a single one.
 */
final class Products {
    private Products() {}

    /** Σ weights[weightOffset + i]·values[offset + i] for i below {@code count}. */
    static double dot(double[] weights, int weightOffset, double[] values, int offset, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += weights[weightOffset + i] * values[offset + i];
        }
        return sum;
    }

    /** Adds {@code factor · values[offset + i]} to {@code target[targetOffset + i]} for i below {@code count}. */
    static void addScaled(double[] target, int targetOffset, double factor, double[] values, int offset, int count) {
        for (int i = 0; i < count; i++) {
            target[targetOffset + i] += factor * values[offset + i];
        }
    }

    /** The products of the first {@code count} weights with four rows, each plus {@code bias}, into {@code target} from {@code at} on. */
    static void fourDots(
            double[] weights, int count, double bias, double[] values, Rows batch, double[] target, int at) {
        int row0 = batch.row(at) * count;
        int row1 = batch.row(at + 1) * count;
        int row2 = batch.row(at + 2) * count;
        int row3 = batch.row(at + 3) * count;
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        for (int i = 0; i < count; i++) {
            double weight = weights[i];
            sum0 += weight * values[row0 + i];
            sum1 += weight * values[row1 + i];
            sum2 += weight * values[row2 + i];
            sum3 += weight * values[row3 + i];
        }
        target[at] = sum0 + bias;
        target[at + 1] = sum1 + bias;
        target[at + 2] = sum2 + bias;
        target[at + 3] = sum3 + bias;
    }

    /** Adds four rows, each times its factor from {@code at} on, to the first {@code count} values of {@code target}. */
    static void addFourScaled(double[] target, int count, double[] factors, double[] values, Rows batch, int at) {
        int row0 = batch.row(at) * count;
        int row1 = batch.row(at + 1) * count;
        int row2 = batch.row(at + 2) * count;
        int row3 = batch.row(at + 3) * count;
        double factor0 = factors[at];
        double factor1 = factors[at + 1];
        double factor2 = factors[at + 2];
        double factor3 = factors[at + 3];
        for (int i = 0; i < count; i++) {
            target[i] += (factor0 * values[row0 + i] + factor1 * values[row1 + i])
                    + (factor2 * values[row2 + i] + factor3 * values[row3 + i]);
        }
    }
}
