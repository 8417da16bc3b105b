package org.wardround.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.core.dataset.Dataset;
import org.wardround.core.strategy.StepPrivacy;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.VariableType;
import org.wardround.learning.model.Model;
import org.wardround.testkit.Property;

/** Least squares from the model (weight 0, bias 0): a row's gradient is −y·(x, 1). */
final class PrivateGradientsTest {
    private static final Outcome NUMBER = new Outcome("y", VariableType.NUMBER, "", new Range(-9, 9), List.of(), "");
    private static final Model LINE = Model.of(new ModelSpec.Linear(), NUMBER, 1);
    private static final int DIVISOR = 2;

    /** Draws the patients it is told to, in order, and keeps what noise is added to. */
    private static final class Chosen implements StepPrivacy {
        private final List<Boolean> drawn;
        private final List<long[]> sums = new ArrayList<>();
        private int asked;

        Chosen(Boolean... drawn) {
            this.drawn = List.of(drawn);
        }

        @Override
        public boolean takesPart() {
            return drawn.get(asked++);
        }

        @Override
        public void addNoise(long[] sum) {
            sums.add(sum.clone());
        }

        @Override
        public double sigma() {
            return 0;
        }
    }

    private static double[] gradient(StepPrivacy chance, Dataset data) {
        double[] gradient = new double[2];
        new PrivateGradients(chance, LINE.lossGradient(data)::gradient, data, 2, 1, DIVISOR)
                .next(new double[2], gradient);
        return gradient;
    }

    @Test
    void rows_of_a_patient_are_averaged_then_clipped_and_the_sum_is_divided_by_the_plans_number() {
        // Patient 0 has rows 0 and 2 with y = 0.2 and 0.4 at x = 0: mean gradient (0, −0.3), within the norm of 1.
        // Patient 1 has y = 5 at x = 0: (0, −5) is scaled down to (0, −1).
        Dataset data = Dataset.of(1, new double[3], new double[] {0.2, 5, 0.4}, new int[] {0, 1, 0});

        assertThat(gradient(new Chosen(true, true), data)).containsExactly(new double[] {0, -1.3 / 2}, within(2e-4));
        assertThat(gradient(new Chosen(true, false), data)).containsExactly(new double[] {0, -0.3 / 2}, within(2e-4));
        assertThat(gradient(new Chosen(false, false), data)).containsExactly(0, 0);
    }

    @Test
    void a_patient_whose_gradient_is_no_number_counts_as_nothing() {
        Dataset data = Dataset.of(1, new double[] {Double.NaN, 0}, new double[] {1, 0.5}, new int[] {0, 1});

        assertThat(gradient(new Chosen(true, true), data)).containsExactly(new double[] {0, -0.25}, within(2e-4));
    }

    @Test
    void whatever_a_patients_rows_are_the_sum_changes_by_the_clip_norm_at_most() {
        Property.forSeeds(500, random -> {
            double size = StrictMath.pow(10, 12 * random.nextDouble() - 6);
            double[] x = {random.nextGaussian() * size, random.nextGaussian(), random.nextGaussian() * size};
            double[] y = {random.nextGaussian() * size, random.nextGaussian(), random.nextGaussian()};
            Dataset data = Dataset.of(1, x, y, new int[] {0, 1, 0});
            Chosen with = new Chosen(true, true);
            Chosen without = new Chosen(false, true);
            gradient(with, data);
            gradient(without, data);
            long squares = 0;
            for (int i = 0; i < 2; i++) {
                long change = with.sums.get(0)[i] - without.sums.get(0)[i];
                squares += change * change;
            }
            assertThat(squares).isLessThanOrEqualTo((long) StepPrivacy.UNITS * StepPrivacy.UNITS);
        });
    }

    /**
     * At weight 0 and bias 0 a row x = 1, y = 2 has the slopes (−2, −2) and the second derivatives 1, 1, 1, of which the middle one counts √2 times: a norm of √(4 + 4 + 1 + 2 + 1) = √12, by which all five are
     * divided for a clip norm of 1. A row x = 0, y = 0.25 has (0, −0.25; 0, 0, 1), above the norm too: √1.0625.
     */
    @Test
    void slopes_and_curvature_of_a_patient_are_clipped_as_one_vector() {
        Dataset data = Dataset.of(1, new double[] {1, 0}, new double[] {2, 0.25}, new int[] {0, 1});
        double first = 1 / Math.sqrt(12);
        double second = 1 / Math.sqrt(1.0625);

        assertThat(curvature(new Chosen(true, false), data))
                .containsExactly(
                        new double[] {-2 * first, -2 * first, first, Math.sqrt(2) * first, first}, within(2e-3));
        assertThat(curvature(new Chosen(true, true), data))
                .containsExactly(
                        new double[] {
                            -2 * first, -2 * first - 0.25 * second, first, Math.sqrt(2) * first, first + second
                        },
                        within(2e-3));
    }

    /** In clip norms. */
    private static double[] curvature(StepPrivacy chance, Dataset data) {
        long[] units = new PrivateGradients(chance, LINE.lossGradient(data)::curvature, data, 5, 1, DIVISOR)
                .nextUnits(new double[2]);
        return Arrays.stream(units)
                .mapToDouble(unit -> unit / StepPrivacy.room(5))
                .toArray();
    }
}
