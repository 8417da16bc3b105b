package org.wardround.inference.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.wardround.testkit.Property;

final class IntervalsTest {
    private static final Offset<Double> BY_HAND = within(1e-5);

    @Test
    void wilson_is_the_score_interval() {
        // p = 4/6, z² = 3.841459: middle .986788, half 1.959964·√(.037037 + .026677) = .494727, scale 1.640243.
        Bounds bounds = Bounds.wilson(4, 6);
        assertThat(bounds.low()).isCloseTo(0.299993, BY_HAND);
        assertThat(bounds.high()).isCloseTo(0.903229, BY_HAND);
    }

    @Test
    void wilson_gives_the_published_examples() {
        // Newcombe 1998, Statistics in Medicine 17:857, table I, method 3, to four decimals.
        assertPublished(81, 263, 0.2553, 0.3662);
        assertPublished(15, 148, 0.0624, 0.1605);
        assertPublished(0, 20, 0, 0.1611);
        assertPublished(1, 29, 0.0061, 0.1718);
    }

    private static void assertPublished(double successes, double trials, double low, double high) {
        assertThat(Bounds.wilson(successes, trials).low()).isCloseTo(low, within(5e-5));
        assertThat(Bounds.wilson(successes, trials).high()).isCloseTo(high, within(5e-5));
    }

    @Test
    void wilson_has_a_width_where_nothing_or_everything_succeeded() {
        // 0 of 16: high = z²/(n + z²) = 3.841459 / 19.841459.
        assertThat(Bounds.wilson(0, 16).low()).isEqualTo(0);
        assertThat(Bounds.wilson(0, 16).high()).isCloseTo(3.8414588206941236 / 19.841458820694124, within(1e-15));
        assertThat(Bounds.wilson(16, 16).high()).isEqualTo(1);
        assertThat(Bounds.wilson(16, 16).low()).isCloseTo(16 / 19.841458820694124, within(1e-15));
    }

    @Test
    void wilson_lies_around_the_share_and_within_0_and_1() {
        Property.forSeeds(200, random -> {
            int trials = 1 + random.nextInt(300);
            int successes = random.nextInt(trials + 1);
            Bounds bounds = Bounds.wilson(successes, trials);
            assertThat(bounds.low()).isBetween(0.0, (double) successes / trials);
            assertThat(bounds.high()).isBetween((double) successes / trials, 1.0);
        });
    }

    @Test
    void mean_of_two_shares_combines_their_limits() {
        // Both 2/3 with Wilson .207660 … .938508: half widths .459007/√2 and .271841/√2.
        Estimate.Measured mean = Proportion.mean(List.of(new Proportion(2, 3), new Proportion(2, 3)));
        assertThat(mean.value()).isCloseTo(0.666667, BY_HAND);
        assertThat(mean.low()).isCloseTo(0.666667 - 0.459007 / StrictMath.sqrt(2), BY_HAND);
        assertThat(mean.high()).isCloseTo(0.666667 + 0.271841 / StrictMath.sqrt(2), BY_HAND);
    }

    @Test
    void mean_has_students_interval() {
        // 1, 2, 3: mean 2, sd 1, t(2) = 4.302653, half = 4.302653/√3 = 2.484138.
        Estimate.Measured mean = (Estimate.Measured) new MeanEstimate(3, 6, 14, 0, -10, 10).estimate();
        assertThat(mean.value()).isEqualTo(2);
        assertThat(mean.low()).isCloseTo(2 - 2.484138, BY_HAND);
        assertThat(mean.high()).isCloseTo(2 + 2.484138, BY_HAND);
    }

    @Test
    void one_row_says_nothing_about_a_mean() {
        Estimate.Measured mean = (Estimate.Measured) new MeanEstimate(1, 0.2, 0.04, 0, 0, 1).estimate();
        assertThat(mean.low()).isEqualTo(0);
        assertThat(mean.high()).isEqualTo(1);
    }

    @Test
    void ratio_has_cochrans_standard_error() {
        // a = 1, 2; b = 2, 2: r = .75; Σ(a − rb)² = .25 + .25 = .5; se = √(.5·2/1)/4 = .25.
        RatioEstimate ratio = new RatioEstimate(2, 3, 4, 5, 6, 8);
        assertThat(ratio.value()).isEqualTo(0.75);
        assertThat(ratio.standardError()).isCloseTo(0.25, within(1e-15));
    }

    @Test
    void estimates_never_hold_what_is_not_a_number() {
        assertThatThrownBy(() -> Estimate.Measured.of(Double.NaN, new Bounds(0, 1), "t", 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be finite");
        assertThatThrownBy(() -> new Estimate.Undefined(3, "")).hasMessageContaining("must say why");
    }

    @Test
    void remarks_are_joined() {
        Estimate estimate = Estimate.Measured.of(0.5, new Bounds(0, 1), "t", 3);
        assertThat(estimate.noting("one").noting("two").note()).isEqualTo("one; two");
    }

    @Test
    void logit_is_undone_by_its_inverse() {
        assertThat(Logit.inverse(0)).isEqualTo(0.5);
        Property.forSeeds(100, random -> {
            double p = random.nextDouble();
            assertThat(Logit.inverse(Logit.of(p))).isCloseTo(p, within(1e-15));
        });
    }
}
