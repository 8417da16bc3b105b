package org.wardround.site.audit;

import org.wardround.core.storage.Append;

/**
 * Lines that are written once the caller's batch is. Until it is closed nobody else's lines can be prepared, so hold it for one append and no longer:
 *
 * <pre>{@code
 * try (Pending pending = log.prepare(released)) {
 *     Submission submission = sign(pending.head());
 *     journal.append(Batch.of(pending.append(), answers(submission)));
 *     pending.committed();
 * }
 * }</pre>
 *
 * <p>Closed without {@link #committed}, the log reads what the journal has before it goes on. Thread-safe.
 */
public final class Pending implements AutoCloseable {
    private final AuditLog log;
    private final Append append;
    private final AuditHead head;
    private final Thread owner;

    Pending(AuditLog log, Append append, AuditHead head) {
        this.log = log;
        this.append = append;
        this.head = head;
        this.owner = Thread.currentThread();
    }

    /** What goes into the caller's batch, unchanged and once. */
    public Append append() {
        return append;
    }

    /** The log as it is when the batch is durable: what a {@code Submission} says of it. */
    public AuditHead head() {
        return head;
    }

    /** The batch is durable. Throws {@link IllegalStateException} once it is closed. */
    public void committed() {
        log.settle(this, head);
    }

    boolean isOwnedByCaller() {
        return owner.equals(Thread.currentThread());
    }

    /** Lets others go on; of no effect after {@link #committed} or a second time. */
    @Override
    public void close() {
        log.release(this);
    }
}
