package org.wardround.protocol.https;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;

class PartReaderTest {
    private static final int MOST = 1000;

    private final List<byte[]> parts = new ArrayList<>();
    private final PartReader reader = new PartReader(MOST);

    @Test
    void parts_come_whole_wherever_the_bytes_are_cut() {
        byte[] first = {1, 2, 3};
        byte[] second = new byte[MOST];
        second[MOST - 1] = 7;
        for (int size = 1; size <= 2 * MOST; size = 2 * size + 1) {
            parts.clear();
            ByteBuf all = Unpooled.wrappedBuffer(HttpForm.part(first), HttpForm.part(second));
            while (all.isReadable()) {
                reader.read(all.readSlice(Math.min(size, all.readableBytes())), parts::add);
            }

            assertThat(parts).as("cut every %d bytes", size).containsExactly(first, second);
            assertThat(reader.isBetweenParts()).isTrue();
        }
    }

    @Test
    void a_stream_may_not_end_within_a_length_or_a_part() {
        reader.read(Unpooled.wrappedBuffer(new byte[] {0, 0}), parts::add);
        assertThat(reader.isBetweenParts()).isFalse();
        reader.read(Unpooled.wrappedBuffer(new byte[] {0, 2, 9}), parts::add);
        assertThat(reader.isBetweenParts()).isFalse();
        assertThat(parts).isEmpty();
        reader.read(Unpooled.wrappedBuffer(new byte[] {9}), parts::add);
        assertThat(reader.isBetweenParts()).isTrue();
        assertThat(parts).hasSize(1);
    }

    @Test
    void lengths_beyond_the_limit_and_of_nothing_are_refused() {
        assertRefused(ErrorCode.MESSAGE_TOO_LARGE, MOST + 1);
        assertRefused(ErrorCode.MESSAGE_TOO_LARGE, -1);
        assertRefused(ErrorCode.MALFORMED_MESSAGE, 0);
    }

    private void assertRefused(ErrorCode code, int length) {
        assertThatThrownBy(() -> new PartReader(MOST).read(Unpooled.copyInt(length), parts::add))
                .isInstanceOfSatisfying(
                        FederationException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
