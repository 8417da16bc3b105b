package org.wardround.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.storage.Append;
import org.wardround.core.storage.Batch;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Event;
import org.wardround.core.storage.EventChain;
import org.wardround.core.storage.Journal;
import org.wardround.core.storage.StoredEvent;
import org.wardround.core.storage.StreamHead;
import org.wardround.core.storage.StreamName;

/** What every journal must do, wherever it keeps its events. */
public abstract class JournalContract {
    protected static final StreamName RUN = new StreamName("run/1");
    protected static final StreamName FEDERATION = new StreamName("federation");
    protected static final int ALL = 1000;

    private static final Event PLANNED = new Event("RoundPlanned", Bytes.of("round 1"));
    private static final Event CLOSED = new Event("RoundClosed", Bytes.EMPTY);
    private static final Bytes VECTOR = Bytes.of("a small vector");

    private Journal journal;

    /** Opens the journal over the same content as before. The contract closes it. */
    protected abstract Journal open();

    @BeforeEach
    void openJournal() {
        journal = open();
    }

    @AfterEach
    void closeJournal() {
        journal.close();
    }

    protected final Journal journal() {
        return journal;
    }

    /** Closes the journal and opens it again. */
    protected final void reopen() {
        journal.close();
        journal = open();
    }

    /** Appends events, whatever the stream's length is. */
    protected final void append(StreamName stream, Event... events) {
        journal.append(Batch.of(Append.of(journal.head(stream), events)));
    }

