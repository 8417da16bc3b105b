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
                .isThrownBy(() -> NoiseShare.sigma(2, 4, 1))
                .withMessageContaining("unit");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NoiseShare.sigma(40, 4, 4))
                .withMessageContaining("below the threshold");
    }
}
