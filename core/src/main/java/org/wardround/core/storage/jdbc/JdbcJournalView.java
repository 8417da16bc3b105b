package org.wardround.core.storage.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.wardround.core.identity.Sha256;
import org.wardround.core.storage.Batch;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StorageFailure;
import org.wardround.core.storage.StoredEvent;
import org.wardround.core.storage.StreamHead;
import org.wardround.core.storage.StreamName;

/**
 * The journal of a database, to be read alone: beside the process that writes it, or where nothing may be written. It sets nothing up and changes nothing.
 * {@link #append} throws {@link UnsupportedOperationException}. Thread-safe: readers take turns.
 */
public final class JdbcJournalView implements Journal {
    /** All tables are made in one transaction. */
    private static final String TABLE = "journal_head";

    private static final String DATABASE = "the journal's database";

    private final Connection connection;
    private final JournalReader reader;
    private final Dialect dialect;
    private boolean closed;

    private JdbcJournalView(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.reader = new JournalReader(connection);
        this.dialect = dialect;
    }

    /** Opens the journal of a database whose migrations have run. */
    public static JdbcJournalView open(DataSource database) {
        return find(database)
                .orElseThrow(() -> StorageFailure.failed(
                        "read from", DATABASE, new SQLException("it holds no journal; start its owner once")));
    }

    /** Opens the journal of a database; empty where its migrations have not run yet: whoever makes a database has its file first and its tables a moment later. */
    public static Optional<JdbcJournalView> find(DataSource database) {
        try {
            Connection connection = database.getConnection();
            boolean opened = false;
            try {
                Dialect dialect = Dialect.of(connection);
                dialect.prepareReader(connection);
                if (!hasTables(connection)) {
                    return Optional.empty();
                }
                JdbcJournalView view = new JdbcJournalView(connection, dialect);
                opened = true;
                return Optional.of(view);
            } finally {
                if (!opened) {
                    connection.close();
                }
            }
        } catch (SQLException e) {
            throw StorageFailure.failed("open", DATABASE, e);
        }
    }

    private static boolean hasTables(Connection connection) throws SQLException {
        try (ResultSet tables = connection.getMetaData().getTables(null, null, TABLE, null)) {
            return tables.next();
        }
    }

    @Override
    public List<StreamHead> append(Batch batch) {
        throw new UnsupportedOperationException("the journal was opened to be read");
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
    public synchronized void close() {
        closed = true;
        try {
            connection.close();
        } catch (SQLException e) {
            throw StorageFailure.failed("close", DATABASE, e);
        }
    }
}