    protected static void assertFails(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        FederationException.class,
                        failure -> assertThat(failure.code()).isEqualTo(code));
    }

    private List<Event> events(StreamName stream) {
        return journal.read(stream, 0, ALL).stream().map(StoredEvent::event).toList();
    }

    @Test
    void events_come_back_in_their_order_with_their_place() {
        append(RUN, PLANNED);
        append(RUN, CLOSED, PLANNED);

        List<StoredEvent> stored = journal.read(RUN, 0, ALL);

        assertThat(stored).extracting(StoredEvent::event).containsExactly(PLANNED, CLOSED, PLANNED);
        assertThat(stored).extracting(StoredEvent::sequence).containsExactly(1L, 2L, 3L);
        assertThat(stored).extracting(StoredEvent::stream).containsOnly(RUN);
        EventChain.check(StreamHead.empty(RUN), stored);
    }

    @Test
    void all_is_there_after_opening_again() {
        append(RUN, PLANNED);
        append(FEDERATION, CLOSED);
        List<StoredEvent> before = journal.read(RUN, 0, ALL);
        StreamHead head = journal.head(RUN);

        reopen();

        assertThat(journal.read(RUN, 0, ALL)).isEqualTo(before);
        assertThat(journal.head(RUN)).isEqualTo(head);
        assertThat(journal.streams()).containsExactly(FEDERATION, RUN);
        append(RUN, CLOSED);
        assertThat(events(RUN)).containsExactly(PLANNED, CLOSED);
    }

    @Test
    void a_stream_without_events_is_empty() {
        assertThat(journal.head(RUN)).isEqualTo(StreamHead.empty(RUN));
        assertThat(journal.read(RUN, 0, ALL)).isEmpty();
        assertThat(journal.streams()).isEmpty();
        assertThat(journal.attachment(RUN, VECTOR.digest())).isEmpty();
    }

    @Test
    void append_tells_the_new_heads_in_the_order_of_the_batch() {
        List<StreamHead> heads = journal.append(Batch.of(
                Append.of(StreamHead.empty(RUN), PLANNED, CLOSED), Append.of(StreamHead.empty(FEDERATION), CLOSED)));

        assertThat(heads).containsExactly(journal.head(RUN), journal.head(FEDERATION));
        assertThat(heads).extracting(StreamHead::length).containsExactly(2L, 1L);
    }

    @Test
    void reading_starts_after_any_event_and_stops_at_the_limit() {
        append(RUN, numbered(1), numbered(2), numbered(3), numbered(4));

        assertThat(journal.read(RUN, 1, 2)).extracting(StoredEvent::event).containsExactly(numbered(2), numbered(3));
        assertThat(journal.read(RUN, 4, ALL)).isEmpty();
        assertThat(journal.read(RUN, 9, ALL)).isEmpty();
    }

    @Test
    void replay_shows_more_events_than_a_page_holds() {
        List<Event> written = Stream.iterate(1, i -> i + 1)
                .limit(2 * Journal.PAGE + 1)
                .map(JournalContract::numbered)
                .toList();
        append(RUN, written.toArray(new Event[0]));
        List<Event> seen = new ArrayList<>();

        journal.replay(RUN, 0, event -> seen.add(event.event()));

        assertThat(seen).isEqualTo(written);
    }

    private static Event numbered(int number) {
        return new Event("Numbered", Bytes.of("number " + number));
    }

    @Test
    void an_append_after_another_length_is_refused() {
        append(RUN, PLANNED);

        assertFails(
                ErrorCode.SEQUENCE_CONFLICT, () -> journal.append(Batch.of(Append.of(StreamHead.empty(RUN), CLOSED))));
        assertFails(
                ErrorCode.SEQUENCE_CONFLICT,
                () -> journal.append(Batch.of(new Append(FEDERATION, 1, List.of(CLOSED), List.of(), List.of()))));
        assertThat(events(RUN)).containsExactly(PLANNED);
        assertThat(events(FEDERATION)).isEmpty();
    }

    @Test
    void a_batch_with_one_conflict_writes_nothing() {
        append(FEDERATION, PLANNED);

        assertFails(
                ErrorCode.SEQUENCE_CONFLICT,
                () -> journal.append(Batch.of(
                        Append.of(StreamHead.empty(RUN), CLOSED).attaching(VECTOR),
                        Append.of(StreamHead.empty(FEDERATION), CLOSED))));

        assertThat(events(RUN)).isEmpty();
        assertThat(journal.attachment(RUN, VECTOR.digest())).isEmpty();
        assertThat(journal.streams()).containsExactly(FEDERATION);
    }

    @Test
    void attachments_belong_to_their_stream_and_can_be_dropped() {
        journal.append(Batch.of(
                Append.of(StreamHead.empty(RUN), PLANNED).attaching(VECTOR, Bytes.EMPTY),
                Append.of(StreamHead.empty(FEDERATION), PLANNED).attaching(VECTOR)));
        reopen();
        assertThat(journal.attachment(RUN, VECTOR.digest())).contains(VECTOR);
        assertThat(journal.attachment(RUN, Bytes.EMPTY.digest())).contains(Bytes.EMPTY);

        journal.append(Batch.of(Append.of(journal.head(RUN), CLOSED).dropping(VECTOR.digest())));

        assertThat(journal.attachment(RUN, VECTOR.digest())).isEmpty();
        assertThat(journal.attachment(RUN, Bytes.EMPTY.digest())).contains(Bytes.EMPTY);
        assertThat(journal.attachment(FEDERATION, VECTOR.digest())).contains(VECTOR);
        assertThat(events(RUN)).containsExactly(PLANNED, CLOSED);
    }

    @Test
    void an_erased_stream_is_as_if_it_had_never_been_and_the_others_stay() {
        journal.append(Batch.of(
                Append.of(StreamHead.empty(RUN), PLANNED).attaching(VECTOR),
                Append.of(StreamHead.empty(FEDERATION), PLANNED).attaching(VECTOR)));

        journal.append(Batch.of(Append.of(journal.head(FEDERATION), CLOSED)).erasing(List.of(RUN)));
        reopen();

        assertThat(events(RUN)).isEmpty();
        assertThat(journal.head(RUN)).isEqualTo(StreamHead.empty(RUN));
        assertThat(journal.attachment(RUN, VECTOR.digest())).isEmpty();
        assertThat(journal.streams()).containsExactly(FEDERATION);
        assertThat(events(FEDERATION)).containsExactly(PLANNED, CLOSED);
        assertThat(journal.attachment(FEDERATION, VECTOR.digest())).contains(VECTOR);
        journal.append(Batch.of(Append.of(journal.head(RUN), CLOSED)));
        assertThat(events(RUN)).containsExactly(CLOSED);
    }

    @Test
    void nothing_is_erased_by_a_batch_that_can_not_be_written() {
        journal.append(Batch.of(Append.of(journal.head(RUN), PLANNED)));
        Append tooLate = new Append(FEDERATION, 7, List.of(PLANNED), List.of(), List.of());

        assertThatThrownBy(() -> journal.append(Batch.of(tooLate).erasing(List.of(RUN))))
                .isInstanceOf(FederationException.class);

        assertThat(events(RUN)).containsExactly(PLANNED);
    }

    @Test
    void attaching_twice_and_dropping_what_is_not_there_are_no_errors() {
        journal.append(Batch.of(Append.of(journal.head(RUN), PLANNED).attaching(VECTOR, VECTOR)));
        journal.append(Batch.of(Append.of(journal.head(RUN), PLANNED)
                .attaching(VECTOR)
                .dropping(VECTOR.digest(), Sha256.of("nothing"))));

        assertThat(journal.attachment(RUN, VECTOR.digest())).contains(VECTOR);
    }

    @Test
    void the_largest_event_and_attachment_come_back() {
        Bytes payload = Bytes.copyOf(new byte[Event.LARGEST_PAYLOAD_BYTES]);
        Bytes attachment = Bytes.copyOf(new byte[Append.LARGEST_ATTACHMENT_BYTES]);
        Event event = new Event("Large", payload);

        journal.append(Batch.of(Append.of(journal.head(RUN), event).attaching(attachment)));
        reopen();

        assertThat(events(RUN)).containsExactly(event);
        assertThat(journal.attachment(RUN, attachment.digest())).contains(attachment);
    }

    @Test
    void writers_of_many_threads_lose_nothing_and_one_wins_each_place() throws Exception {
        int writers = 4;
        int perWriter = 25;
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                StreamName own = new StreamName("run/" + writer);
                running.add(threads.submit(() -> appendOneByOne(own, perWriter)));
                running.add(threads.submit(() -> appendOneByOne(FEDERATION, perWriter)));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }

        reopen();
        for (int writer = 0; writer < writers; writer++) {
            assertThat(journal.read(new StreamName("run/" + writer), 0, ALL)).hasSize(perWriter);
        }
        assertThat(journal.read(FEDERATION, 0, ALL)).hasSize(writers * perWriter);
    }

    private void appendOneByOne(StreamName stream, int count) {
        int written = 0;
        while (written < count) {
            try {
                append(stream, numbered(written));
                written++;
            } catch (FederationException conflict) {
                assertThat(conflict.code()).isEqualTo(ErrorCode.SEQUENCE_CONFLICT);
            }
        }
    }

    @Test
    void a_closed_journal_refuses() {
        journal.close();

        assertThatThrownBy(() -> journal.head(RUN)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> journal.append(Batch.of(Append.of(StreamHead.empty(RUN), PLANNED))))
                .isInstanceOf(IllegalStateException.class);
        journal.close();
    }
}
