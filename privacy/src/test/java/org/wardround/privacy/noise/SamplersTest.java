package org.wardround.privacy.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardround.privacy.crypto.MaskKey;

/**
 * Draws against the formula's probabilities. Each check would fail by chance for at most one key in a million; the keys are fixed, so that a build comes out the same each time.
 */
class SamplersTest {
    private static final int DRAWS = 1_000_000;
    /** A standard normal number is as far from 0 with probability 1e-6. */
    private static final double FAR = 4.8916;
    /** A standard normal number is above this with probability 1e-6. */
    private static final double HIGH = 4.7534;

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.7, 1, 2.5, 4, 40, 999.99, 9000, 30_000, 1e7})
    void gaussian_draws_have_the_probabilities_of_the_formula(double sigma) {
        DiscreteGaussian noise = DiscreteGaussian.ofSigma(sigma, words((int) sigma));
        assertThat(noise.sigma()).isBetween(sigma, sigma * (1 + 1e-6));
        check(noise, sigma, DRAWS, x -> StrictMath.exp(-(double) x * x / (2 * sigma * sigma)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.5, 1, 2.75, 30, 12_345.6})
    void laplace_draws_have_the_probabilities_of_the_formula(double scale) {
        DiscreteLaplace noise = DiscreteLaplace.ofScale(scale, words((int) scale + 100));
        assertThat(noise.scale()).isBetween(scale, scale * (1 + 1e-8));
        check(noise, 1.5 * scale, DRAWS, x -> StrictMath.exp(-Math.abs((double) x) / scale));
    }

    @Test
    void coins_fall_as_often_as_the_formula_says() {
        ExponentialCoin coin = new ExponentialCoin(words(7));
        for (long[] odds : new long[][] {{0, 1}, {1, 3}, {1, 1}, {7, 3}, {5L << 50, 1L << 52}}) {
            double heads = StrictMath.exp(-(double) odds[0] / odds[1]);
            double spread = FAR * Math.sqrt(heads * (1 - heads) / DRAWS);
            int seen = 0;
            for (int i = 0; i < DRAWS; i++) {
                seen += heads(coin, odds[0], odds[1]) ? 1 : 0;
            }
            assertThat((double) seen / DRAWS).isBetween(heads - spread, heads + spread);
        }
    }

    @Test
    void floating_point_arithmetic_decides_as_integers_do() {
        for (double sigma : new double[] {0.1, 0.3, 1, 4, 999.99, 0x1p15, 0x1p20 + 1 / 3.0, 0x1p40}) {
            DiscreteGaussian fast = DiscreteGaussian.ofSigma(sigma, words(5));
            SecretWords sameWords = words(5);
            DiscreteGaussian exact = DiscreteGaussian.ofSigma(sigma, sameWords, new ExponentialCoin(sameWords, 1));
            for (int i = 0; i < DRAWS / 20; i++) {
                assertThat(fast.next()).isEqualTo(exact.next());
            }
        }
    }

    @Test
    void a_coin_whose_arithmetic_can_not_decide_asks_for_the_whole_numbers() {
        AtomicInteger asked = new AtomicInteger();
        ExponentialCoin coin = new ExponentialCoin(words(9));
        BigInteger three = BigInteger.valueOf(3);
        for (double near : new double[] {1 - 0x1p-50, 1 + 0x1p-50, 1e9}) {
            coin.heads(
                    near,
                    () -> {
                        asked.incrementAndGet();
                        return three;
                    },
                    three);
        }
        assertThat(asked).hasValueGreaterThanOrEqualTo(3);
        assertThat(heads(coin, 1_000_000_000, 1)).isFalse();
    }

    private static boolean heads(ExponentialCoin coin, long numerator, long denominator) {
        return coin.heads(
                (double) numerator / denominator, () -> BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
    }

    @Test
    void no_two_streams_are_alike() {
        assertThat(SecretWords.fresh().next()).isNotEqualTo(SecretWords.fresh().next());
    }

    @Test
    void what_can_not_be_drawn_is_refused() {
        for (double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 0x1p41}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DiscreteGaussian.ofSigma(wrong, words(1)))
                    .withMessageContaining("2^40");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DiscreteLaplace.ofScale(wrong, words(1)))
                    .withMessageContaining("2^40");
        }
    }

    /** Chi-square and Kolmogorov–Smirnov over cells of equal width, mean and variance, against {@code weight} over all integers. */
    private static void check(IntegerNoise noise, double spread, int draws, LongToDoubleFunction weight) {
        long reach = (long) (spread * 30) + 12;
        long stride = Math.max(1, reach / 1_000_000);
        double total = 0;
        double square = 0;
        double fourth = 0;
        for (long x = -reach; x <= reach; x += stride) {
            double here = weight.applyAsDouble(x);
            total += here;
            square += here * x * x;
            fourth += here * x * x * x * x;
        }
        double variance = square / total;
        int half = (int) Math.min(25, reach);
        long width = Math.max(1, (long) (spread / 5) | 1);
        double[] expected = expected(weight, half, width, draws / total / stride, stride > 1);
        double[] seen = new double[2 * half + 1];
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < draws; i++) {
            long drawn = noise.next();
            sum += drawn;
            squares += (double) drawn * drawn;
            long cell = Math.floorDiv(drawn + width / 2, width);
            seen[(int) Math.max(-half, Math.min(half, cell)) + half]++;
        }
        double outside = draws - Arrays.stream(expected).sum();
        expected[0] += outside / 2;
        expected[2 * half] += outside / 2;

        assertThat(Math.abs(sum / draws)).isLessThan(FAR * Math.sqrt(variance / draws));
        double spreadOfSquares = Math.sqrt((fourth / total - variance * variance) / draws);
        assertThat(squares / draws).isBetween(variance - FAR * spreadOfSquares, variance + FAR * spreadOfSquares);
        assertThat(chiSquareAsNormal(seen, expected)).isLessThan(HIGH);
        assertThat(largestDistance(seen, expected, draws)).isLessThan(Math.sqrt(StrictMath.log(2 / 1e-6) / 2 / draws));
    }

    private static double[] expected(
            LongToDoubleFunction weight, int half, long width, double perWeight, boolean wide) {
        double[] expected = new double[2 * half + 1];
        int parts = wide ? 200 : (int) width;
        for (int cell = -half; cell <= half; cell++) {
            for (int part = 0; part < parts; part++) {
                // Where cells hold millions of integers, the middle of each 200th stands for its integers.
                double x = wide
                        ? cell * (double) width - width / 2.0 + (part + 0.5) * width / parts
                        : cell * width - width / 2 + part;
                expected[cell + half] += weight.applyAsDouble((long) x) * perWeight * ((double) width / parts);
            }
        }
        return expected;
    }

    /** Cells with fewer than 20 expected draws are taken together; the statistic is made normal by Wilson and Hilferty's formula. */
    private static double chiSquareAsNormal(double[] seen, double[] expected) {
        double statistic = 0;
        int cells = 0;
        double rareSeen = 0;
        double rareExpected = 0;
        for (int i = 0; i < seen.length; i++) {
            if (expected[i] < 20) {
                rareSeen += seen[i];
                rareExpected += expected[i];
            } else {
                statistic += (seen[i] - expected[i]) * (seen[i] - expected[i]) / expected[i];
                cells++;
            }
        }
        if (rareExpected >= 20) {
            statistic += (rareSeen - rareExpected) * (rareSeen - rareExpected) / rareExpected;
            cells++;
        } else {
            // Three times the expected number and more is rarer than one in a million from 20 on.
            assertThat(rareSeen).isLessThan(60);
        }
        double freedom = cells - 1;
        double scale = 2 / (9 * freedom);
        return (StrictMath.cbrt(statistic / freedom) - (1 - scale)) / Math.sqrt(scale);
    }

    private static double largestDistance(double[] seen, double[] expected, int draws) {
        double seenBelow = 0;
        double expectedBelow = 0;
        double largest = 0;
        for (int i = 0; i < seen.length; i++) {
            seenBelow += seen[i] / draws;
            expectedBelow += expected[i] / draws;
            largest = Math.max(largest, Math.abs(seenBelow - expectedBelow));
        }
        return largest;
    }

    private static SecretWords words(int number) {
        byte[] key = new byte[MaskKey.SIZE_BYTES];
        key[0] = (byte) number;
        key[1] = (byte) (number >> 8);
        key[2] = (byte) (number >> 16);
        return SecretWords.insecureRepeatable(new MaskKey(key));
    }
}
