package org.wardround.core.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorageRecordsTest {
    private static final StreamName RUN = new StreamName("run/1");
    private static final Event EVENT = new Event("Happened", Bytes.EMPTY);

    @ParameterizedTest
    @ValueSource(strings = {"federation", "run/7f3a", "study/A-1_2.b", "0"})
    void ordinary_names_of_streams_are_taken(String name) {
        assertThat(new StreamName(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "run/", "/run", "run//1", "run/../1", "a b", "é", ".hidden"})
    void other_names_of_streams_are_refused(String name) {
        assertThatThrownBy(() -> new StreamName(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("got '%s'".formatted(name));
    }

    @Test
    void names_types_and_sizes_have_limits() {
        assertThatThrownBy(() -> new StreamName("a".repeat(201))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Event("Round planned", Bytes.EMPTY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Event("Large", zeros(Event.LARGEST_PAYLOAD_BYTES + 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an event's payload has at most 1048576 bytes, got 1048577");
        Append append = Append.of(StreamHead.empty(RUN), EVENT);
        assertThatThrownBy(() -> append.attaching(zeros(Append.LARGEST_ATTACHMENT_BYTES + 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an attachment has at most 65536 bytes, got 65537; larger ones go to a blob store");
    }

    private static Bytes zeros(int length) {
        return Bytes.copyOf(new byte[length]);
    }

    @Test
    void an_append_has_an_event_and_a_batch_each_stream_once() {
        Append append = Append.of(StreamHead.empty(RUN), EVENT);

        assertThatThrownBy(() -> Append.of(StreamHead.empty(RUN))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Batch(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Batch.of(append, append))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("got [run/1, run/1]");
        assertThatThrownBy(() -> Batch.of(append).erasing(List.of(RUN)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("erases no stream that it appends to");
    }

    @Test
    void bytes_are_copied_and_never_printed() {
        byte[] source = {1, 2};
        Bytes bytes = Bytes.copyOf(source);
        source[0] = 9;
        bytes.toArray()[1] = 9;

        assertThat(bytes.toArray()).containsExactly(1, 2);
        assertThat(bytes).hasToString("Bytes[2]");
    }
}
