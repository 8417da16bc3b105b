package org.wardround.core.storage.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.wardround.core.identity.Sha256;
import org.wardround.core.storage.Append;
import org.wardround.core.storage.Batch;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Event;
import org.wardround.core.storage.EventChain;
import org.wardround.core.storage.StorageFailure;
import org.wardround.core.storage.StoredEvent;
import org.wardround.core.storage.StreamHead;
import org.wardround.core.storage.StreamName;

/** The statements that write, on one connection, inside a transaction that somebody else begins and ends. Not thread-safe. */
final class JournalWriter {
    // The head is written first: whoever comes second waits for it, and then finds another length than expected.
    private static final String HEAD = """
            INSERT INTO journal_head (stream, length, hash) VALUES (?, ?, ?)
            ON CONFLICT (stream) DO UPDATE SET length = excluded.length, hash = excluded.hash
            WHERE journal_head.length = ? AND journal_head.hash = ?""";

    private static final String EVENT =
            "INSERT INTO journal_event (stream, sequence, type, at_millis, payload, hash) VALUES (?, ?, ?, ?, ?, ?)";
    private static final String ATTACH =
            "INSERT INTO journal_attachment (stream, digest, content) VALUES (?, ?, ?) ON CONFLICT (stream, digest) DO NOTHING";
    private static final String DROP = "DELETE FROM journal_attachment WHERE stream = ? AND digest = ?";

    private static final List<String> ERASE = List.of(
            "DELETE FROM journal_event WHERE stream = ?",
            "DELETE FROM journal_attachment WHERE stream = ?",
            "DELETE FROM journal_head WHERE stream = ?");

    private final Connection connection;
    private final PreparedStatement find;
    private final PreparedStatement head;
    private final PreparedStatement event;
    private final PreparedStatement attach;
    private final PreparedStatement drop;

    JournalWriter(Connection connection) throws SQLException {
        this.connection = connection;
        find = connection.prepareStatement(JournalReader.HEAD);
        head = connection.prepareStatement(HEAD);
        event = connection.prepareStatement(EVENT);
        attach = connection.prepareStatement(ATTACH);
        drop = connection.prepareStatement(DROP);
    }

    /** Writes a batch. Throws {@code SEQUENCE_CONFLICT}, and the transaction has to be rolled back then. */
    List<StreamHead> write(Batch batch, Instant at) throws SQLException {
        List<StreamHead> heads = new ArrayList<>();
        for (Append append : batch.appends()) {
            heads.add(write(append, at));
        }
        for (StreamName stream : batch.erased()) {
            erase(stream);
        }
        return List.copyOf(heads);
    }

    private StreamHead write(Append append, Instant at) throws SQLException {
        StreamHead before = head(append.stream());
        if (before.length() != append.after()) {
            throw StorageFailure.conflict(before, append.after());
        }
        List<StoredEvent> events = chain(before, append.events(), at);
        StreamHead after = events.get(events.size() - 1).head();
        if (!move(before, after)) {
            throw StorageFailure.conflict(head(append.stream()), append.after());
        }
        for (StoredEvent stored : events) {
            insert(stored);
        }
        for (Sha256 dropped : append.dropped()) {
            drop(append.stream(), dropped);
        }
        for (Bytes attachment : append.attachments()) {
            attach(append.stream(), attachment);
        }
        return after;
    }

    private void erase(StreamName stream) throws SQLException {
        for (String sql : ERASE) {
            try (PreparedStatement delete = connection.prepareStatement(sql)) {
                delete.setString(1, stream.name());
                delete.executeUpdate();
            }
        }
    }

    private StreamHead head(StreamName stream) throws SQLException {
        find.setString(1, stream.name());
        try (ResultSet found = find.executeQuery()) {
            return JournalReader.head(stream, found);
        }
    }

    private static List<StoredEvent> chain(StreamHead before, List<Event> events, Instant at) {
        List<StoredEvent> chain = new ArrayList<>(events.size());
        StreamHead last = before;
        for (Event next : events) {
            StoredEvent stored = EventChain.next(last, at, next);
            chain.add(stored);
            last = stored.head();
        }
        return chain;
    }

    private boolean move(StreamHead before, StreamHead after) throws SQLException {
        head.setString(1, after.stream().name());
        head.setLong(2, after.length());
        head.setString(3, after.hash().hex());
        head.setLong(4, before.length());
        head.setString(5, before.hash().hex());
        return head.executeUpdate() == 1;
    }

    private void insert(StoredEvent stored) throws SQLException {
        event.setString(1, stored.stream().name());
        event.setLong(2, stored.sequence());
        event.setString(3, stored.event().type());
        event.setLong(4, stored.at().toEpochMilli());
        event.setBytes(5, stored.event().payload().toArray());
        event.setString(6, stored.hash().hex());
        event.executeUpdate();
    }

    private void drop(StreamName stream, Sha256 digest) throws SQLException {
        drop.setString(1, stream.name());
        drop.setString(2, digest.hex());
        drop.executeUpdate();
    }

    private void attach(StreamName stream, Bytes content) throws SQLException {
        attach.setString(1, stream.name());
        attach.setString(2, content.digest().hex());
        attach.setBytes(3, content.toArray());
        attach.executeUpdate();
    }
}
