package org.wardround.site.audit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came of checking a log. */
public sealed interface Verification {
    /**
     * Nothing is wrong.
     *
     * @param head how far the log goes
     * @param receipts how many of the coordinator's receipts stand in it, all genuine
     * @param proven up to where a receipt proves the log; {@link AuditHead#EMPTY} where there is none. What comes after it is protected by the chain
     *     alone, which whoever can write to the log can make anew, or cut
     * @param released how many lines tell of something that left
     * @param unconfirmed how many of these have no receipt in the log
     * @param export the signed head of the file; null where a journal was checked
     */
    record Holds(
            AuditHead head,
            long receipts,
            AuditHead proven,
            long released,
            long unconfirmed,
            @Nullable SignedHead export)
            implements Verification {
        /** How many lines come after what a receipt proves. */
        public long unproven() {
            return head.length() - proven.length();
        }

        /** The signed head of the file; empty where a journal was checked. */
        public Optional<SignedHead> signedHead() {
            return Optional.ofNullable(export);
        }
    }

    /**
     * The log was changed, cut or damaged.
     *
     * @param line the first that is wrong, from 1; one beyond the end where lines are missing there
     * @param problem what is wrong with it, without a stop and without what it holds
     */
    record Broken(long line, String problem) implements Verification {}
}
