package org.wardround.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.wardround.core.strategy.Trainings.PLAIN;
import static org.wardround.core.strategy.Trainings.vector;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.wardround.core.error.FederationException;
import org.wardround.core.random.SeededStream;
import org.wardround.core.study.StrategySpec.LocalRule;
import org.wardround.core.study.StrategySpec.ServerRule;
import org.wardround.core.vector.Vector;
import org.wardround.core.vector.VectorWriter;

class NewtonSumsTest {
    private static final double ROOT = Math.sqrt(2);

    private static NewtonSums.Floor still(double ridge) {
        return new NewtonSums.Floor(ridge, 0);
    }

    /** At w = 1 and an intercept of 5, with λ = 1: slopes (2 + 1, 3); curvature ((3 + 1, 1), (1, 2)), whose inverse is ((2, −1), (−1, 4))/7. */
    @Test
    void a_step_by_hand() {
        double[] step = NewtonSums.step(still(1), vector(1, 5), vector(2, 3, 3, ROOT * 1, 2))
                .toArray();

        assertThat(step).containsExactly(new double[] {-(2 * 3 - 3) / 7.0, -(-3 + 4 * 3) / 7.0}, within(1e-14));
    }

    /** Noise made the first curvature −2: with λ = 0.5 that is −1.5, and 0.5 is taken in its place. */
    @Test
    void curvature_that_noise_made_negative_is_raised_to_the_ridge() {
        double[] step = NewtonSums.step(still(0.5), vector(0, 0), vector(2, 3, -2, 0, 4))
                .toArray();

        assertThat(step).containsExactly(new double[] {-2 / 0.5, -3.0 / 4}, within(1e-14));
    }

    /** Noise of 1.5 in each number of two parameters: eigenvalues of noise alone reach 1.5·√4 = 3. The curvature of −2 + 0.01 is taken as 3, and so is that of 0.5; that of 4 is known to be above. */
    @Test
    void curvature_below_the_level_of_noise_is_raised_to_that_level_however_small_the_ridge() {
        NewtonSums.Floor floor = new NewtonSums.Floor(0.01, 1.5);
        double[] lost =
                NewtonSums.step(floor, vector(0, 0), vector(2, 3, -2, 0, 0.5)).toArray();
        double[] known =
                NewtonSums.step(floor, vector(0, 0), vector(2, 3, -2, 0, 4)).toArray();

        assertThat(lost).containsExactly(new double[] {-2.0 / 3, -3.0 / 3}, within(1e-14));
        assertThat(known).containsExactly(new double[] {-2.0 / 3, -3.0 / 4}, within(1e-14));
    }

    /** Slopes and curvature of noise alone, of which a ridge of 1e-6 knows nothing: steps are as long as the floor says, where they would be thousands long. */
    @Test
    void noise_alone_moves_the_model_by_less_than_one() {
        for (int seed = 0; seed < 50; seed++) {
            SeededStream random = SeededStream.of(seed, "noise");
            int size = 40 + random.nextInt(20);
            double noise = StrictMath.exp(3 * random.nextGaussian());
            double[] sums = new double[(int) NewtonSums.length(size)];
            Arrays.setAll(sums, i -> noise * random.nextGaussian());

            // The squares of p normal numbers add up to 3p in fewer than one of a million cases, from p = 40 on.
            assertThat(norm(NewtonSums.step(new NewtonSums.Floor(1e-6, noise), vector(new double[size]), vector(sums))))
                    .isLessThan(Math.sqrt(3.0 / 2));
        }
    }

    private static double norm(Vector step) {
        return Math.sqrt(
                Arrays.stream(step.toArray()).map(value -> value * value).sum());
    }

    @Test
    void a_step_solves_the_equations_whatever_their_size() {
        for (int seed = 0; seed < 50; seed++) {
            SeededStream random = SeededStream.of(seed, "equations");
            int size = 1 + random.nextInt(12);
            double[][] root = new double[size][size];
            double[] slopes = new double[size];
            for (int i = 0; i < size; i++) {
                slopes[i] = random.nextGaussian();
                for (int j = 0; j < size; j++) {
                    root[i][j] = random.nextGaussian();
                }
            }
            double[] sums = new double[(int) NewtonSums.length(size)];
            double[][] curvature = new double[size][size];
            System.arraycopy(slopes, 0, sums, 0, size);
            int next = size;
            for (int i = 0; i < size; i++) {
                for (int j = i; j < size; j++) {
                    for (int k = 0; k < size; k++) {
                        curvature[i][j] += root[i][k] * root[j][k] / size;
                    }
                    curvature[i][j] += i == j ? 0.5 : 0;
                    curvature[j][i] = curvature[i][j];
                    sums[next++] = curvature[i][j] * NewtonSums.factor(i, j);
                }
            }
            double ridge = 0.25;
            double[] step = NewtonSums.step(still(ridge), vector(new double[size]), vector(sums))
                    .toArray();
            for (int i = 0; i < size; i++) {
                double left = slopes[i];
                for (int j = 0; j < size; j++) {
                    left += (curvature[i][j] + (i == j && i < size - 1 ? ridge : 0)) * step[j];
                }
                assertThat(left).isCloseTo(0, within(1e-9));
            }
        }
    }

    @Test
    void a_step_without_its_sums_and_a_model_that_is_too_large_are_refused() {
        assertThatThrownBy(() -> Trainings.twoByTwo(Trainings.strategy(PLAIN, new ServerRule.Newton(1))))
                .isInstanceOf(FederationException.class)
                .hasMessageContaining("both or neither");
        assertThatThrownBy(() -> new FederatedTraining(
                        Trainings.spec(Trainings.strategy(new LocalRule.Curvature(), new ServerRule.Newton(1))),
                        new TrainingSize(2, 201, 20),
                        VectorWriter.Factory.IN_MEMORY))
                .hasMessageContaining("up to 200 parameters");
    }
}
