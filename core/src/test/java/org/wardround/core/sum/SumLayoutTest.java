package org.wardround.core.sum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;

class SumLayoutTest {
    private static final SumLayout LAYOUT =
            new SumLayout(4, List.of(Segment.plain("a", 3, 0), Segment.plain("b", 1, 7), Segment.plain("c", 2, -3)));

    @Test
    void segments_follow_each_other() {
        assertThat(LAYOUT.length()).isEqualTo(6);
        assertThat(LAYOUT.start("a")).isZero();
        assertThat(LAYOUT.start("b")).isEqualTo(3);
        assertThat(LAYOUT.start("c")).isEqualTo(4);
        assertThat(LAYOUT.segment("b").boundExponent()).isEqualTo(7);
        assertThat(LAYOUT.has("c")).isTrue();
        assertThat(LAYOUT.has("d")).isFalse();
    }

    @Test
    void each_position_belongs_to_one_segment() {
        int[] indices = new int[6];
        for (int position = 0; position < indices.length; position++) {
            indices[position] = LAYOUT.indexAt(position);
        }
        assertThat(indices).containsExactly(0, 0, 0, 1, 2, 2);
    }

    @Test
    void the_scale_leaves_room_for_the_bound_and_the_contributors() {
        // 62 bits, less b, less 2 bits for four contributors.
        assertThat(LAYOUT.fractionBits(LAYOUT.segment("a"))).isEqualTo(60);
        assertThat(LAYOUT.fractionBits(LAYOUT.segment("b"))).isEqualTo(53);
        assertThat(LAYOUT.fractionBits(LAYOUT.segment("c"))).isEqualTo(63);
    }

    @Test
    void a_shared_segment_needs_no_room_for_contributors_because_shares_add_up_to_1() {
        SumLayout layout = new SumLayout(1_000_000, List.of(Segment.shared("loss", 1, 5), Segment.plain("rows", 1, 5)));

        assertThat(layout.fractionBits(layout.segment("loss"))).isEqualTo(57);
        assertThat(layout.fractionBits(layout.segment("rows"))).isEqualTo(37); // a million is below 2^20
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 1000, 1_000_000, Integer.MAX_VALUE})
    void the_largest_words_of_all_contributors_fit_64_bits(int contributors) {
        SumLayout layout = new SumLayout(contributors, List.of(Segment.plain("x", 1, 5)));

        long largest = (long) (Math.scalb(1.0, 5) * layout.scale(0));

        BigInteger sum = BigInteger.valueOf(largest).multiply(BigInteger.valueOf(contributors));
        assertThat(sum).isLessThan(BigInteger.ONE.shiftLeft(63));
        // No more than one bit is given away.
        assertThat(sum).isGreaterThan(BigInteger.ONE.shiftLeft(61));
    }

    @Test
    void bounds_that_leave_no_whole_numbers_are_refused_all_at_once() {
        List<Segment> segments =
                List.of(Segment.plain("ok", 1, 61), Segment.plain("x", 1, 62), Segment.plain("y", 1, 1023));

        assertThatThrownBy(() -> new SumLayout(2, segments))
                .isInstanceOfSatisfying(
                        FederationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SUM_OVERFLOW))
                .hasMessage("these sums over 2 sites don't fit 64 bits: x (bound 2^62), y (bound 2^1023);"
                        + " declare narrower ranges in the study");
        assertThat(new SumLayout(1, List.of(Segment.plain("x", 1, 62))).scale(0))
                .isEqualTo(1);
    }

    @Test
    void a_layout_needs_contributors_and_distinct_segments() {
        Segment segment = Segment.plain("x", 1, 0);
        assertThatThrownBy(() -> new SumLayout(0, List.of(segment)))
                .hasMessage("a sum has at least one contributor, got 0");
        assertThatThrownBy(() -> new SumLayout(1, List.of())).hasMessage("a layout needs at least one segment");
        assertThatThrownBy(() -> new SumLayout(1, List.of(segment, segment)))
                .hasMessage("segment names must differ, got 'x' twice");
    }

    @Test
    void an_unknown_segment_is_named_with_those_there_are() {
        assertThatThrownBy(() -> LAYOUT.start("d"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no segment 'd' among [a, b, c]");
    }

    @Test
    void layouts_with_the_same_content_are_equal() {
        assertThat(LAYOUT)
                .isEqualTo(new SumLayout(4, LAYOUT.segments()))
                .hasSameHashCodeAs(new SumLayout(4, LAYOUT.segments()));
        assertThat(LAYOUT).isNotEqualTo(new SumLayout(3, LAYOUT.segments()));
        assertThat(LAYOUT).isNotEqualTo(new SumLayout(4, LAYOUT.segments().subList(0, 2)));
    }
}
