package org.wardround.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a release costs: kept as a text, added up, and what discrete noise on vectors costs. */
final class CostTest {
    private static final double DELTA = 1e-5;
    private static final RenyiAccountant RENYI = new RenyiAccountant();

    @Test
    void each_mechanism_comes_back_from_its_text() {
        Cost all = Cost.sum(List.of(
                Cost.of(new Mechanism.Gaussian(1.1, 0.01), 1000),
                Cost.of(new Mechanism.Laplace(2, 1), 1),
                Cost.of(new Mechanism.DiscreteGaussian(4.25, 3, 0.5), 7),
                Cost.of(new Mechanism.DiscreteGaussianVector(1 / 3.0, 1e-4), Long.MAX_VALUE),
                Cost.of(new Mechanism.SharedGaussianVector(5, 1, 0.5), 25),
                Cost.of(new Mechanism.FixedBatchGaussian(2, 0.1), 100)));

        assertThat(Cost.parse(all.text())).isEqualTo(all);
        assertThat(all.text())
                .startsWith("1000 x gaussian 1.1 0.01; 1 x laplace 2.0 1.0; 7 x discrete-gaussian 4.25 3 0.5");
        assertThat(all.text()).contains("25 x shared-gaussian-vector 5.0 1 0.5");
        assertThat(Cost.parse("not bounded")).isEqualTo(new Cost.NotBounded());
        assertThat(Cost.parse("")).isEqualTo(new Cost.Bounded(List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unbounded",
                "1 gaussian 1 1",
                "1 x gauss 1.0 1.0",
                "0 x gaussian 1.0 1.0",
                "1 x gaussian 0 1.0",
                "1 x gaussian 1.0 1.5",
                "1 x gaussian 1.0",
                "1 x discrete-gaussian 1.0 1.0",
                "1 x gaussian 1.0 1.0;",
                "1 x gaussian NaN 1.0"
            })
    void other_texts_are_refused(String text) {
        assertThatThrownBy(() -> Cost.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_is_not_bounded_stays_so_whatever_is_added() {
        Cost noised = Cost.of(new Mechanism.Gaussian(1, 1), 1);

        assertThat(Cost.sum(List.of(noised, new Cost.NotBounded())).epsilon(RENYI, DELTA))
                .isEmpty();
        assertThat(Cost.sum(List.of(noised, noised)).epsilon(RENYI, DELTA).getAsDouble())
                .isGreaterThan(noised.epsilon(RENYI, DELTA).getAsDouble());
        assertThat(Cost.sum(List.of()).epsilon(RENYI, DELTA)).hasValue(0);
    }

    /** With σ of 3, two numbers, a patient who moves each by one: exact sums over the grid against the formula, both directions. */
    @Test
    void discrete_noise_on_vectors_costs_what_the_exact_sums_say() {
        double sigma = 3;
        double rate = 0.2;
        for (double order : new double[] {1.5, 2, 3.7, 5, 12}) {
            double claimed = SampledGaussian.discreteDivergence(sigma / Math.sqrt(2), rate, order);
            double with = exactDivergence(sigma, rate, order, true);
            double without = exactDivergence(sigma, rate, order, false);

            assertThat(claimed).as("order %s", order).isGreaterThanOrEqualTo(Math.max(with, without) - 1e-12);
            if (order == Math.rint(order)) {
                assertThat(claimed).isCloseTo(with, within(1e-10));
            }
        }
    }

    /** Two numbers, moved by (1, 1). */
    private static double exactDivergence(double sigma, double rate, double order, boolean mixtureFirst) {
        int reach = 60;
        double total = 0;
        double normal = 0;
        for (int x = -reach; x <= reach; x++) {
            normal += StrictMath.exp(-x * x / (2 * sigma * sigma));
        }
        for (int x = -reach; x <= reach; x++) {
            for (int y = -reach; y <= reach; y++) {
                double p = StrictMath.exp(-(x * x + y * y) / (2 * sigma * sigma)) / (normal * normal);
                double ratio = StrictMath.exp((2 * x + 2 * y - 2) / (2 * sigma * sigma));
                double mixture = 1 - rate + rate * ratio;
                total += p * StrictMath.pow(mixture, mixtureFirst ? order : 1 - order);
            }
        }
        return StrictMath.log(total) / (order - 1);
    }

    @Test
    void shared_noise_costs_what_is_left_of_it_does() {
        List<Use> whole = List.of(new Use(new Mechanism.DiscreteGaussianVector(1.1, 0.01), 1000));
        List<Use> shared = List.of(new Use(new Mechanism.SharedGaussianVector(1.1, 2, 0.01), 1000));

        assertThat(RENYI.epsilon(shared, DELTA))
                .isGreaterThanOrEqualTo(RENYI.epsilon(whole, DELTA))
                .isCloseTo(RENYI.epsilon(whole, DELTA), within(1e-12));
        assertThatThrownBy(() -> Cost.parse("1 x shared-gaussian-vector 1.0 -1 1.0"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void discrete_noise_on_vectors_costs_at_most_a_twentieth_more_than_the_continuous_kind() {
        List<Use> discrete = List.of(new Use(new Mechanism.DiscreteGaussianVector(1.1, 0.01), 1000));
        List<Use> continuous = List.of(new Use(new Mechanism.Gaussian(1.1, 0.01), 1000));

        assertThat(RENYI.epsilon(discrete, DELTA))
                .isBetween(RENYI.epsilon(continuous, DELTA), 1.05 * RENYI.epsilon(continuous, DELTA));
        assertThatThrownBy(() -> new LossDistributionAccountant().epsilon(discrete, DELTA))
                .hasMessageContaining("Rényi divergences only");
    }
}
