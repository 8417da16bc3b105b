package org.wardround.study.results;

/**
 * A count on each side of the split.
 *
 * @param isNone whether there is nothing to count; the counts are then 0
 */
public record SideCounts(boolean isNone, Count train, Count validation, Count test) {
    /** There is nothing to count. */
    public static final SideCounts NONE = new SideCounts(true, Count.of(0), Count.of(0), Count.of(0));

    /** Three counts that are all shown. */
    public SideCounts(int train, int validation, int test) {
        this(false, Count.of(train), Count.of(validation), Count.of(test));
    }

    public static SideCounts of(Count train, Count validation, Count test) {
        return new SideCounts(false, train, validation, test);
    }
}
