package org.wardround.core.aggregate;

import java.util.Locale;

/** Why a site's change stood apart in a round, and what was done about it. That it stood apart does not say that the site meant ill. */
public sealed interface Outlier {
    /** In words, for the round's record. */
    String reason();

    /**
     * Its change was more than twice as large as the bound and was scaled down to it.
     *
     * @param norm of the change as it came
     */
    record Clipped(double norm, double bound) implements Outlier {
        @Override
        public String reason() {
            return format(
                    "its change had norm %.4g, %.3g times the bound of %.4g, and was scaled down to it",
                    norm, norm / bound, bound);
        }
    }

    /** It says that it has so many rows that its weight was capped. */
    record Capped(double rows, double counted) implements Outlier {
        @Override
        public String reason() {
            return format("it claims %.0f rows and counted as %.0f", rows, counted);
        }
    }

    /** Clipped and capped. */
    record Both(Clipped clipped, Capped capped) implements Outlier {
        @Override
        public String reason() {
            return clipped.reason() + "; " + capped.reason();
        }
    }

    /**
     * It was among the outermost values in most parameters.
     *
     * @param share of the parameters, 0 to 1
     * @param usual the share that is to be expected of a site like the others
     */
    record Trimmed(double share, double usual) implements Outlier {
        @Override
        public String reason() {
            return format(
                    "its change was among the outermost in %.0f %% of the parameters; %.0f %% are usual",
                    100 * share, 100 * usual);
        }
    }

    /**
     * Krum left it out.
     *
     * @param rank by the sum of squared distances to the nearest others, 1 for the smallest
     * @param times its score over the median score
     */
    record FarAway(int rank, int sites, double times) implements Outlier {
        @Override
        public String reason() {
            return format(
                    "left out by Krum: rank %d of %d by distance from its nearest neighbours, %.3g times the median distance",
                    rank, sites, times);
        }
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
