package org.wardround.study.results;

/** A count on each side of the split. */
public record SideCounts(int train, int validation, int test) {
    /** There is nothing to count. */
    public static final SideCounts NONE = new SideCounts(-1, -1, -1);

    public boolean isNone() {
        return equals(NONE);
    }

    public int total() {
        return isNone() ? 0 : train + validation + test;
    }
}
