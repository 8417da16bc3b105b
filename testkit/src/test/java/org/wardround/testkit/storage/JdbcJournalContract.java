package org.wardround.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.random.SeededStream;
import org.wardround.core.storage.Append;
import org.wardround.core.storage.Batch;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Event;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StoredEvent;
import org.wardround.core.storage.StreamHead;
import org.wardround.core.storage.jdbc.JdbcJournal;

/** What a journal must do in any database. */
abstract class JdbcJournalContract extends JournalContract {
    private static final Instant NOW = Instant.ofEpochMilli(1_790_000_000_000L);
    private static final Event EVENT = new Event("Happened", Bytes.of("payload"));
    private static final Bytes ATTACHMENT = Bytes.of("attachment");
    private static final int KILLS = 4;
    private static final int MOST_LINES = 400;

    /** Where a migrated database is, the same for the whole test. */
    abstract String address();

    @Override
    protected final Journal open() {
        return JdbcJournal.open(Databases.open(address()), InstantSource.fixed(NOW));
    }

    @Test
    void events_are_dated_by_the_clock() {
        append(RUN, EVENT);

        assertThat(journal().read(RUN, 0, ALL)).extracting(StoredEvent::at).containsExactly(NOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE journal_event SET type = 'Other' WHERE sequence = 2",
                "UPDATE journal_event SET at_millis = at_millis + 1 WHERE sequence = 2",
                "UPDATE journal_event SET payload = (SELECT content FROM journal_attachment) WHERE sequence = 2",
                "UPDATE journal_event SET hash = (SELECT hash FROM journal_event WHERE sequence = 1) WHERE sequence = 2",
                "DELETE FROM journal_event WHERE sequence = 1",
                "DELETE FROM journal_event WHERE sequence = 2",
                "DELETE FROM journal_event WHERE sequence = 3",
                "UPDATE journal_head SET length = 4",
                "UPDATE journal_head SET hash = (SELECT hash FROM journal_event WHERE sequence = 1)"
            })
    void whatever_is_changed_in_a_stream_is_found_when_it_is_read(String change) throws SQLException {
        journal()
                .append(Batch.of(
                        Append.of(StreamHead.empty(RUN), EVENT, EVENT, EVENT).attaching(ATTACHMENT)));

        execute(change);

        assertFails(ErrorCode.STORAGE_CORRUPT, () -> journal().replay(RUN, 0, event -> {}));
    }

    @Test
    void a_broken_chain_is_told_with_its_place_and_a_remedy() throws SQLException {
        append(RUN, EVENT, EVENT, EVENT);

        execute("UPDATE journal_event SET type = 'Other' WHERE sequence = 2");

        assertThatThrownBy(() -> journal().read(RUN, 0, ALL))
                .hasMessage(
                        "event 2 of stream run/1 does not follow from its event 1: the journal was changed or is damaged; restore a backup");
    }

    @Test
    void a_changed_attachment_is_found() throws SQLException {
        journal().append(Batch.of(Append.of(StreamHead.empty(RUN), EVENT).attaching(ATTACHMENT)));

        execute("UPDATE journal_attachment SET content = (SELECT payload FROM journal_event)");

        assertFails(ErrorCode.STORAGE_CORRUPT, () -> journal().attachment(RUN, ATTACHMENT.digest()));
    }

    private void execute(String change) throws SQLException {
        execute(change, 1);
    }

    @Test
    void two_processes_may_write_and_one_wins_each_place() {
        try (Journal other = open()) {
            StreamHead empty = journal().head(RUN);
            other.append(Batch.of(Append.of(empty, EVENT)));

            assertFails(ErrorCode.SEQUENCE_CONFLICT, () -> journal().append(Batch.of(Append.of(empty, EVENT))));
            append(RUN, EVENT);
            other.append(Batch.of(Append.of(other.head(RUN), EVENT)));
        }

        assertThat(journal().read(RUN, 0, ALL)).hasSize(3);
    }

    @Test
    void after_a_failure_nothing_is_written_until_the_journal_is_opened_again() throws SQLException {
        append(RUN, EVENT);
        execute("ALTER TABLE journal_event RENAME TO elsewhere", 0);
        try {
            assertFails(ErrorCode.STORAGE_FAILED, () -> append(RUN, EVENT));
            execute("ALTER TABLE elsewhere RENAME TO journal_event", 0);
            assertFails(ErrorCode.STORAGE_FAILED, () -> append(RUN, EVENT));
        } finally {
            reopen();
        }
        append(RUN, EVENT);
        assertThat(journal().read(RUN, 0, ALL)).hasSize(2);
    }

    private void execute(String sql, int rows) throws SQLException {
        try (Connection connection = Databases.open(address()).getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            assertThat(statement.executeUpdate()).isEqualTo(rows);
        }
    }

    @Test
    void a_killed_process_loses_nothing_that_was_acknowledged() {
        SeededStream random = SeededStream.of(1, "kills");
        List<String> acknowledged = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            try (ChildProcess child = ChildProcess.start(JournalWriting.class, address())) {
                acknowledged.addAll(child.lines(1 + random.nextInt(MOST_LINES)));
                acknowledged.addAll(child.kill());
            }
            reopen();
            assertAllThere(acknowledged);
        }
    }

    private void assertAllThere(List<String> acknowledged) {
        long[] most = new long[JournalWriting.WRITERS];
        for (String line : acknowledged) {
            int space = line.indexOf(' ');
            int writer = Integer.parseInt(line.substring(0, space));
            most[writer] = Math.max(most[writer], Long.parseLong(line.substring(space + 1)));
        }
        for (int writer = 0; writer < most.length; writer++) {
            long[] there = new long[2];
            journal().replay(JournalWriting.left(writer), 0, event -> there[0]++);
            journal().replay(JournalWriting.right(writer), 0, event -> there[1]++);
            assertThat(there[0]).isGreaterThanOrEqualTo(most[writer]).isEqualTo(there[1]);
        }
    }
}
