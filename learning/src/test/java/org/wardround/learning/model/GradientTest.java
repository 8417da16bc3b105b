package org.wardround.learning.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.wardround.core.dataset.Dataset;
import org.wardround.core.random.SeededStream;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.Outcome;
import org.wardround.testkit.Property;

class GradientTest {
    private static final int FEATURES = 3;
    private static final double STEP = 1e-5;

    @Test
    void gradients_of_all_models_agree_with_finite_differences() {
        for (Outcome outcome : ModelsUnderTest.OUTCOMES) {
            for (ModelSpec specification : ModelsUnderTest.specificationsFor(outcome)) {
                Model model = Model.of(specification, outcome, FEATURES);
                Property.forSeeds(20, random -> requireRightGradient(model, outcome, random));
            }
        }
    }

    private static void requireRightGradient(Model model, Outcome outcome, SeededStream random) {
        Dataset data = ModelsUnderTest.rows(outcome, 12, FEATURES, random);
        double[] parameters = ModelsUnderTest.gaussians(model.shape().parameterCount(), random);
        int[] order = {3, 1, 7, 9, 11, 0, 5};
        Rows batch = new Rows(order);
        batch.move(1, 1 + 1 + random.nextInt(6));
        LossGradient loss = model.lossGradient(data);
        double[] gradient = new double[parameters.length];

        loss.gradient(parameters, batch, gradient);

        for (int i = 0; i < parameters.length; i++) {
            double kept = parameters[i];
            parameters[i] = kept + STEP;
            double above = loss.lossSum(parameters, batch) / batch.count();
            parameters[i] = kept - STEP;
            double below = loss.lossSum(parameters, batch) / batch.count();
            parameters[i] = kept;
            assertThat(gradient[i])
                    .as("%s on %s, parameter %d", model.getClass().getSimpleName(), outcome.type(), i)
                    .isCloseTo((above - below) / (2 * STEP), within(1e-7 * Math.max(1, Math.abs(gradient[i]))));
        }
    }

    @Test
    void a_gradient_does_not_depend_on_what_was_computed_before() {
        for (Outcome outcome : ModelsUnderTest.OUTCOMES) {
            for (ModelSpec specification : ModelsUnderTest.specificationsFor(outcome)) {
                SeededStream random = SeededStream.of(5, "reuse");
                Model model = Model.of(specification, outcome, FEATURES);
                Dataset data = ModelsUnderTest.rows(outcome, 12, FEATURES, random);
                double[] parameters = ModelsUnderTest.gaussians(model.shape().parameterCount(), random);
                Rows few = Rows.all(12);
                few.move(2, 5);
                double[] fresh = new double[parameters.length];
                model.lossGradient(data).gradient(parameters, few, fresh);

                LossGradient used = model.lossGradient(data);
                double[] again = new double[parameters.length];
                used.gradient(parameters, Rows.all(12), again);
                used.lossSum(parameters, Rows.all(12));
                used.gradient(parameters, few, again);

                assertThat(again).containsExactly(fresh);
            }
        }
    }
}
