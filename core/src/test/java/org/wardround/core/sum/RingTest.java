package org.wardround.core.sum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RingTest {
    private static final long[] WORDS = {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, -258};

    @Test
    void words_of_32_bits_are_four_bytes_the_lowest_first() {
        byte[] bytes = new byte[4];

        Ring.BITS_32.write(new long[] {-258}, 1, bytes);

        assertThat(bytes).containsExactly(0xFE, 0xFE, 0xFF, 0xFF);
    }

    @Test
    void what_is_written_is_read() {
        for (Ring ring : Ring.values()) {
            byte[] bytes = new byte[WORDS.length * ring.wordBytes()];
            ring.write(WORDS, WORDS.length, bytes);
            long[] read = new long[WORDS.length + 1];
            ring.read(bytes, WORDS.length, read, 1);
            assertThat(read).startsWith(0).endsWith(WORDS);
        }
    }

    @Test
    void a_sum_of_32_bits_wraps_where_it_is_too_large() {
        Words large = ArrayWords.owning(new long[] {Integer.MAX_VALUE, 5}, Ring.BITS_32);
        Words one = ArrayWords.owning(new long[] {1, -7}, Ring.BITS_32);
        long[] sum = new long[2];

        new SummedWords(List.of(large, one)).read(0, sum, 2);

        assertThat(sum).containsExactly(Integer.MIN_VALUE, -2);
    }

    @Test
    void words_of_different_rings_are_not_added() {
        Words narrow = ArrayWords.owning(new long[] {1}, Ring.BITS_32);
        assertThatThrownBy(() -> new SummedWords(List.of(narrow, ArrayWords.owning(new long[] {1}))))
                .hasMessage("words of different rings can't be added");
    }

    /** 30 bits for what counts, three of them for five sites, a bound of 2^0: multiples of 2^-27, and five times the bound is below 2^31. */
    @Test
    void a_layout_of_32_bits_leaves_room_for_the_sum_of_all_sites() {
        Segment weights = Segment.plain("weights", 2, 0);
        SumLayout layout = new SumLayout(5, List.of(weights), Ring.BITS_32);

        assertThat(layout.fractionBits(weights)).isEqualTo(27);
        assertThat(FixedPoint.encodeNow(layout, new double[] {1, -0.5}).ring()).isEqualTo(Ring.BITS_32);
        assertThat(layout).isNotEqualTo(new SumLayout(5, List.of(weights)));
        assertThatThrownBy(() -> new SumLayout(5, List.of(Segment.plain("weights", 2, 28)), Ring.BITS_32))
                .hasMessageContaining("don't fit 32 bits");
    }
}
