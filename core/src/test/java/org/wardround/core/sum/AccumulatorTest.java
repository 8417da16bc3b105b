package org.wardround.core.sum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.core.vector.Vector;

class AccumulatorTest {
    private static final int LENGTH = 2 * Vector.BLOCK + 5;
    private static final SumLayout LONG = new SumLayout(3, List.of(Segment.plain("x", LENGTH, 60)));
    private static final SumLayout SHORT = new SumLayout(3, List.of(Segment.plain("x", 2, 60)));

    @Test
    void words_wrap_around_at_64_bits() {
        long[] one = {Long.MAX_VALUE, -1};
        long[] two = {1, 1};
        SummedWords sum = new SummedWords(List.of(ArrayWords.owning(one), ArrayWords.owning(two)));
        long[] target = new long[2];

        sum.read(0, target, 2);

        assertThat(target).containsExactly(Long.MIN_VALUE, 0);
    }

    @Test
    void adding_to_a_block_keeps_what_was_there_and_reading_does_not() {
        SummedWords sum = new SummedWords(List.of(ArrayWords.owning(new long[] {1, 2, 3})));
        long[] target = {10, 20, 30};

        sum.addTo(1, target, 2);
        assertThat(target).containsExactly(12, 23, 30);

        sum.read(0, target, 2);
        assertThat(target).containsExactly(1, 2, 30);
    }

    @Test
    void blocks_of_a_long_sum_may_be_read_from_anywhere() {
        Accumulator accumulator = new Accumulator(LONG);
        accumulator.add(counting());
        accumulator.add(counting());
        Sum sum = accumulator.sum();

        for (int offset : new int[] {0, 1, Vector.BLOCK - 1, Vector.BLOCK, Vector.BLOCK + 4, LENGTH - Vector.BLOCK}) {
            double[] block = new double[Vector.BLOCK];
            sum.read("x", offset, block, Vector.BLOCK);
            for (int i = 0; i < block.length; i++) {
                assertThat(block[i]).isEqualTo(2.0 * (offset + i));
            }
        }
        assertThat(sum.values("x")).hasSize(LENGTH).endsWith(2.0 * (LENGTH - 1));
    }

    @Test
    void a_part_of_the_sites_is_added_with_their_number() {
        Accumulator part = new Accumulator(SHORT);
        part.add(ArrayWords.owning(new long[] {1, 2}));
        part.add(ArrayWords.owning(new long[] {3, 4}));
        Accumulator whole = new Accumulator(SHORT);
        whole.add(ArrayWords.owning(new long[] {10, 20}));

        whole.add(part);

        assertThat(whole.sum().values("x")).containsExactly(14, 26);
        assertThat(whole.contributors()).isEqualTo(3);
    }

    @Test
    void more_sites_than_the_scales_allow_are_refused() {
        Accumulator accumulator = new Accumulator(SHORT);
        for (int i = 0; i < 3; i++) {
            accumulator.add(ArrayWords.owning(new long[2]));
        }

        assertThatThrownBy(() -> accumulator.add(ArrayWords.owning(new long[2])))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the scales are chosen for 3 contributors at most, got 4");
    }

    @Test
    void nothing_is_added_to_a_sum_that_was_handed_out() {
        Accumulator accumulator = new Accumulator(SHORT);
        Sum sum = accumulator.sum();

        assertThatThrownBy(() -> accumulator.add(ArrayWords.owning(new long[2])))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has been handed out");
        assertThat(sum.values("x")).containsExactly(0, 0);
    }

    @Test
    void words_of_another_shape_are_refused() {
        Accumulator accumulator = new Accumulator(SHORT);

        assertThatThrownBy(() -> accumulator.add(ArrayWords.owning(new long[3])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("3 words can't be added to 2");
        SumLayout otherScale = new SumLayout(3, List.of(Segment.plain("x", 2, 59)));
        assertThatThrownBy(() -> accumulator.add(new Accumulator(otherScale)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a sum of another layout can't be added");
        assertThatThrownBy(() -> new SummedWords(List.of()))
                .hasMessage("a sum needs contributions, all of one length; got 0 of the lengths []");
        assertThatThrownBy(
                        () -> new SummedWords(List.of(ArrayWords.owning(new long[1]), ArrayWords.owning(new long[2]))))
                .hasMessage("a sum needs contributions, all of one length; got 2 of the lengths [1, 2]");
    }

    private static Words counting() {
        long[] words = new long[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            words[i] = i;
        }
        return ArrayWords.owning(words);
    }
}
