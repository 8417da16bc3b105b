package org.wardround.privacy.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wardround.privacy.noise.RepeatableWords;
import org.wardround.privacy.noise.SecretWords;

/** Counts with noise. Keys are fixed; each check of a distribution would fail for less than one key in a million. */
class PrivateStatisticsTest {
    private static final double DELTA = 1e-5;
    private static final int DRAWS = 200_000;
    /** A standard normal number is as far from 0 with probability 1e-6. */
    private static final double FAR = 4.8916;

    @Test
    void the_noise_of_counts_keeps_epsilon_for_all_counts_that_a_patient_is_in() {
        CountNoise one = CountNoise.of(0.5, DELTA, 1);
        CountNoise nine = CountNoise.of(0.5, DELTA, 9);
        assertThat(nine.sigma()).isCloseTo(3 * one.sigma(), within(1e-9));
        assertThat(nine.epsilon(DELTA)).isBetween(0.4999, 0.5);
        assertThat(nine.cost().text()).startsWith("1 x discrete-gaussian-vector ");
        // The classical bound √(2 ln(1.25/δ))/ε = 9.69 for one count lies above what is really needed.
        assertThat(one.sigma()).isBetween(6.0, 9.69);
    }

    @Test
    void noise_always_hides_ten_patients_and_then_costs_less_than_was_allowed() {
        CountNoise noise = CountNoise.of(50, DELTA, 4);
        assertThat(CountNoise.halfWidth(noise.variance())).isCloseTo(10, within(1e-9));
        assertThat(noise.epsilon(DELTA)).isLessThan(3);
    }

    @Test
    void each_count_has_noise_of_its_own_with_the_exact_probabilities() {
        double sigma = 1.5;
        long[] noised = new CountNoise(sigma, 3).noised(filled(20), RepeatableWords.of(1));
        double all = IntStream.rangeClosed(-40, 40)
                .mapToDouble(x -> weight(x, sigma))
                .sum();
        for (int x = -4; x <= 4; x++) {
            double p = weight(x, sigma) / all;
            int at = 20 + x;
            long seen = Arrays.stream(noised).filter(value -> value == at).count();
            assertThat((double) seen / DRAWS).isCloseTo(p, within(FAR * Math.sqrt(p * (1 - p) / DRAWS)));
        }
    }

    @Test
    void nineteen_of_twenty_sums_lie_within_half_a_width() {
        CountNoise noise = new CountNoise(6, 1);
        SecretWords words = RepeatableWords.of(2);
        long[] first = noise.noised(filled(0), words);
        long[] second = noise.noised(filled(0), words);
        double half = CountNoise.halfWidth(2 * noise.variance());
        // Whole numbers: a half width of 16.6 holds those up to 16, and so a little more or less than 95 %.
        long within = IntStream.range(0, DRAWS)
                .filter(i -> Math.abs(first[i] + second[i]) <= half)
                .count();
        assertThat((double) within / DRAWS).isBetween(0.945, 0.955);
    }

    @Test
    void what_makes_no_sense_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CountNoise(0, 1))
                .withMessageContaining("2^20");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CountNoise(1, 0))
                .withMessageContaining("1 count");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CountNoise(0x1p21, 1))
                .withMessageContaining("2^20");
    }

    private static long[] filled(long value) {
        long[] counts = new long[DRAWS];
        Arrays.fill(counts, value);
        return counts;
    }

    private static double weight(int x, double sigma) {
        return StrictMath.exp(-(double) x * x / (2 * sigma * sigma));
    }
}
