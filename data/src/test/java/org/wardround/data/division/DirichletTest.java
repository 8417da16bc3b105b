package org.wardround.data.division;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.wardround.core.random.SeededStream;
import org.wardround.testkit.Property;

class DirichletTest {
    @Test
    void shares_sum_to_one_however_small_alpha_is() {
        Property.forSeeds(200, random -> {
            double[] shares = new Dirichlet(random).shares(5, 1e-3 + random.nextDouble() * 3);
            double sum = 0;
            for (double share : shares) {
                assertThat(share).isBetween(0.0, 1.0);
                sum += share;
            }
            assertThat(sum).isCloseTo(1, within(1e-12));
        });
    }

    @Test
    void gamma_has_its_mean_and_its_variance() {
        for (double shape : new double[] {0.3, 1, 4.5}) {
            Dirichlet dirichlet = new Dirichlet(SeededStream.of(3, "gamma", shape));
            int draws = 100_000;
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < draws; i++) {
                double value = StrictMath.exp(dirichlet.logGamma(shape));
                sum += value;
                squares += value * value;
            }
            double mean = sum / draws;
            assertThat(mean).isCloseTo(shape, within(6 * Math.sqrt(shape / draws)));
            assertThat(squares / draws - mean * mean).isCloseTo(shape, within(0.1 * shape));
        }
    }
}
