package org.wardround.privacy.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The noise that is left in a sum, with every number of dropouts that leaves it open. */
class NoiseShareTest {
    private static final double SIGMA = 40;
    private static final int DRAWS = 100_000;
    /** A standard normal number is below this with probability 1e-6. */
    private static final double LOW = -4.7534;

    /** The threshold is ⌊2n/3⌋ + 1; colluders are as many as may be, below a third. */
    @ParameterizedTest
    @CsvSource({"3, 3, 0", "5, 4, 1", "10, 7, 3"})
    void whoever_drops_out_or_colludes_the_variance_is_at_or_above_what_is_claimed(
            int sites, int threshold, int colluders) {
        double share = NoiseShare.sigma(SIGMA, threshold, colluders);
        for (int dropouts = 0; dropouts <= sites - threshold; dropouts++) {
            int honest = sites - dropouts - colluders;
            long[] sum = new long[DRAWS];
            for (int site = 0; site < honest; site++) {
                DiscreteGaussian.ofSigma(share, SecretWords.fresh()).addTo(sum);
            }
            double squares = 0;
            for (long value : sum) {
                squares += (double) value * value;
            }
            double variance = squares / DRAWS;
            // The mean of n squares of normal numbers has the standard deviation σ²·√(2/n).
            double z = (variance / (SIGMA * SIGMA) - 1) / Math.sqrt(2.0 / DRAWS);
            assertThat(z)
                    .as("%d sites, %d dropouts, %d colluders", sites, dropouts, colluders)
                    .isGreaterThan(LOW);
            // Not far more than asked either: what honest shares add up to.
            assertThat(variance / (SIGMA * SIGMA)).isLessThan(1.03 * honest / (threshold - colluders));
        }
    }

    @Test
    void shares_too_small_for_whole_numbers_and_too_many_colluders_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NoiseShare.sigma(6, 4, 1))
                .withMessageContaining("unit");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NoiseShare.sigma(40, 4, 4))
                .withMessageContaining("below the threshold");
    }

    /**
     * Small shares, of which the exact sum can be told from a discrete Gaussian: the probabilities of the sum, added up term by term, against the claim. From σ = ½, where the bound is far from 0, on.
     */
    @ParameterizedTest
    @CsvSource({"0.5, 2", "0.5, 4", "0.6, 3", "0.8, 2", "0.8, 5", "1, 3"})
    void a_sum_of_shares_is_as_close_to_one_discrete_gaussian_as_is_claimed(double sigma, int shares) {
        int reach = 60;
        double[] sum = pmf(sigma * sigma, reach);
        for (int share = 1; share < shares; share++) {
            sum = convolved(sum, pmf(sigma * sigma, reach), reach);
        }
        double[] one = pmf(shares * sigma * sigma, reach);
        double worst = 0;
        // Where the rest of the sums can't be seen: ten standard deviations.
        int seen = (int) (10 * sigma * Math.sqrt(shares));
        for (int x = reach - seen; x <= reach + seen; x++) {
            worst = Math.max(worst, Math.abs(Math.log(sum[x] / one[x])));
        }

        double claimed = NoiseShare.logError(shares, sigma);
        assertThat(worst).isLessThanOrEqualTo(claimed + 1e-9);
        assertThat(worst).as("far from nothing").isGreaterThan(claimed / 100);
    }

    private static double[] pmf(double variance, int reach) {
        double[] weights = new double[2 * reach + 1];
        double total = 0;
        for (int x = -reach; x <= reach; x++) {
            weights[x + reach] = StrictMath.exp(-x * x / (2 * variance));
            total += weights[x + reach];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= total;
        }
        return weights;
    }

    private static double[] convolved(double[] a, double[] b, int reach) {
        double[] sum = new double[a.length];
        for (int x = -reach; x <= reach; x++) {
            for (int y = Math.max(-reach, x - reach); y <= Math.min(reach, x + reach); y++) {
                sum[x + reach] += a[y + reach] * b[x - y + reach];
            }
        }
        return sum;
    }

    @Test
    void with_the_shares_that_are_drawn_the_difference_is_beyond_all_measuring() {
        assertThat(NoiseShare.logError()).isBetween(1e-60, 1e-50);
    }
}
