package org.wardround.core.storage.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.storage.Batch;
import org.wardround.core.storage.StorageFailure;
import org.wardround.core.storage.StreamHead;

/**
 * The one thread that writes: while a commit waits for the disk, batches gather, and the next commit takes all of them. A group with a batch that can't be
 * written is rolled back and its batches are tried one by one, so that none suffers for another.
 *
 * <p>A failure that leaves the outcome open ends the writing: everything later is refused with it. Thread-safe.
 */
final class GroupCommit implements Runnable {
    private static final int MOST_BATCHES = 64;

    private final Connection connection;
    private final Dialect dialect;
    private final JournalWriter writer;
    private final InstantSource clock;
    private final boolean erases;
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private boolean closed;

    /** Whether something was dropped that files may still hold. Touched by the writing thread alone. */
    private boolean traces;

    /** Touched by the writing thread alone. */
    private @Nullable FederationException broken;

    /** {@code batch} is null for the last one, which ends the thread. */
    private record Request(@Nullable Batch batch, CompletableFuture<List<StreamHead>> outcome) {}

    /** @param erases whether nothing of a dropped attachment may stay in a file */
    GroupCommit(Connection connection, Dialect dialect, InstantSource clock, boolean erases) throws SQLException {
        this.erases = erases;
        this.connection = connection;
        this.dialect = dialect;
        this.writer = new JournalWriter(connection);
        this.clock = clock;
    }

    /** Completes when the batch is durable, or with the reason why it is not. */
    synchronized CompletableFuture<List<StreamHead>> submit(Batch batch) {
        if (closed) {
            throw new IllegalStateException("the journal is closed");
        }
        CompletableFuture<List<StreamHead>> outcome = new CompletableFuture<>();
        requests.add(new Request(batch, outcome));
        return outcome;
    }

    /** Takes no more batches; the thread ends when those before are done. */
    synchronized void close() {
        if (!closed) {
            closed = true;
            requests.add(new Request(null, new CompletableFuture<>()));
        }
    }

    @Override
    public void run() {
        boolean open = true;
        while (open) {
            List<Request> group = take();
            open = group.get(group.size() - 1).batch != null;
            List<Request> written = open ? group : group.subList(0, group.size() - 1);
            if (!written.isEmpty()) {
                write(written);
            }
        }
    }

    private List<Request> take() {
        List<Request> group = new ArrayList<>();
        try {
            group.add(requests.take());
        } catch (InterruptedException e) {
            throw new IllegalStateException("the journal's writer is nobody's to interrupt", e);
        }
        requests.drainTo(group, MOST_BATCHES - 1);
        return group;
    }

    private void write(List<Request> group) {
        try {
            if (broken != null) {
                throw broken;
            }
            List<List<StreamHead>> heads = commit(group);
            erase(group);
            for (int i = 0; i < group.size(); i++) {
                group.get(i).outcome.complete(heads.get(i));
            }
        } catch (FederationException e) {
            if (group.size() == 1 || broken != null || e.code() == ErrorCode.STORAGE_BUSY) {
                group.forEach(request -> request.outcome.completeExceptionally(e));
            } else {
                group.forEach(request -> write(List.of(request)));
            }
        } catch (RuntimeException | Error e) {
            // A defect: whoever waits must not wait for ever, and nothing may be written on top of it.
            broken = StorageFailure.failed("write to", "the journal", e);
            group.forEach(request -> request.outcome.completeExceptionally(e));
        }
    }

    private List<List<StreamHead>> commit(List<Request> group) {
        try {
            dialect.begin(connection);
        } catch (SQLException e) {
            throw explain(e);
        }
        try {
            Instant at = clock.instant();
            List<List<StreamHead>> heads = new ArrayList<>();
            for (Request request : group) {
                if (request.batch != null) {
                    heads.add(writer.write(request.batch, at));
                }
            }
            dialect.commit(connection);
            return heads;
        } catch (SQLException e) {
            FederationException failure = explain(e);
            rollback();
            throw failure;
        } catch (FederationException conflict) {
            rollback();
            throw conflict;
        }
    }

    /** Before anybody is told that what was dropped is gone. */
    private void erase(List<Request> group) {
        traces |= erases && group.stream().anyMatch(GroupCommit::drops);
        if (!traces) {
            return;
        }
        try {
            traces = !dialect.erase(connection);
        } catch (SQLException e) {
            throw explain(e);
        }
    }

    private static boolean drops(Request request) {
        Batch batch = request.batch;
        return batch != null
                && (!batch.erased().isEmpty()
                        || batch.appends().stream()
                                .anyMatch(append -> !append.dropped().isEmpty()));
    }

    private FederationException explain(SQLException e) {
        return switch (dialect.problem(e)) {
            case FULL -> StorageFailure.full("a batch of events", "the journal's database");
            case BUSY -> StorageFailure.busy("the journal's database", e);
            case CORRUPT, OTHER -> {
                broken = StorageFailure.failed("write to", "the journal's database", e);
                yield broken;
            }
        };
    }

    private void rollback() {
        try {
            dialect.rollback(connection);
        } catch (SQLException e) {
            // Some failures have ended the transaction already. Where it is still open the next one can't begin, and
            // that ends the writing.
        }
    }
}
