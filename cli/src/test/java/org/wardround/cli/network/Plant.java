package org.wardround.cli.network;

import java.util.Map;
import org.wardround.core.dataset.Table;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.Journal;
import org.wardround.testkit.storage.MemoryDisk;

/** Where a defect can be planted, to see whether it is found. This one plants none. */
interface Plant {
    Plant NONE = new Plant() {};

    /** What the federation runs. */
    default FaultStudy study(FaultStudy sound) {
        return sound;
    }

    default void disks(MemoryDisk coordinator, Map<SiteId, MemoryDisk> sites) {}

    default Journal coordinators(Journal sound) {
        return sound;
    }

    default Journal sites(SiteId site, Journal sound) {
        return sound;
    }

    /** The snapshot as a process of the site reads it, from 1 on. */
    default Table table(Table sound, int process) {
        return sound;
    }

    /** Whether a receipt is given although the answer was refused by this. */
    default boolean receiptDespite(FederationException refusal) {
        return false;
    }

    /** Whether a deadline that was set for a round which is over closes the one that is open. */
    default boolean oldDeadlinesClose() {
        return false;
    }

    /** Whether a site tries again what did not come through. */
    default boolean triesAgain() {
        return true;
    }
}
