package org.wardround.site.run;

import java.util.function.Supplier;
import org.wardround.core.storage.Journal;
import org.wardround.site.ledger.Caps;
import org.wardround.site.ledger.SiteLedger;

/**
 * What a site remembers beyond a run, one for all runs of a journal. Thread-safe.
 *
 * @param sums with whom its vectors were summed
 * @param ledger what its patients were charged with
 */
public record Remembered(SumMemory sums, SiteLedger ledger) {
    /** As the journal has it. */
    public static Remembered open(Journal journal, Supplier<Caps> caps) {
        return new Remembered(SumMemory.open(journal), SiteLedger.open(journal, caps));
    }
}
