package org.wardround.site.run;

import java.util.function.Supplier;
import org.wardround.core.storage.Journal;
import org.wardround.site.cohort.RunCohort;
import org.wardround.site.ledger.Caps;
import org.wardround.site.ledger.SiteLedger;

/**
 * What a site remembers beyond a run, one for all runs of a journal. Thread-safe.
 *
 * @param sums with whom its vectors were summed
 * @param ledger what its patients were charged with
 * @param cohort whom the run's releases are about, held against all cohorts before
 */
public record Remembered(SumMemory sums, SiteLedger ledger, RunCohort cohort) {
    /** Of no cohort. */
    public Remembered(SumMemory sums, SiteLedger ledger) {
        this(sums, ledger, RunCohort.UNKNOWN);
    }

    /** As the journal has it. */
    public static Remembered open(Journal journal, Supplier<Caps> caps) {
        return new Remembered(SumMemory.open(journal), SiteLedger.open(journal, caps));
    }

    /** The same, for a run about this cohort. */
    public Remembered about(RunCohort other) {
        return new Remembered(sums, ledger, other);
    }
}
