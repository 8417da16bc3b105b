package org.wardround.inference.statistics;

import java.util.BitSet;

/** One site's counts as they go into a sum. Immutable; {@code toString} shows none. */
public final class GivenCounts {
    private final long[] shown;
    private final BitSet few;
    private final BitSet others;
    private final long[] noised;
    private final double variance;

    private GivenCounts(long[] shown, BitSet few, BitSet others, long[] noised, double variance) {
        this.shown = shown;
        this.few = few;
        this.others = others;
        this.noised = noised;
        this.variance = variance;
    }

    /** These counts as they are, 0 for all others. */
    public static GivenCounts shown(long[] counts, BitSet which) {
        return hiding(counts, which, new BitSet(), new BitSet());
    }

    /**
     * Some counts as they are, and 0 for all others, with a mark.
     *
     * @param few hidden counts of too few patients
     * @param others hidden because such a count would follow from them
     */
    public static GivenCounts hiding(long[] counts, BitSet which, BitSet few, BitSet others) {
        long[] shown = new long[counts.length];
        which.stream().forEach(cell -> shown[cell] = counts[cell]);
        return new GivenCounts(shown, (BitSet) few.clone(), (BitSet) others.clone(), new long[counts.length], 0);
    }

    /**
     * No count as it is.
     *
     * @param variance of the noise on each, above 0
     */
    public static GivenCounts noised(long[] noised, double variance) {
        if (!(variance > 0)) {
            throw new IllegalArgumentException("noise has a variance above 0, got " + variance);
        }
        return new GivenCounts(new long[noised.length], new BitSet(), new BitSet(), noised.clone(), variance);
    }

    long shown(int cell) {
        return shown[cell];
    }

    boolean few(int cell) {
        return few.get(cell);
    }

    boolean others(int cell) {
        return others.get(cell);
    }

    long noised(int cell) {
        return noised[cell];
    }

    double variance() {
        return variance;
    }

    @Override
    public String toString() {
        return "GivenCounts[%d]".formatted(shown.length);
    }
}
