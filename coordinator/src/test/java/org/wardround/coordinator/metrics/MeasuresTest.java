package org.wardround.coordinator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.MessageLite;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.wardround.core.identity.SiteId;
import org.wardround.core.storage.Append;
import org.wardround.core.storage.Batch;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.Event;
import org.wardround.core.storage.StreamHead;
import org.wardround.core.storage.StreamName;
import org.wardround.protocol.v1.Entry;
import org.wardround.protocol.v1.Lost;
import org.wardround.protocol.v1.RoundClosed;
import org.wardround.testkit.storage.MemoryDisk;

final class MeasuresTest {
    private static final StreamName RUN = new StreamName("run/run-1");

    private Instant now = Instant.EPOCH;
    private final Measures measures = new Measures(() -> now);
    private final MeteredJournal journal = new MeteredJournal(new MemoryDisk().journal(() -> now), measures);
    private StreamHead head = journal.head(RUN);

    private void write(String type, MessageLite payload) {
        Event event = new Event(type, Bytes.copyOf(payload.toByteArray()));
        head = journal.append(Batch.of(Append.of(head, event))).get(0);
    }

    private static Entry closed(String code) {
        return Entry.newBuilder()
                .setRoundClosed(RoundClosed.newBuilder().setCode(code))
                .build();
    }

    @Test
    void rounds_and_answers_are_counted_from_what_the_journal_has() {
        write("RoundPlanned", Lost.getDefaultInstance());
        write("AnswerAccepted", Lost.getDefaultInstance());
        write("AnswerRefused", Lost.newBuilder().setCode("NOT_APPROVED").build());
        now = now.plusSeconds(20);
        write("EntryWritten", closed(""));
        write("RoundPlanned", Lost.getDefaultInstance());
        write("EntryWritten", closed("QUORUM_NOT_MET"));

        assertThat(measures.text())
                .contains(
                        "wardround_rounds_total{outcome=\"opened\"} 2.0",
                        "wardround_rounds_total{outcome=\"closed\"} 1.0",
                        "wardround_rounds_total{outcome=\"abandoned\"} 1.0",
                        "wardround_answers_total{code=\"\",result=\"accepted\"} 1.0",
                        "wardround_answers_total{code=\"NOT_APPROVED\",result=\"refused\"} 1.0",
                        "wardround_round_seconds_bucket{le=\"5.0\"} 1",
                        "wardround_round_seconds_bucket{le=\"30.0\"} 2",
                        "wardround_journal_writes_total 6.0");
    }

    @Test
    void a_site_is_connected_for_a_minute_after_its_call_for_news() {
        measures.polled(new SiteId("north"));
        now = now.plusSeconds(30);
        assertThat(measures.text())
                .contains("wardround_sites_connected 1.0", "wardround_site_last_poll_age_seconds{site=\"north\"} 30.0");
        now = now.plusSeconds(31);
        assertThat(measures.text()).contains("wardround_sites_connected 0.0");
    }
}
