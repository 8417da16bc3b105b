package org.wardround.core.sum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SumTest {
    /** f = 62 − 60 − 1 = 1 for rows over two sites, 62 − 59 = 3 for the shared loss. */
    private static final SumLayout LAYOUT =
            new SumLayout(2, List.of(Segment.plain("rows", 1, 60), Segment.shared("loss", 3, 59)));

    private static final Sum SUM = new Sum(LAYOUT, ArrayWords.owning(new long[] {24, 4, -8, 1}), 2);

    @Test
    void words_come_back_in_the_units_of_their_segment() {
        assertThat(SUM.value("rows")).isEqualTo(12);
        assertThat(SUM.values("loss")).containsExactly(0.5, -1, 0.125);
    }

    @Test
    void part_of_a_segment_is_read_from_its_own_start() {
        double[] target = {9, 9, 9};

        SUM.read("loss", 1, target, 2);

        assertThat(target).containsExactly(-1, 0.125, 9);
    }

    @Test
    void a_read_does_not_run_into_the_next_segment() {
        assertThatThrownBy(() -> SUM.read("rows", 0, new double[2], 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> SUM.read("loss", 2, new double[2], 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void a_single_value_is_asked_of_a_segment_that_has_one() {
        assertThatThrownBy(() -> SUM.value("loss"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("segment 'loss' has 3 values, not one");
    }

    @Test
    void what_does_not_fit_the_layout_is_refused() {
        Words four = ArrayWords.owning(new long[4]);
        assertThatThrownBy(() -> new Sum(LAYOUT, ArrayWords.owning(new long[5]), 1))
                .hasMessage("the layout has 4 values, the words are 5");
        assertThatThrownBy(() -> new Sum(LAYOUT, four, -1)).hasMessage("a sum has 0 contributors or more, got -1");
        assertThatThrownBy(() -> new Sum(LAYOUT, four, 3))
                .hasMessage("the scales are chosen for 2 contributors at most, got 3");
    }

    @Test
    void printing_shows_no_values() {
        assertThat(SUM).hasToString("Sum[4 values of 2 sites]");
    }
}
