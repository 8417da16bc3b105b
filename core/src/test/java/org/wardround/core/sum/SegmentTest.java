package org.wardround.core.sum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SegmentTest {
    @Test
    void the_exponent_is_the_smallest_that_holds_the_magnitude() {
        assertThat(Segment.exponentFor(1)).isZero();
        assertThat(Segment.exponentFor(Math.nextUp(1.0))).isEqualTo(1);
        assertThat(Segment.exponentFor(120)).isEqualTo(7); // 2^7 = 128
        assertThat(Segment.exponentFor(128)).isEqualTo(7);
        assertThat(Segment.exponentFor(0.3)).isEqualTo(-1); // 2^-1 = 0.5, 2^-2 = 0.25
        assertThat(Segment.exponentFor(0)).isZero();
        assertThat(Segment.exponentFor(0x1p1023)).isEqualTo(1023);
    }

    @Test
    void the_exponent_of_a_tiny_magnitude_is_one_that_a_segment_may_have() {
        for (double tiny : new double[] {Double.MIN_VALUE, Double.MIN_NORMAL, 1e-30}) {
            assertThat(Segment.plain("x", 1, Segment.exponentFor(tiny)).boundExponent())
                    .isEqualTo(-62);
        }
    }

    @Test
    void a_magnitude_that_is_no_bound_is_refused() {
        for (double wrong : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY, Double.MAX_VALUE}) {
            assertThatThrownBy(() -> Segment.exponentFor(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a bound must be from 0 to 2^1023, got " + wrong);
        }
    }

    @Test
    void a_segment_needs_a_name_a_value_and_a_possible_bound() {
        assertThatThrownBy(() -> Segment.plain("", 1, 0)).hasMessage("a segment needs a name");
        assertThatThrownBy(() -> Segment.plain("x", 0, 0)).hasMessage("segment 'x' needs at least one value, got 0");
        assertThatThrownBy(() -> Segment.plain("x", 1, -63))
                .hasMessage("segment 'x' has the bound 2^-63; bounds are 2^-62 to 2^1023");
        assertThatThrownBy(() -> Segment.plain("x", 1, 1024))
                .hasMessage("segment 'x' has the bound 2^1024; bounds are 2^-62 to 2^1023");
    }

    @Test
    void a_mean_is_weighted_and_a_count_is_not() {
        assertThat(Segment.shared("loss", 1, 0)).isEqualTo(new Segment("loss", 1, 0, true, false));
        assertThat(Segment.plain("rows", 1, 0)).isEqualTo(new Segment("rows", 1, 0, false, false));
    }
}
