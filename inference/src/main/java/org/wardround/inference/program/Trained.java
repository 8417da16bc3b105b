package org.wardround.inference.program;

import org.jspecify.annotations.Nullable;
import org.wardround.core.model.ModelShape;
import org.wardround.core.strategy.TrainingResult;
import org.wardround.inference.regression.result.RegressionResult;

/**
 * A trained model and how it came about.
 *
 * @param parameters in the order of the shape; they predict in the outcome's own unit. Shared: do not write
 * @param result its losses are on the scale of the description's outcome
 * @param regression what exact regression says about it; null where it was trained otherwise
 */
public record Trained(
        Describe.Description description,
        double[] parameters,
        ModelShape shape,
        TrainingResult result,
        @Nullable RegressionResult regression) {
    /** Shows no parameter. */
    @Override
    public String toString() {
        return "Trained[%d parameters]".formatted(parameters.length);
    }
}
