package org.wardround.inference.regression.question;

/**
 * A column of the design, in the order of the dataset's features.
 *
 * @param name in words, unique: {@code cp: 4}
 * @param term the term it belongs to, {@code cp}; the columns of a term are tested together
 * @param low the smallest value that a row can have, finite
 * @param high the largest, at or above {@code low}
 */
public record DesignColumn(String name, String term, double low, double high) {
    public DesignColumn {
        if (name.isEmpty() || term.isEmpty()) {
            throw new IllegalArgumentException(
                    "a column needs a name and a term, got '%s' and '%s'".formatted(name, term));
        }
        if (!(Double.isFinite(low) && Double.isFinite(high) && low <= high)) {
            throw new IllegalArgumentException(
                    "column '%s' needs two finite bounds, the lower first, got %s and %s".formatted(name, low, high));
        }
    }

    /** A column that is a term of its own. */
    public static DesignColumn of(String name, double low, double high) {
        return new DesignColumn(name, name, low, high);
    }

    /** Of the declared range. */
    public double middle() {
        return low + (high - low) / 2;
    }

    public double halfWidth() {
        return (high - low) / 2;
    }
}
