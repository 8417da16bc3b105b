package org.wardround.report.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.wardround.testkit.Property;

class ScaleTest {
    @Test
    void ends_and_ticks_are_round_numbers() {
        // 0.612 to 0.94 spans 0.328; a quarter is 0.082, so steps of 0.1 and ends at 0.6 and 1.0
        Scale scale = Scale.around(List.of(0.612, 0.94));
        assertThat(scale.labels(4)).containsExactly("0.6", "0.7", "0.8", "0.9", "1.0");
        assertThat(scale.fraction(0.8)).isCloseTo(0.5, Offset.offset(1e-12));
    }

    @Test
    void negative_ticks_have_a_true_minus_sign_and_zero_is_plain() {
        assertThat(new Scale(-0.2, 0.2).labels(4)).containsExactly("−0.2", "−0.1", "0.0", "0.1", "0.2");
    }

    @Test
    void values_that_are_not_finite_do_not_count_and_none_at_all_gives_zero_to_one() {
        assertThat(Scale.around(List.of(Double.NaN, 2.0, 4.0)).low()).isEqualTo(2);
        assertThat(Scale.around(List.of(Double.NaN))).isEqualTo(new Scale(0, 1));
    }

    @Test
    void every_value_lies_on_the_axis_around_it() {
        Property.forSeeds(200, random -> {
            double one = random.nextGaussian() * StrictMath.pow(10, random.nextInt(12) - 6);
            double other = random.nextInt(5) == 0 ? one : one + random.nextGaussian();
            Scale scale = Scale.around(List.of(one, other));
            assertThat(scale.low()).isLessThanOrEqualTo(Math.min(one, other));
            assertThat(scale.high()).isGreaterThanOrEqualTo(Math.max(one, other));
            assertThat(scale.ticks(4)).hasSizeBetween(2, 12);
        });
    }

    @Test
    void one_huge_interval_does_not_stretch_the_axis_of_the_others() {
        List<Double> values = List.of(0.1, 0.2, 0.3, 0.15, 0.25, 0.35, 0.2, 0.3, 0.4, -90.0, 1.0, 120.0);
        Scale scale = Scale.robust(values, List.of(-0.5));
        assertThat(scale.low()).isEqualTo(-0.5);
        assertThat(scale.high()).isBetween(0.4, 1.5);
        assertThat(scale.cuts(120)).isTrue();
        assertThat(scale.cuts(0.4)).isFalse();
    }

    @Test
    void where_values_are_merely_spread_the_axis_holds_them_all() {
        List<Double> values = List.of(0.8, 0.85, 0.9, 0.75, 0.8, 0.85, 0.5, 0.6, 0.7);
        assertThat(Scale.robust(values, List.of())).isEqualTo(Scale.around(values));
        assertThat(Scale.robust(List.of(1.0, 1000.0), List.of())).isEqualTo(Scale.around(List.of(1.0, 1000.0)));
        assertThat(Scale.robust(List.of(), List.of())).isEqualTo(new Scale(0, 1));
    }

    @Test
    void an_axis_without_length_is_refused() {
        assertThatThrownBy(() -> new Scale(1, 1)).hasMessageContaining("from low to high");
    }
}
