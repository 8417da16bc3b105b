package org.wardround.learning.model;

import org.wardround.core.dataset.Dataset;
import org.wardround.core.study.Outcome;

/** What a model's linear predictors mean: how they become scores, and what loss they have. */
sealed interface Output permits NumberOutput, CountOutput, BinaryOutput, ClassOutput, HazardOutput {
    static Output of(Outcome outcome) {
        return switch (outcome.type()) {
            case NUMBER -> new NumberOutput();
            case BINARY -> new BinaryOutput();
            case CATEGORY -> new ClassOutput(outcome.classes());
            case TIME_TO_EVENT -> new HazardOutput();
            case INTEGER -> new CountOutput();
            case DATE ->
                throw new IllegalArgumentException(
                        "no model predicts " + outcome.type().yamlName());
        };
    }

    /** Linear predictors, and scores, of a row. */
    int width();

    /** Turns the {@link #width()} linear predictors from {@code offset} on into scores, in place. */
    void toScores(double[] predictors, int offset);

    /** The loss on a dataset's rows. */
    BatchLoss on(Dataset data);

    /** The loss of given linear predictors; row i of a batch has its own from {@code i · width} on. Not thread-safe. */
    interface BatchLoss {
        /** Summed over the batch. */
        double sum(double[] predictors, Rows batch);

        /** Puts the derivative of the batch's mean loss in place of each predictor. */
        void differentiate(double[] predictors, Rows batch);

        /** Puts the second derivative of the batch's mean loss in place of each predictor, where there is only one to a row. */
        default void differentiateTwice(double[] predictors, Rows batch) {
            throw new IllegalStateException("the second derivative of this loss is not offered");
        }
    }
}
