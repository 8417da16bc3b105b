package org.wardround.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Values that other accountants publish or give. Where they hold the truth, ours agree to 1e-6; where they are estimates, ours are within 1e-3 and never below the truth as far as it is known:
 * to say too little is worse than to be far off.
 */
class ReferenceValuesTest {
    private static final Offset<Double> CLOSE = Offset.offset(1e-3);
    private static final LossDistributionAccountant LOSSES = new LossDistributionAccountant();
    private static final RenyiAccountant RENYI = new RenyiAccountant();

    /** opacus/tests/prv_accountant.py with the values of microsoft/prv_accountant, estimates from above; the last column is dp-accounting 0.6.0 at an interval of 1e-4. */
    @ParameterizedTest
    @CsvSource({
        "0.001, 100, 0.8, 0.270403, 0.260339",
        "0.001, 100, 1.5, 0.039369, 0.029269",
        "0.001, 100, 2.0, 0.029105, 0.018962",
        "0.001, 100, 3.0, 0.021520, 0.011278",
        "0.05, 100, 0.8, 6.741052, 6.730629",
        "0.05, 100, 1.5, 1.953853, 1.943736",
        "0.05, 100, 2.0, 1.283637, 1.273560",
        "0.05, 100, 3.0, 0.767934, 0.757884",
        "0.2, 100, 0.8, 24.333664, 24.322620",
        "0.2, 100, 1.5, 8.498978, 8.488586",
        "0.2, 100, 2.0, 5.672056, 5.661788",
        "0.2, 100, 3.0, 3.381221, 3.371055",
        "0.001, 1000, 0.8, 0.477771, 0.467695",
        "0.001, 1000, 1.5, 0.099821, 0.089884",
        "0.001, 1000, 2.0, 0.071219, 0.061314",
        "0.001, 1000, 3.0, 0.047616, 0.037767",
        "0.05, 1000, 0.8, 19.525843, 19.515033",
        "0.05, 1000, 1.5, 6.209969, 6.199695",
        "0.05, 1000, 2.0, 4.172800, 4.162611",
        "0.05, 1000, 3.0, 2.527574, 2.517457",
        "0.001, 20000, 0.8, 1.296009, 1.286152",
        "0.001, 20000, 1.5, 0.437005, 0.427622",
        "0.001, 20000, 2.0, 0.305838, 0.296706",
        "0.001, 20000, 3.0, 0.194031, 0.185361",
        "0.05, 20000, 1.5, 38.306618, 38.295545",
        "0.05, 20000, 2.0, 24.421719, 24.410971",
        "0.05, 20000, 3.0, 13.961115, 13.950657",
        "0.001, 50000, 0.8, 2.034515, 2.024833",
        "0.001, 50000, 1.5, 0.704218, 0.695254",
        "0.001, 50000, 2.0, 0.491355, 0.482802",
        "0.001, 50000, 3.0, 0.309694, 0.301900",
        "0.05, 50000, 1.5, 73.190177, 73.178533",
        "0.05, 50000, 2.0, 45.236996, 45.225844",
        "0.05, 50000, 3.0, 24.942006, 24.931310"
    })
    void loss_distributions_as_opacus_and_microsoft(
            double rate, long times, double sigma, double above, double expected) {
        assertThat(LOSSES.epsilon(sampled(rate, sigma, times), 1e-6))
                .isCloseTo(expected, CLOSE)
                .isLessThanOrEqualTo(above);
    }

