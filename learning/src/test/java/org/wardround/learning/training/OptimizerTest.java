package org.wardround.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.wardround.core.study.LocalOptimizer;

class OptimizerTest {
    @Test
    void plain_descent_goes_against_the_gradient() {
        double[] parameters = {1, 2};

        Optimizer.of(new LocalOptimizer.Sgd(1, 0), 0.5, 2).step(parameters, new double[] {4, -2});

        assertThat(parameters).containsExactly(-1, 3);
    }

    @Test
    void momentum_adds_half_of_the_last_direction() {
        double[] parameters = {0};
        Optimizer optimizer = Optimizer.of(new LocalOptimizer.Sgd(1, 0.5), 1, 1);

        optimizer.step(parameters, new double[] {4});
        optimizer.step(parameters, new double[] {1});

        // u = 4, then 2 + 1
        assertThat(parameters).containsExactly(-7);
    }

    @Test
    void the_first_two_steps_of_adam() {
        double[] parameters = {0};
        Optimizer optimizer = Optimizer.of(new LocalOptimizer.Adam(1, 0.5, 0.75, 1), 1, 1);

        optimizer.step(parameters, new double[] {2});
        // m = 1, corrected 1/½ = 2; v = 1, corrected 1/¼ = 4: −2/(2 + 1)
        assertThat(parameters[0]).isCloseTo(-2.0 / 3, within(1e-15));

        optimizer.step(parameters, new double[] {-2});
        // m = ½ − 1 = −½, over ¾: −⅔; v = ¾ + 1 = 7/4, over 7/16: 4: +⅔/(2 + 1)
        assertThat(parameters[0]).isCloseTo(-2.0 / 3 + 2.0 / 9, within(1e-15));
    }

    @Test
    void steps_with_momentum_amount_to_more_plain_ones() {
        assertThat(EffectiveSteps.of(new LocalOptimizer.Sgd(1, 0), 7)).isEqualTo(7);
        // ρ = ½, τ = 3: 1 + (1 + ½) + (1 + ½ + ¼)
        assertThat(EffectiveSteps.of(new LocalOptimizer.Sgd(1, 0.5), 3)).isEqualTo(4.25);
    }
}
