package org.wardround.core.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;

class EventChainTest {
    private static final StreamName RUN = new StreamName("run/1");
    private static final Instant AT = Instant.ofEpochMilli(1_790_000_000_123L);
    private static final Event EVENT = new Event("Planned", Bytes.of("abc"));

    @Test
    void the_hash_is_the_one_that_the_format_describes() {
        assertThat(EventChain.start(RUN))
                .isEqualTo(new Sha256("0035d88034f28623ff22084006a9047d6a631b9326cef35d97d5d4623e7730b6"));
        assertThat(EventChain.next(StreamHead.empty(RUN), AT, EVENT).hash())
                .isEqualTo(new Sha256("77d05a894ac7ce2b0bdbda1400a001a2ba565fc18bbab35830aa48a3aec71a66"));
    }

    @Test
    void times_are_cut_to_milliseconds() {
        StoredEvent stored = EventChain.next(StreamHead.empty(RUN), AT.plusNanos(999_999), EVENT);

        assertThat(stored).isEqualTo(EventChain.next(StreamHead.empty(RUN), AT, EVENT));
        assertThat(stored.at()).isEqualTo(AT);
    }

    @Test
    void streams_with_equal_events_have_different_hashes() {
        assertThat(EventChain.next(StreamHead.empty(RUN), AT, EVENT).hash())
                .isNotEqualTo(EventChain.next(StreamHead.empty(new StreamName("run/2")), AT, EVENT)
                        .hash());
    }

    @Test
    void a_whole_chain_passes_from_any_place() {
        List<StoredEvent> chain = chain();

        assertThatCode(() -> EventChain.check(StreamHead.empty(RUN), chain)).doesNotThrowAnyException();
        assertThatCode(() -> EventChain.check(chain.get(0).head(), chain.subList(1, 3)))
                .doesNotThrowAnyException();
    }

    @Test
    void whatever_was_changed_breaks_the_chain() {
        StoredEvent second = chain().get(1);

        assertBroken(replaced(second.sequence(), second.at(), new Event("Planned", Bytes.of("abd"))));
        assertBroken(replaced(second.sequence(), second.at(), new Event("PlanneD", Bytes.of("abc"))));
        assertBroken(replaced(second.sequence(), second.at().plusMillis(1), second.event()));
        assertBroken(replaced(3, second.at(), second.event()));
        assertBroken(List.of(chain().get(0), chain().get(2)));
        assertBroken(List.of(chain().get(0), chain().get(2), chain().get(1)));
    }

    private static List<StoredEvent> chain() {
        List<StoredEvent> chain = new ArrayList<>();
        StreamHead head = StreamHead.empty(RUN);
        for (int i = 0; i < 3; i++) {
            StoredEvent next = EventChain.next(head, AT, EVENT);
            chain.add(next);
            head = next.head();
        }
        return chain;
    }

    private static List<StoredEvent> replaced(long sequence, Instant at, Event event) {
        List<StoredEvent> chain = new ArrayList<>(chain());
        chain.set(1, new StoredEvent(RUN, sequence, at, event, chain.get(1).hash()));
        return chain;
    }

    private static void assertBroken(List<StoredEvent> chain) {
        assertThatThrownBy(() -> EventChain.check(StreamHead.empty(RUN), chain))
                .isInstanceOfSatisfying(
                        FederationException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.STORAGE_CORRUPT))
                .hasMessageContaining("of stream run/1 does not follow from its event 1");
    }
}
