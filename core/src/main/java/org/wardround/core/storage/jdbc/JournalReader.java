package org.wardround.core.storage.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wardround.core.identity.Sha256;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Event;
import org.wardround.core.storage.EventChain;
import org.wardround.core.storage.StorageFailure;
import org.wardround.core.storage.StoredEvent;
import org.wardround.core.storage.StreamHead;
import org.wardround.core.storage.StreamName;

/** The statements that read, on one connection. Not thread-safe. */
final class JournalReader {
    static final String HEAD = "SELECT length, hash FROM journal_head WHERE stream = ?";

    private static final String EVENTS = """
            SELECT sequence, type, at_millis, payload, hash FROM journal_event
            WHERE stream = ? AND sequence > ? ORDER BY sequence LIMIT ?""";

    private static final String PLACE = "SELECT hash FROM journal_event WHERE stream = ? AND sequence = ?";
    private static final String CONTENT = "SELECT content FROM journal_attachment WHERE stream = ? AND digest = ?";
    private static final String STREAMS = "SELECT stream FROM journal_head";

    private final Connection connection;

    JournalReader(Connection connection) {
        this.connection = connection;
    }

    StreamHead head(StreamName stream) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HEAD)) {
            statement.setString(1, stream.name());
            try (ResultSet found = statement.executeQuery()) {
                return head(stream, found);
            }
        }
    }

    static StreamHead head(StreamName stream, ResultSet found) throws SQLException {
        return found.next()
                ? new StreamHead(stream, found.getLong(1), new Sha256(found.getString(2)))
                : StreamHead.empty(stream);
    }

    /** Events after number {@code after}, checked against the chain, and against the head where they reach it. */
    List<StoredEvent> events(StreamName stream, long after, int most) throws SQLException {
        // Read before the events: what is appended meanwhile is then beyond the head and can't be taken for missing.
        StreamHead head = head(stream);
        if (after >= head.length()) {
            return List.of();
        }
        int wanted = (int) Math.min(most, head.length() - after);
        StreamHead before = place(stream, after);
        List<StoredEvent> events = select(stream, after, wanted);
        EventChain.check(before, events);
        StreamHead last =
                events.isEmpty() ? before : events.get(events.size() - 1).head();
        if (events.size() < wanted || (last.length() == head.length() && !last.equals(head))) {
            throw StorageFailure.wrongEnd(head, last);
        }
        return List.copyOf(events);
    }

    private StreamHead place(StreamName stream, long sequence) throws SQLException {
        if (sequence == 0) {
            return StreamHead.empty(stream);
        }
        try (PreparedStatement statement = connection.prepareStatement(PLACE)) {
            statement.setString(1, stream.name());
            statement.setLong(2, sequence);
            try (ResultSet found = statement.executeQuery()) {
                if (!found.next()) {
                    throw StorageFailure.missing(stream, sequence);
                }
                return new StreamHead(stream, sequence, new Sha256(found.getString(1)));
            }
        }
    }

    private List<StoredEvent> select(StreamName stream, long after, int most) throws SQLException {
        List<StoredEvent> events = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(EVENTS)) {
            statement.setString(1, stream.name());
            statement.setLong(2, after);
            statement.setInt(3, most);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    events.add(new StoredEvent(
                            stream,
                            found.getLong(1),
                            Instant.ofEpochMilli(found.getLong(3)),
                            new Event(found.getString(2), Bytes.copyOf(found.getBytes(4))),
                            new Sha256(found.getString(5))));
                }
            }
        }
        return events;
    }

    Optional<Bytes> attachment(StreamName stream, Sha256 digest) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CONTENT)) {
            statement.setString(1, stream.name());
            statement.setString(2, digest.hex());
            try (ResultSet found = statement.executeQuery()) {
                if (!found.next()) {
                    return Optional.empty();
                }
                Bytes content = Bytes.copyOf(found.getBytes(1));
                if (!content.digest().equals(digest)) {
                    throw StorageFailure.changed("an attachment of stream " + stream, digest, content.digest());
                }
                return Optional.of(content);
            }
        }
    }

    List<StreamName> streams() throws SQLException {
        List<StreamName> names = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(STREAMS);
                ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                names.add(new StreamName(found.getString(1)));
            }
        }
        // Here and not in the database, whose order depends on its language.
        return names.stream().sorted().toList();
    }
}
