package org.wardround.data.table;

import java.util.Arrays;

/** A list of doubles that grows. Not thread-safe. */
final class Doubles {
    private double[] values = new double[64];
    private int size;

    void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.multiplyExact(size, 2));
        }
        values[size++] = value;
    }

    double[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
