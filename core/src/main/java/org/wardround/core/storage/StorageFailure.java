package org.wardround.core.storage;

import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;

/** The ways in which storage fails, in the words that an operator reads; for the journals and stores themselves. */
public final class StorageFailure {
    private static final String RESTORE = "restore a backup";

    private StorageFailure() {}

    /**
     * @param what what could not be written
     * @param where the file, folder or database
     */
    public static FederationException full(String what, String where) {
        return new FederationException(
                ErrorCode.STORAGE_FULL,
                "there is no room for %s in %s; nothing of it counts as written: free some space and try again"
                        .formatted(what, where));
    }

    /**
     * @param doing what was tried, such as "write to"
     */
    public static FederationException failed(String doing, String where, Throwable cause) {
        return new FederationException(
                ErrorCode.STORAGE_FAILED,
                "can't %s %s: %s; check disk and database, then start again, which goes on from what was stored"
                        .formatted(doing, where, cause.getMessage()),
                cause);
    }

    public static FederationException busy(String where, Throwable cause) {
        return new FederationException(
                ErrorCode.STORAGE_BUSY,
                "another process keeps %s from being written: %s; nothing was written: see what it does, then try again"
                        .formatted(where, cause.getMessage()),
                cause);
    }

    /**
     * @param what the store or database that somebody else has opened
     * @param holder who has it
     */
    public static FederationException held(String what, String holder) {
        return new FederationException(
                ErrorCode.STORAGE_BUSY,
                "%s is in use by %s, and only one may write to it: stop that one first, or give each a place of its own"
                        .formatted(what, holder));
    }

    public static FederationException damaged(String where, Throwable cause) {
        return new FederationException(
                ErrorCode.STORAGE_CORRUPT,
                "%s is damaged: %s; %s".formatted(where, cause.getMessage(), RESTORE),
                cause);
    }

    public static FederationException missing(StreamName stream, long sequence) {
        return new FederationException(
                ErrorCode.STORAGE_CORRUPT,
                "event %d of stream %s is missing: the journal was changed or is damaged; %s"
                        .formatted(sequence, stream, RESTORE));
    }

    public static FederationException conflict(StreamHead found, long expected) {
        return new FederationException(
                ErrorCode.SEQUENCE_CONFLICT,
                "stream %s has %d events where %d were expected: somebody else has written to it; read it again and decide anew"
                        .formatted(found.stream(), found.length(), expected));
    }

    /**
     * @param before where the chain still holds
     * @param found the sequence number of what comes next
     */
    public static FederationException brokenChain(StreamHead before, long found) {
        return new FederationException(
                ErrorCode.STORAGE_CORRUPT,
                "event %d of stream %s does not follow from its event %d: the journal was changed or is damaged; %s"
                        .formatted(found, before.stream(), before.length(), RESTORE));
    }

    /** The events of a stream end elsewhere than its head says. */
    public static FederationException wrongEnd(StreamHead head, StreamHead found) {
        return new FederationException(
                ErrorCode.STORAGE_CORRUPT,
                "stream %s ends with event %d (%s) where the journal's list of streams says %d (%s): events are missing or were changed; %s"
                        .formatted(found.stream(), found.length(), found.hash(), head.length(), head.hash(), RESTORE));
    }

    /**
     * @param what what was read
     * @param found the digest of what is there
     */
    public static FederationException changed(String what, Sha256 digest, Sha256 found) {
        return new FederationException(
                ErrorCode.STORAGE_CORRUPT,
                "%s should have SHA-256 %s and has %s: it was changed or is damaged; %s"
                        .formatted(what, digest, found, RESTORE));
    }
}
