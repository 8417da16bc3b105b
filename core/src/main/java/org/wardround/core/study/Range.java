package org.wardround.core.study;

/** A closed interval of allowed values; finite, {@code low < high}. Dates are in days since 1970-01-01. */
public record Range(double low, double high) {
    public Range {
        if (!(Double.isFinite(low) && Double.isFinite(high) && low < high)) {
            throw new IllegalArgumentException(
                    "a range needs two finite numbers, the lower first, got [%s, %s]".formatted(low, high));
        }
    }

    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    /** The largest absolute value in the range. */
    public double magnitude() {
        return Math.max(Math.abs(low), Math.abs(high));
    }

    public double width() {
        return high - low;
    }
}
