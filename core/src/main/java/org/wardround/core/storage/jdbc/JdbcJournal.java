package org.wardround.core.storage.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.storage.Batch;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StorageFailure;
import org.wardround.core.storage.StoredEvent;
import org.wardround.core.storage.StreamHead;
import org.wardround.core.storage.StreamName;

/**
 * A journal in SQLite or PostgreSQL.
 *
 * <p>It holds two connections: one thread writes on the first and lets batches that arrive during a commit share the next one; readers take turns on the second. One process at a
 * time may open it: a second one is refused by {@code STORAGE_BUSY} and told who has it. Who comes second to a place in a stream gets {@code SEQUENCE_CONFLICT}. Thread-safe.
 *
 * <p>SQLite is set to write-ahead log and {@code synchronous=FULL}; a PostgreSQL that runs without {@code fsync} or {@code full_page_writes} is refused, for what it
 * acknowledges is not durable.
 */
public final class JdbcJournal implements Journal {
    /** Where the migrations lie on the class path, as Flyway takes it; the placeholder {@code bytes} is {@code BLOB} or {@code BYTEA}. */
    public static final String MIGRATIONS = "classpath:org/wardround/core/storage/jdbc";

    private static final String DATABASE = "the journal's database";

    private final Connection writing;
    private final Connection reading;
    private final JournalReader reader;
    private final Dialect dialect;
    private final Dialect.Lock lock;
    private final GroupCommit writer;
    private final Thread thread;
    private boolean closed;

    private JdbcJournal(Connection writing, Connection reading, Dialect dialect, Dialect.Lock lock, GroupCommit writer)
            throws SQLException {
        this.writing = writing;
        this.reading = reading;
        this.dialect = dialect;
        this.lock = lock;
        this.reader = new JournalReader(reading);
        this.writer = writer;
        this.thread = new Thread(writer, "journal-writer");
    }

    /**
     * Opens the journal of a database whose migrations have run. Throws {@code STORAGE_BUSY} where somebody has it open.
     *
     * @param clock what events are dated by
     */
    public static JdbcJournal open(DataSource database, InstantSource clock) {
        return open(database, clock, false);
    }

    /**
     * The same, where nothing of an attachment or a stream may be found in the database's files once {@link #append} has returned from dropping or erasing it: for secrets. SQLite only. While somebody else reads the
     * database it waits for some seconds, and then for the next drop or start.
     */
    public static JdbcJournal openErasing(DataSource database, InstantSource clock) {
        return open(database, clock, true);
    }

    private static JdbcJournal open(DataSource database, InstantSource clock, boolean erases) {
        try {
            Connection writing = database.getConnection();
            boolean opened = false;
            try {
                JdbcJournal journal = open(database, writing, clock, erases);
                journal.thread.setDaemon(true);
                journal.thread.start();
                opened = true;
                return journal;
            } finally {
                if (!opened) {
                    writing.close();
                }
            }
        } catch (SQLException e) {
            throw StorageFailure.failed("open", DATABASE, e);
        }
    }

    private static JdbcJournal open(DataSource database, Connection writing, InstantSource clock, boolean erases)
            throws SQLException {
        Dialect dialect = Dialect.of(writing);
        Dialect.Lock lock = dialect.lock(writing);
        boolean opened = false;
        try {
            dialect.prepareWriter(writing);
            if (erases) {
                dialect.prepareErasing(writing);
                // What was dropped just before the process was killed.
                dialect.erase(writing);
            }
            JdbcJournal journal =
                    open(database, writing, dialect, lock, new GroupCommit(writing, dialect, clock, erases));
            opened = true;
            return journal;
        } finally {
            if (!opened) {
                lock.release();
            }
        }
    }

    private static JdbcJournal open(
            DataSource database, Connection writing, Dialect dialect, Dialect.Lock lock, GroupCommit writer)
            throws SQLException {
        Connection reading = database.getConnection();
        boolean opened = false;
        try {
            dialect.prepareReader(reading);
            JdbcJournal journal = new JdbcJournal(writing, reading, dialect, lock, writer);
            opened = true;
            return journal;
        } finally {
            if (!opened) {
                reading.close();
            }
        }
    }

    @Override
    public List<StreamHead> append(Batch batch) {
        try {
            return writer.submit(batch).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof FederationException failure) {
                throw new FederationException(failure.code(), Objects.toString(failure.getMessage()), failure);
            }
            throw e;
        }
    }

    @Override
    public StreamHead head(StreamName stream) {
        return read(() -> reader.head(stream));
    }

    @Override
    public List<StoredEvent> read(StreamName stream, long after, int most) {
        if (after < 0 || most < 1) {
            throw new IllegalArgumentException(
                    "reading starts after 0 or more events and takes 1 or more, got %d and %d".formatted(after, most));
        }
        return read(() -> reader.events(stream, after, most));
    }

    @Override
    public Optional<Bytes> attachment(StreamName stream, Sha256 digest) {
        return read(() -> reader.attachment(stream, digest));
    }

    @Override
    public List<StreamName> streams() {
        return read(reader::streams);
    }

    private interface Reading<T> {
        T read() throws SQLException;
    }

    private synchronized <T> T read(Reading<T> reading) {
        if (closed) {
            throw new IllegalStateException("the journal is closed");
        }
        try {
            return reading.read();
        } catch (SQLException e) {
            throw switch (dialect.problem(e)) {
                case CORRUPT -> StorageFailure.damaged(DATABASE, e);
                case BUSY -> StorageFailure.busy(DATABASE, e);
                case FULL, OTHER -> StorageFailure.failed("read from", DATABASE, e);
            };
        }
    }

    @Override
    public void close() {
        writer.close();
        awaitWriter();
        synchronized (this) {
            if (!closed) {
                closed = true;
                disconnect();
            }
        }
    }

    private void disconnect() {
        try {
            unlock();
            reading.close();
            writing.close();
        } catch (SQLException e) {
            throw StorageFailure.failed("close", DATABASE, e);
        }
    }

    private void unlock() {
        try {
            lock.release();
        } catch (SQLException e) {
            // The connection has failed, and the lock ended with it.
        }
    }

    private void awaitWriter() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
