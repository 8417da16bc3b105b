package org.wardround.inference.regression.newton;

/**
 * A Newton step.
 *
 * @param change of each coefficient
 * @param length in standard errors, {@code √(s'·I⁻¹·s)}
 */
record Step(double[] change, double length) {
    double largest() {
        double largest = 0;
        for (double value : change) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
