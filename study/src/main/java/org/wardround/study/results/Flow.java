package org.wardround.study.results;

import java.util.List;

/**
 * The records of a site, from its files to the three sides of the split.
 *
 * @param read rows read from the site's files
 * @param dropped rows that did not enter the cohort, by reason, in the order in which the reasons were applied
 * @param inCohort rows in the cohort; {@code read} less all that were dropped
 * @param patients in the cohort
 * @param split rows and events on each side
 */
public record Flow(Count read, List<Drop> dropped, Count inCohort, Count patients, Split split) {
    public Flow {
        dropped = List.copyOf(dropped);
    }

    /** Counts that are all shown. */
    public Flow(int read, List<Drop> dropped, int inCohort, int patients, Split split) {
        this(Count.of(read), dropped, Count.of(inCohort), Count.of(patients), split);
    }

    /** Rows left out for one reason. */
    public record Drop(String reason, Count rows) {
        /** A count that is shown. */
        public Drop(String reason, int rows) {
            this(reason, Count.of(rows));
        }
    }

    /**
     * The sides of the split.
     *
     * @param events patients with the event; {@link SideCounts#NONE} where the outcome has no event
     */
    public record Split(SideCounts rows, SideCounts events) {}
}
