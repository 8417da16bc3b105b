package org.wardround.site.audit;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.storage.Append;
import org.wardround.core.storage.Batch;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Event;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StoredEvent;
import org.wardround.core.storage.StreamName;

/**
 * The hospital's audit log, a stream of the site's journal. Each event's payload is one line of JSON that names the SHA-256 of the line before, so the
 * log's head is known before it is written and can be signed in the answer that is stored in the same batch.
 *
 * <p>Thread-safe; lines have one order. While one thread's lines are {@link Pending} others wait, and the same thread is refused, for it would wait for itself.
 * Methods throw what the journal throws; STORAGE_CORRUPT where the log's last line can't be read.
 */
public final class AuditLog {
    /** Where the lines stand in the journal. */
    public static final StreamName STREAM = new StreamName("audit");

    private static final String TYPE = "AuditLine";
    private static final int MOST_TRIES = 10;

    private final Journal journal;
    private final InstantSource clock;

    /** Null where the journal has to be asked. Guarded by this, like {@link #open}. */
    private @Nullable AuditHead head;

    private @Nullable Pending open;

    private AuditLog(Journal journal, InstantSource clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Opens the log and reads its last line; the chain is {@link AuditVerifier}'s to check.
     *
     * @param clock what lines are dated by
     */
    public static AuditLog open(Journal journal, InstantSource clock) {
        AuditLog log = new AuditLog(journal, clock);
        log.head();
        return log;
    }

    /** How far the log goes, without what is pending. */
    public synchronized AuditHead head() {
        if (head == null) {
            head = read(journal);
        }
        return head;
    }

    /** How far the log of a journal goes that another process writes. */
    public static AuditHead headOf(Journal journal) {
        return read(journal);
    }

    private static AuditHead read(Journal journal) {
        long length = journal.head(STREAM).length();
        if (length == 0) {
            return AuditHead.EMPTY;
        }
        StoredEvent last = journal.read(STREAM, length - 1, 1).get(0);
        Bytes line = last.event().payload();
        long number = AuditLine.read(line).number();
        if (number != length) {
            throw LineReader.unreadable(
                    "line %d of the audit log calls itself line %d; restore a backup".formatted(length, number));
        }
        return new AuditHead(length, line.digest());
    }

    /**
     * Makes lines of {@code events}, one each in their order, for the caller to append with other streams' events in one batch.
     *
     * <p>Waits while another thread's lines are pending, also when interrupted. Throws {@link IllegalStateException} where the calling thread has lines
     * pending already, {@link IllegalArgumentException} where there is no event.
     */
    public synchronized Pending prepare(AuditEvent... events) {
        if (events.length == 0) {
            throw new IllegalArgumentException("an append to the audit log has at least one event");
        }
        awaitTurn();
        AuditHead before = head();
        Instant now = clock.instant();
        AuditHead after = before;
        List<Event> lines = new ArrayList<>(events.length);
        for (AuditEvent event : events) {
            Bytes line = AuditLine.of(event, now, after).bytes();
            lines.add(new Event(TYPE, line));
            after = new AuditHead(after.length() + 1, line.digest());
        }
        Pending pending = new Pending(this, new Append(STREAM, before.length(), lines, List.of(), List.of()), after);
        open = pending;
        return pending;
    }

    private synchronized void awaitTurn() {
        boolean interrupted = false;
        while (open != null) {
            if (open.isOwnedByCaller()) {
                throw new IllegalStateException(
                        "this thread has lines of the audit log pending: close them before it prepares others");
            }
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized void settle(Pending pending, AuditHead after) {
        if (!pending.equals(open)) {
            throw new IllegalStateException("these lines of the audit log are not pending any more");
        }
        head = after;
        open = null;
        notifyAll();
    }

    synchronized void release(Pending pending) {
        if (pending.equals(open)) {
            // The batch may be durable or not: the journal knows.
            head = null;
            open = null;
            notifyAll();
        }
    }

    /**
     * Appends lines by themselves; where another process came first, after its lines.
     *
     * @return the log's head with them
     */
    public AuditHead write(AuditEvent... events) {
        for (int attempt = 1; attempt < MOST_TRIES; attempt++) {
            try {
                return writeOnce(events);
            } catch (FederationException e) {
                if (e.code() != ErrorCode.SEQUENCE_CONFLICT) {
                    throw e;
                }
            }
        }
        return writeOnce(events);
    }

    private AuditHead writeOnce(AuditEvent... events) {
        try (Pending pending = prepare(events)) {
            journal.append(Batch.of(pending.append()));
            pending.committed();
            return pending.head();
        }
    }
}
