package org.wardround.inference.regression.algebra;

/** Adds numbers in blocks of 1,024, so that rounding grows with the number of blocks. Not thread-safe. */
public final class BlockedSum {
    private static final int BLOCK = 1024;

    private double block;
    private double total;
    private int count;

    public void add(double value) {
        block += value;
        count++;
        if (count == BLOCK) {
            total += block;
            block = 0;
            count = 0;
        }
    }

    public double total() {
        return total + block;
    }
}
