package org.wardround.privacy.accounting;

/** Adds numbers of any size that are given by their logarithms. Not thread-safe. */
final class LogSum {
    private double largest = Double.NEGATIVE_INFINITY;
    private double sum;

    void add(double logarithm) {
        if (logarithm == Double.NEGATIVE_INFINITY) {
            return;
        }
        if (logarithm > largest) {
            sum = sum * StrictMath.exp(largest - logarithm) + 1;
            largest = logarithm;
        } else {
            sum += StrictMath.exp(logarithm - largest);
        }
    }

    /** The logarithm of the sum. */
    double value() {
        return largest + StrictMath.log(sum);
    }
}
