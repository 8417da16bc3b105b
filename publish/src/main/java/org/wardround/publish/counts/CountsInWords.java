package org.wardround.publish.counts;

import org.wardround.core.text.Counted;
import org.wardround.inference.statistics.GivenTally;
import org.wardround.study.results.RunMeasures;

/** How hospitals gave the counts of their patients in a run, as its sums show it. */
public final class CountsInWords {
    private CountsInWords() {}

    /** For the first line of the run's audit log. */
    public static RunMeasures.Counts measured(GivenTally tally) {
        return new RunMeasures.Counts(tally.noisedSites(), Math.sqrt(tally.variance()), tally.isMarked());
    }

    /** What a statement on privacy adds; empty where all counts were given as they are. */
    public static String statement(GivenTally tally) {
        String noised = tally.noisedSites() == 0
                ? ""
                : "The counts of %s in the table of patients carry noise, as the policies there demand, charged to the ledgers there. "
                        .formatted(Counted.of(tally.noisedSites(), "hospital"));
        return noised
                + (tally.isMarked()
                        ? "Some hospitals gave counts of their own in that table as 0 and said only that they did, so that totals are ranges. "
                        : "");
    }
}