    /** dp-accounting 0.6.0; the exact figure where all take part, else 0. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 1e-5, 4.728507, 4.377178, 4.377178096",
        "1, 4.530877117, 1, 1e-6, 1.000000, 0.927392, 0.927392338",
        "1, 2, 1, 1e-5, 2.165716, 1.993091, 1.993091404",
        "1, 5, 100, 1e-5, 10.725510, 9.997256, 9.997256146",
        "1, 10, 100, 1e-5, 4.728507, 4.377178, 4.377178096",
        "0.01, 1.0, 1000, 1e-5, 2.101367, 1.828244, 0",
        "0.01, 1.1, 1000, 1e-5, 1.711770, 1.515370, 0",
        "0.01, 1.1, 10000, 1e-5, 5.632011, 5.192620, 0",
        "0.01, 4.0, 10000, 1e-5, 1.035490, 0.946999, 0",
        "0.0042666666666666667, 1.1, 14063, 1e-5, 2.596656, 2.381779, 0",
        "0.0042666666666666667, 1.3, 3516, 1e-5, 0.954564, 0.864589, 0",
        "0.04, 1.5, 2250, 1e-5, 7.329335, 6.768787, 0",
        "0.1, 0.8, 100, 1e-5, 12.408626, 10.976378, 0",
        "0.2, 1.0, 50, 1e-5, 11.340185, 10.127951, 0",
        "0.5, 2.0, 100, 1e-5, 15.725340, 14.284482, 0",
        "0.5, 8.0, 200, 1e-5, 4.156969, 3.837890, 0",
        "0.001, 0.8, 1000, 1e-6, 1.461876, 0.467695, 0",
        "0.05, 2.0, 1000, 1e-6, 4.475501, 4.162611, 0",
        "0.2, 3.0, 100, 1e-6, 3.639669, 3.371055, 0",
        "0.001, 1.5, 50000, 1e-6, 0.750579, 0.695254, 0"
    })
    void both_accountants_as_dp_accounting(
            double rate, double sigma, long times, double delta, double renyi, double losses, double exact) {
        List<Use> uses = sampled(rate, sigma, times);
        // What is published for orders between whole numbers is a bound from above; ours may not be below the truth.
        assertThat(RENYI.epsilon(uses, delta))
                .isBetween(truth(uses, delta, RenyiAccountant.commonOrders()), renyi + 1e-3);
        assertThat(LOSSES.epsilon(uses, delta)).isCloseTo(losses, CLOSE).isGreaterThanOrEqualTo(exact - 1e-9);
    }

    /** The best order lies between whole numbers: the trapezoidal rule with 400,000 steps, in another language, gave these. */
    @ParameterizedTest
    @CsvSource({
        "0.1, 0.8, 100, 12.358541266973816",
        "0.2, 1.0, 50, 11.286437389704306",
        "0.5, 2.0, 100, 15.392464192989246",
        "0.5, 8.0, 200, 4.15582685393751",
        "0.01, 0.35, 120, 22.59703581366416"
    })
    void renyi_between_whole_orders_is_exact(double rate, double sigma, long times, double expected) {
        assertThat(RENYI.epsilon(sampled(rate, sigma, times), 1e-5)).isCloseTo(expected, Offset.offset(1e-9));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1e-5, 4.377178096",
        "1, 1, 1e-6, 4.886554117",
        "4.530877117, 1, 1e-6, 0.927392338",
        "2, 1, 1e-5, 1.993091404",
        "2, 20, 1e-5, 11.480022809",
        "4, 50, 1e-5, 8.595865790",
        "5, 100, 1e-5, 9.997256146",
        "8, 200, 1e-6, 9.482191574",
        "10, 100, 1e-5, 4.377178096"
    })
    void gaussian_noise_where_all_take_part_exactly(double sigma, long times, double delta, double expected) {
        assertThat(GaussianTradeoff.epsilon(sigma, times, delta)).isCloseTo(expected, Offset.offset(1e-8));
        assertThat(LOSSES.epsilon(sampled(1, sigma, times), delta)).isBetween(expected - 1e-9, expected + 1e-4);
    }

    /** opacus/tests/accountants_test.py; the second figure is an estimate from above, by up to 0.01. */
    @Test
    void as_opacus() {
        List<Use> uses = sampled(0.04, 1.5, 2250);
        assertThat(RENYI.epsilon(uses, 1e-5))
                .isCloseTo(7.32911117143, Offset.offset(1e-7))
                .isGreaterThan(7.3291111715 - 1e-9);
        assertThat(LOSSES.epsilon(uses, 1e-5)).isBetween(6.767395712150674, 6.777395712150674);
    }

    /** As before: searches that stop with an ε up to 0.01 below the target, so that a little less noise keeps it too. */
    @ParameterizedTest
    @CsvSource({"2250, 1.4160, 1.34766", "2000, 1.3562, 1.2915"})
    void noise_for_a_target_as_opacus(long times, double renyi, double losses) {
        assertThat(new NoiseSearch(RENYI).leastNoise(sigma -> sampled(0.04, sigma, times), 8, 1e-5))
                .isBetween(renyi - 2e-3, renyi + 5e-5);
        assertThat(new NoiseSearch(LOSSES).leastNoise(sigma -> sampled(0.04, sigma, times), 8, 1e-5))
                .isBetween(losses - 4e-3, losses + 5e-5);
    }

    /** compute_dp_sgd_privacy_test.py of TensorFlow Privacy, at its orders. */
    @ParameterizedTest
    @CsvSource({
        "0.0025, 1.3, 6000, 1e-5, 0.7242234026",
        "0.001, 1.0, 30000, 1e-7, 1.4154988495",
        "0.00001024, 0.1, 976563, 1e-7, 5907982.3114"
    })
    void renyi_as_tensorflow_privacy(double rate, double sigma, long times, double delta, double expected) {
        double[] orders = DoubleStream.concat(
                        DoubleStream.of(1.25, 1.5, 1.75, 2, 2.25, 2.5, 3, 3.5, 4, 4.5, 128, 256, 512),
                        IntStream.range(5, 64).asDoubleStream())
                .toArray();
        List<Use> uses = sampled(rate, sigma, times);
        assertThat(new RenyiAccountant(orders).epsilon(uses, delta))
                .isBetween(truth(uses, delta, orders), expected + 1e-3);
    }

    /** The same file's statements, at the common orders. */
    @ParameterizedTest
    @CsvSource({
        "1, 0.7, 2, 10.8602036",
        "0.01, 0.7, 120, 3.2392676",
        "1, 0.35, 2, 26.2880374",
        "0.01, 0.35, 120, 22.6248601"
    })
    void renyi_as_tensorflow_privacy_states(double rate, double sigma, long times, double expected) {
        List<Use> uses = sampled(rate, sigma, times);
        assertThat(RENYI.epsilon(uses, 1e-5))
                .isBetween(truth(uses, 1e-5, RenyiAccountant.commonOrders()), expected + 1e-3);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0.7, 2, 10.1224946",
        "0.01, 0.7, 120, 2.4612381",
        "1, 0.35, 2, 24.7160779",
        "0.01, 0.35, 120, 18.6977407"
    })
    void loss_distributions_as_tensorflow_privacy(double rate, double sigma, long times, double expected) {
        assertThat(LOSSES.epsilon(sampled(rate, sigma, times), 1e-5)).isCloseTo(expected, CLOSE);
    }

    /** rdp_privacy_accountant_test.py of dp-accounting. */
    @ParameterizedTest
    @CsvSource({"2.5, 1.08548710e-3", "5, 2.18075656e-3", "50, 2.38460375e-2", "100, 1.67416308e2"})
    void divergences_as_dp_accounting(double order, double expected) {
        assertThat(50 * SampledGaussian.divergence(2.5, 0.01, order))
                .isCloseTo(expected, Offset.offset(1e-4 * expected));
    }

    /** Published is 6.70579741e-4, from above; the trapezoidal rule, in another language, gave this at three step sizes. */
    @Test
    void a_divergence_of_low_order_is_exact() {
        assertThat(50 * SampledGaussian.divergence(2.5, 0.01, 1.5))
                .isCloseTo(6.50070897189e-4, Offset.offset(1e-14))
                .isLessThan(6.70579741e-4);
    }

    @Test
    void from_divergences_to_epsilon() {
        double[] orders = IntStream.rangeClosed(2, 32).asDoubleStream().toArray();
        double[] divergences = new double[orders.length];
        Arrays.fill(divergences, 1.1);
        assertThat(new RenyiAccountant(orders).epsilon(divergences, 1e-5))
                .isCloseTo(1.32783806176, Offset.offset(1e-10));
    }

    /** pld_privacy_accountant_test.py of dp-accounting. */
    @Test
    void loss_distributions_as_dp_accounting() {
        assertThat(LOSSES.delta(sampled(1, Math.sqrt(3), 3), 1)).isCloseTo(0.126936, CLOSE);
        assertThat(LOSSES.delta(sampled(0.2, 0.5, 3), 1)).isCloseTo(0.15594, CLOSE);
        assertThat(LOSSES.epsilon(List.of(laplace(0.5, 0.2, 3)), 1e-10)).isCloseTo(2.46964, CLOSE);
        assertThat(LOSSES.epsilon(List.of(laplace(1, 1, 3), laplace(2, 1, 2)), 1e-10))
                .isCloseTo(4, CLOSE);
    }

    /** pld/accountant_test.py of dp-accounting. */
    @Test
    void noise_for_a_target_as_dp_accounting() {
        NoiseSearch search = new NoiseSearch(LOSSES);
        assertThat(search.leastNoise(sigma -> sampled(0.01, sigma, 1), 1, 1e-5)).isCloseTo(0.67379294682, CLOSE);
        assertThat(search.leastNoise(sigma -> sampled(0.001, sigma / 6, 25), 1, 1e-5))
                .isCloseTo(3.20956502598, CLOSE);
    }

    @Test
    void mechanisms_of_several_kinds_together() {
        List<Use> uses = List.of(
                new Use(new Mechanism.Gaussian(1, 0.1), 50),
                new Use(new Mechanism.Gaussian(5, 1), 1),
                laplace(2, 1, 1));
        assertThat(RENYI.epsilon(uses, 1e-5))
                .isCloseTo(6.256217278675766, Offset.offset(1e-9))
                .isLessThan(6.260973);
        assertThat(LOSSES.epsilon(uses, 1e-5)).isCloseTo(5.525422, CLOSE);
    }

    @Test
    void a_fixed_number_without_replacement() {
        assertThat(RENYI.epsilon(List.of(new Use(new Mechanism.FixedBatchGaussian(2, 0.1), 100)), 1e-5))
                .isCloseTo(5.379010, CLOSE);
    }

    /** At small σ the discrete distribution costs a little more than the continuous one. */
    @ParameterizedTest
    @CsvSource({"4, 1, 0.927404, 0.926342", "10, 100, 4.377753, 4.377178"})
    void discrete_gaussian_noise(double sigma, long times, double expected, double continuous) {
        List<Use> uses = List.of(new Use(new Mechanism.DiscreteGaussian(sigma, 1, 1), times));
        assertThat(LOSSES.epsilon(uses, 1e-5)).isCloseTo(expected, CLOSE).isGreaterThan(continuous);
        assertThat(RENYI.epsilon(uses, 1e-5)).isGreaterThan(expected);
    }

    private static List<Use> sampled(double rate, double sigma, long times) {
        return List.of(new Use(new Mechanism.Gaussian(sigma, rate), times));
    }

    private static Use laplace(double scale, double rate, long times) {
        return new Use(new Mechanism.Laplace(scale, rate), times);
    }

    /** ε of a sampled Gaussian at the same orders, less 1e-9: what an accountant may not be below. */
    private static double truth(List<Use> uses, double delta, double[] orders) {
        Mechanism.Gaussian gaussian = (Mechanism.Gaussian) uses.get(0).mechanism();
        double best = Double.POSITIVE_INFINITY;
        for (double order : orders) {
            double divergence = truth(gaussian.noiseMultiplier(), gaussian.samplingRate(), order);
            best = Math.min(
                    best,
                    uses.get(0).times() * divergence
                            + StrictMath.log1p(-1 / order)
                            - StrictMath.log(delta * order) / (order - 1));
        }
        return best - 1e-9 * Math.max(1, best);
    }

    /** The divergence by Simpson's rule over the densities themselves, an independent way. */
    private static double truth(double sigma, double rate, double order) {
        double from = -15 * sigma;
        double to = order + 15 * sigma;
        int steps = 2 * (int) Math.ceil(20 * (to - from) / Math.min(sigma, sigma * sigma));
        double[] logs = new double[steps + 1];
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i <= steps; i++) {
            double z = from + (to - from) * i / steps;
            double without = -z * z / (2 * sigma * sigma);
            double with = -(z - 1) * (z - 1) / (2 * sigma * sigma);
            double top = Math.max(without, with);
            double mixture = top
                    + StrictMath.log((1 - rate) * StrictMath.exp(without - top) + rate * StrictMath.exp(with - top));
            logs[i] = order * mixture + (1 - order) * without;
            largest = Math.max(largest, logs[i]);
        }
        double sum = 0;
        for (int i = 0; i <= steps; i++) {
            int weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * StrictMath.exp(logs[i] - largest);
        }
        double integral = largest + StrictMath.log(sum * (to - from) / steps / 3 / (sigma * Math.sqrt(2 * Math.PI)));
        return integral / (order - 1);
    }
}
