package org.wardround.learning.model;

/** Functions of the logistic family without overflow and with the same bits on every platform. */
final class StableMath {
    private StableMath() {}

    /** 1/(1 + e^−z). */
    static double sigmoid(double z) {
        if (z >= 0) {
            return 1 / (1 + StrictMath.exp(-z));
        }
        double e = StrictMath.exp(z);
        return e / (1 + e);
    }

    /** log(1 + e^z). */
    static double softplus(double z) {
        return Math.max(z, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
    }

    /** log Σ e^z over {@code count} values from {@code offset} on; {@code count} is at least 1. */
    static double logSumExp(double[] values, int offset, int count) {
        double largest = values[offset];
        for (int k = 1; k < count; k++) {
            largest = Math.max(largest, values[offset + k]);
        }
        double sum = 0;
        for (int k = 0; k < count; k++) {
            sum += StrictMath.exp(values[offset + k] - largest);
        }
        return largest + StrictMath.log(sum);
    }

    /** Puts e^z/Σe^z in place of {@code count} values from {@code offset} on. */
    static void softmax(double[] values, int offset, int count) {
        double largest = values[offset];
        for (int k = 1; k < count; k++) {
            largest = Math.max(largest, values[offset + k]);
        }
        double sum = 0;
        for (int k = 0; k < count; k++) {
            values[offset + k] = StrictMath.exp(values[offset + k] - largest);
            sum += values[offset + k];
        }
        for (int k = 0; k < count; k++) {
            values[offset + k] /= sum;
        }
    }
}
