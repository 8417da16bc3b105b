package org.wardround.inference.describe;

/**
 * The grid to which everything that a model tells of its training rows is rounded, because a mean times the number of rows is a sum, and that of a
 * rare code a count. Its step is the smallest power of two that is at least 22 over the number of patients, and at most 1: whatever number of one to
 * ten patients would do, none at all or as many more would too. Immutable.
 */
final class Grid {
    /** How many neighbouring counts look alike at least: none, one to ten, and eleven more. */
    private static final int ALIKE = 22;

    private final int bits;

    private Grid(int bits) {
        this.bits = bits;
    }

    /** @param patients those whom numbers are about; fewer than 44 give one step from 0 to 1 */
    static Grid of(double patients) {
        int bits = 0;
        while (Math.scalb((double) ALIKE, bits + 1) <= patients) {
            bits++;
        }
        return new Grid(bits);
    }

    /** Whether so many patients are too few for a figure of them: it is not told then whether they are ten, or more. */
    static boolean isTooFew(double patients) {
        return patients < ALIKE;
    }

    double step() {
        return Math.scalb(1.0, -bits);
    }

    /** A share of rows as the middle of its step: above 0 and below 1, whatever the count. */
    double share(long count, long rows) {
        long steps = 1L << bits;
        long below = rows == 0 ? 0 : Math.min(steps - 1, Math.multiplyExact(count, steps) / rows);
        return (below + 0.5) * step();
    }

    /** A standard deviation, to the nearest step of its leading binary place; 0 stays 0. */
    double deviation(double deviation) {
        return deviation == 0 ? 0 : rounded(deviation, Math.scalb(step(), Math.getExponent(deviation)));
    }

    /**
     * A mean, to the nearest step in standard deviations; that of equal values stays as it is.
     *
     * @param deviation rounded
     */
    double mean(double mean, double deviation) {
        return deviation == 0 ? mean : rounded(mean, step() * deviation);
    }

    private static double rounded(double value, double unit) {
        return Math.rint(value / unit) * unit;
    }
}
