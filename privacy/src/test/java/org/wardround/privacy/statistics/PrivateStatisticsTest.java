package org.wardround.privacy.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wardround.privacy.accounting.RenyiAccountant;
import org.wardround.privacy.noise.RepeatableWords;
import org.wardround.privacy.noise.SecretWords;

/** Counts, sums, histograms and quantiles with noise. Keys are fixed; each check of a distribution would fail for less than one key in a million. */
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

    /** 3 − 5, clamped 10 − 5, clamped 0 − 5, and nobody: −2 + 5 − 5 = −2. */
    @Test
    void a_sum_is_of_distances_from_the_middle_of_the_range() {
        PrivateSum sum = new PrivateSum(0, 10, 0x1p-22);
        double found = sum.noised(new double[] {3, 12, -7, Double.NaN}, RepeatableWords.of(3));
        assertThat(found).isCloseTo(-2, within(1e-4));
        assertThat(sum.middle()).isEqualTo(5);
    }

    @Test
    void the_noise_of_a_sum_has_its_variance_and_its_cost() {
        PrivateSum sum = new PrivateSum(-3, 5, 2);
        SecretWords words = RepeatableWords.of(4);
        int draws = 20_000;
        double squares = 0;
        for (int i = 0; i < draws; i++) {
            double noise = sum.noised(new double[0], words);
            squares += noise * noise;
        }
        // The variance of a sample variance is 2σ⁴/n.
        assertThat(squares / draws / (sum.sigma() * sum.sigma())).isCloseTo(1, within(FAR * Math.sqrt(2.0 / draws)));
        assertThat(sum.sigma()).isEqualTo(8);
        double epsilon = sum.cost().epsilon(new RenyiAccountant(), DELTA).orElseThrow();
        // Continuous noise of twice the sensitivity: ρ = 1/8, so ρ + 2√(ρ ln(1/δ)) = 2.53 at most.
        assertThat(epsilon).isBetween(1.9, 2.53);
    }

    /** Bins of 2: 1 and 1.9; 2; none; 7, 8 and 11; with next to no noise. */
    @Test
    void a_histogram_counts_each_patient_once() {
        PrivateHistogram.Bins bins = new PrivateHistogram.Bins(0, 8, 4);
        PrivateHistogram histogram =
                PrivateHistogram.of(new double[] {1, 1.9, 2, 7, 8, 11, Double.NaN}, bins, 0.1, RepeatableWords.of(5));
        assertThat(histogram.bins()).containsExactly(2L, 1L, 0L, 3L);
        assertThat(PrivateHistogram.cost(0.1).text()).isEqualTo("1 x discrete-gaussian-vector 0.1 1.0");
    }

    /** Of 10 patients 4 in [0, 2), none in the next, 6 in the last: the median is the first of the last bin's six; 4 + 1 of 10 are below 4 + 2/6. */
    @Test
    void quantiles_come_from_noised_bins() {
        PrivateHistogram histogram =
                PrivateHistogram.ofNoised(new PrivateHistogram.Bins(0, 6, 3), new long[] {4, -3, 6});
        assertThat(histogram.quantile(0.2)).isCloseTo(1, within(1e-12));
        assertThat(histogram.quantile(0.5)).isCloseTo(4 + 2.0 / 6, within(1e-12));
        assertThat(histogram.quantile(1)).isCloseTo(6, within(1e-12));
        assertThat(PrivateHistogram.ofNoised(new PrivateHistogram.Bins(0, 6, 2), new long[] {-1, 0})
                        .quantile(0.5))
                .isEqualTo(3);
    }

    @Test
    void the_median_of_many_is_found_through_the_noise() {
        double[] values = IntStream.range(0, 10_000).mapToDouble(i -> i / 100.0).toArray();
        double median = PrivateHistogram.of(values, new PrivateHistogram.Bins(0, 100, 50), 20, RepeatableWords.of(6))
                .quantile(0.5);
        // 25 bins of σ = 20 below it: 100 patients, or one in the unit of the values; five times that at most.
        assertThat(median).isCloseTo(50, within(5.0));
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
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PrivateSum(1, 1, 1))
                .withMessageContaining("larger");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PrivateHistogram.Bins(0, 1, 0))
                .withMessageContaining("1 or more");
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
