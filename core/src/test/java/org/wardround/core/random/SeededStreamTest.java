package org.wardround.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Known answers come from an implementation in Python that gives the published SplitMix64 sequence for the state 1234567
 * (6457827717110365317, 3203168211198807973, 9817491932198370423, …). Limits of the statistics belong to a false-alarm rate of at most 1e-6.
 */
class SeededStreamTest {
    @Test
    void a_named_stream_has_known_numbers() {
        SeededStream stream = SeededStream.of(7, "batches", "cleveland", 3);

        assertThat(stream.nextLong()).isEqualTo(8663161742955382939L);
        assertThat(stream.nextLong()).isEqualTo(-2616560837828314908L);
        assertThat(stream.nextLong()).isEqualTo(1002268254625821151L);
    }

    @Test
    void a_numbered_stream_has_known_numbers() {
        SeededStream stream = SeededStream.ofIndex(42, 5);

        assertThat(stream.nextLong()).isEqualTo(1748197520074064154L);
        assertThat(stream.nextLong()).isEqualTo(-5149454352077919429L);
    }

    @Test
    void doubles_are_the_upper_53_bits() {
        SeededStream stream = SeededStream.of(7, "batches", "cleveland", 3);

        assertThat(stream.nextDouble()).isEqualTo(4230059444802433L * 0x1p-53);
        assertThat(stream.nextDouble()).isEqualTo(7729581658145135L * 0x1p-53);
    }

    @Test
    void keys_are_told_apart_by_their_parts() {
        assertThat(new long[] {
                    SeededStream.of(1, "ab", "c").nextLong(),
                    SeededStream.of(1, "a", "bc").nextLong(),
                    SeededStream.of(1, "abc").nextLong(),
                    SeededStream.of(1, "abc", "").nextLong(),
                    SeededStream.of(2, "abc").nextLong(),
                    SeededStream.ofIndex(1, 2).nextLong(),
                    SeededStream.ofIndex(2, 1).nextLong(),
                    SeededStream.ofIndex(1, 3).nextLong()
                })
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 1000})
    void integers_are_uniform_below_their_bound(int bound) {
        SeededStream stream = SeededStream.of(1, "uniform", bound);
        int[] counts = new int[bound];
        for (int i = 0; i < 200 * bound; i++) {
            counts[stream.nextInt(bound)]++;
        }
        assertUniform(counts, 200);
    }

    @Test
    void a_bound_that_is_no_power_of_two_gives_no_bias() {
        // With a modulus or a plain product, the lower third of the range would come up twice as often as the rest.
        int bound = (int) ((1L << 32) / 3);
        SeededStream stream = SeededStream.of(1, "bias");
        int[] counts = new int[4];
        for (int i = 0; i < 40_000; i++) {
            counts[(int) (4L * stream.nextInt(bound) / bound)]++;
        }
        assertUniform(counts, 10_000);
    }

    @Test
    void doubles_are_uniform_and_streams_of_neighbours_are_unrelated() {
        int[] within = new int[64];
        int[] across = new int[64];
        SeededStream stream = SeededStream.of(1, "doubles");
        for (int i = 0; i < 64_000; i++) {
            within[(int) (64 * stream.nextDouble())]++;
            across[(int) (64 * SeededStream.ofIndex(9, i).nextDouble())]++;
        }
        assertUniform(within, 1000);
        assertUniform(across, 1000);
    }

    @Test
    void gaussians_have_mean_0_variance_1_and_the_normal_tail() {
        SeededStream stream = SeededStream.of(1, "gaussian");
        int n = 100_000;
        double sum = 0;
        double squares = 0;
        int beyondTwo = 0;
        for (int i = 0; i < n; i++) {
            double value = stream.nextGaussian();
            sum += value;
            squares += value * value;
            beyondTwo += Math.abs(value) > 2 ? 1 : 0;
        }
        // Five standard errors: 1/√n, √(2/n), √(p(1−p)/n) with p = 0.0455.
        assertThat(sum / n).isCloseTo(0, within(0.0158));
        assertThat(squares / n).isCloseTo(1, within(0.0224));
        assertThat((double) beyondTwo / n).isCloseTo(0.0455, within(0.0033));
    }

    @Test
    void every_order_is_equally_likely_after_a_shuffle() {
        SeededStream stream = SeededStream.of(1, "shuffle");
        int[] counts = new int[6];
        for (int i = 0; i < 6000; i++) {
            int[] order = {0, 1, 2};
            stream.shuffle(order);
            counts[2 * order[0] + (order[1] > order[2] ? 1 : 0)]++;
        }
        assertUniform(counts, 1000);
    }

    @Test
    void a_shuffle_loses_nothing() {
        int[] values = {5, 5, 1, 2, 9};

        SeededStream.of(3).shuffle(values);

        Arrays.sort(values);
        assertThat(values).containsExactly(1, 2, 5, 5, 9);
    }

    @Test
    void a_bound_below_1_is_refused() {
        assertThatThrownBy(() -> SeededStream.of(1).nextInt(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bound must be at least 1, got 0");
    }

    /** The limit lies above the 1e-6 quantile, about {@code degrees + 4.75·√(2·degrees) + 14.4} (Cornish and Fisher 1938). */
    private static void assertUniform(int[] counts, int expected) {
        double chiSquared = 0;
        for (int count : counts) {
            chiSquared += (double) (count - expected) * (count - expected) / expected;
        }
        int degrees = counts.length - 1;
        assertThat(chiSquared).isLessThan(degrees + 4.8 * Math.sqrt(2.0 * degrees) + 20);
    }
}
