package org.wardround.study.results;

import java.util.Objects;

/** A published count, which may be suppressed because it, or one that follows from it, is of few patients. Immutable. */
public final class Count {
    /** The count is not published. It is not 0: zeros are shown. */
    public static final Count SUPPRESSED = new Count(-1);

    /** How a suppressed count stands in files. */
    public static final String WORD = "suppressed";

    private final int value;

    private Count(int value) {
        this.value = value;
    }

    /** @param value 0 or more */
    public static Count of(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("a count is 0 or more, got " + value);
        }
        return new Count(Math.toIntExact(value));
    }

    public boolean isSuppressed() {
        return value < 0;
    }

    /** The count, which must not be suppressed. */
    public int value() {
        if (isSuppressed()) {
            throw new IllegalStateException("a suppressed count has no value");
        }
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Count that && value == that.value;
    }

    @Override
    public int hashCode() {
        return Objects.hash(value);
    }

    /** The number, or {@code suppressed}. */
    @Override
    public String toString() {
        return isSuppressed() ? WORD : Integer.toString(value);
    }
}
