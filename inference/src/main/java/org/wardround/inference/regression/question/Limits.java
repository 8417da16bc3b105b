package org.wardround.inference.regression.question;

/**
 * What bounds the sums. A site with more refuses, as {@link WideSums} says.
 *
 * @param maxContributors how many sites a sum can hold, from 1 to 2^20
 * @param maxRows the most rows of one site, at least 1
 * @param maxWeight the largest case weight of a row, above 0
 * @param maxOffset the largest absolute offset of a row, 0 or more
 */
public record Limits(int maxContributors, long maxRows, double maxWeight, double maxOffset) {
    private static final int MOST_SITES = 1 << 20;

    public Limits {
        if (maxContributors < 1 || maxContributors > MOST_SITES) {
            throw new IllegalArgumentException("a regression sums from 1 to 2^20 sites, got " + maxContributors);
        }
        if (maxRows < 1) {
            throw new IllegalArgumentException("maxRows must be at least 1, got " + maxRows);
        }
        if (!(maxWeight > 0 && Double.isFinite(maxWeight))) {
            throw new IllegalArgumentException("maxWeight must be above 0, got " + maxWeight);
        }
        if (!(maxOffset >= 0 && Double.isFinite(maxOffset))) {
            throw new IllegalArgumentException("maxOffset must be 0 or more, got " + maxOffset);
        }
    }

    /** Without weights and offsets. */
    public static Limits of(int maxContributors, long maxRows) {
        return new Limits(maxContributors, maxRows, 1, 0);
    }

    /** The same for a sum over one site that is all of them pooled. */
    public Limits pooled() {
        return new Limits(1, Math.multiplyExact(maxRows, maxContributors), maxWeight, maxOffset);
    }

    /** The same for one site alone. */
    public Limits alone() {
        return new Limits(1, maxRows, maxWeight, maxOffset);
    }
}
