package org.wardround.study.results;

import java.util.Objects;

/**
 * A published count: exact; within a range, because sites hide theirs; with noise; or suppressed because it, or one that follows from it, is of few patients. Immutable.
 */
public final class Count {
    /** The count is not published. It is not 0: zeros are shown. */
    public static final Count SUPPRESSED = new Count(Kind.SUPPRESSED, 0, 0);

    /** How a suppressed count stands in files. */
    public static final String WORD = "suppressed";

    private enum Kind {
        EXACT,
        RANGE,
        NOISED,
        SUPPRESSED
    }

    private final Kind kind;
    private final int first;
    private final int second;

    private Count(Kind kind, long first, long second) {
        this.kind = kind;
        this.first = Math.toIntExact(first);
        this.second = Math.toIntExact(second);
    }

    /** @param value 0 or more */
    public static Count of(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("a count is 0 or more, got " + value);
        }
        return new Count(Kind.EXACT, value, value);
    }

    /**
     * All that is known of a count; exact where only one is possible.
     *
     * @param low 0 or more, and at most {@code high}
     */
    public static Count between(long low, long high) {
        if (low < 0 || high < low) {
            throw new IllegalArgumentException(
                    "a count lies from 0 or more to no less, got %d to %d".formatted(low, high));
        }
        return low == high ? of(low) : new Count(Kind.RANGE, low, high);
    }

    /**
     * A count with noise.
     *
     * @param value 0 or more
     * @param halfWidth the true count is nearer than this in 95 of 100 cases; above 0
     */
    public static Count noised(long value, long halfWidth) {
        if (value < 0 || halfWidth < 1) {
            throw new IllegalArgumentException("a count with noise is 0 or more and known to 1 or more, got %d and %d"
                    .formatted(value, halfWidth));
        }
        return new Count(Kind.NOISED, value, halfWidth);
    }

    public boolean isSuppressed() {
        return kind == Kind.SUPPRESSED;
    }

    /** Whether the count itself is told. */
    public boolean isExact() {
        return kind == Kind.EXACT;
    }

    /** Whether a range is told that the count lies in. */
    public boolean isRange() {
        return kind == Kind.RANGE;
    }

    /** Whether the count is told with noise. */
    public boolean isNoised() {
        return kind == Kind.NOISED;
    }

    /** The count, which must be exact. */
    public int value() {
        require(Kind.EXACT);
        return first;
    }

    /** The least that a count of a range can be. */
    public int low() {
        require(Kind.RANGE);
        return first;
    }

    /** The most that it can be. */
    public int high() {
        require(Kind.RANGE);
        return second;
    }

    /** A count with its noise. */
    public int noisedValue() {
        require(Kind.NOISED);
        return first;
    }

    /** How near the true count is in 95 of 100 cases. */
    public int halfWidth() {
        require(Kind.NOISED);
        return second;
    }

    private void require(Kind wanted) {
        if (kind != wanted) {
            throw new IllegalStateException(
                    kind == Kind.SUPPRESSED ? "a suppressed count has no value" : "this count is not told in that way");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Count that && kind == that.kind && first == that.first && second == that.second;
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, first, second);
    }

    /** The number, {@code 81 to 90}, {@code 83 ± 29}, or {@code suppressed}. */
    @Override
    public String toString() {
        return switch (kind) {
            case EXACT -> Integer.toString(first);
            case RANGE -> "%d to %d".formatted(first, second);
            case NOISED -> "%d ± %d".formatted(first, second);
            case SUPPRESSED -> WORD;
        };
    }
}
