package org.wardround.learning.model;

import org.wardround.core.dataset.Dataset;
import org.wardround.core.model.ModelShape;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.Outcome;

/**
 * A model as a function of flat parameters in the order of {@link ModelShape}. Immutable and thread-safe; the parameters are always passed in.
 *
 * <p>A row's scores: the prediction of a number, the probability of a binary's event, a probability for each class of a category, the log relative
 * hazard of a time to event. They have the same bits whether a row is scored alone or with others.
 */
public sealed interface Model permits LinearModel, MultilayerPerceptron {
    /** The model that follows from the study and the number of columns of the model matrix. */
    static Model of(ModelSpec spec, Outcome outcome, int features) {
        ModelShape shape = ModelShape.of(spec, outcome, features);
        Output output = Output.of(outcome);
        return spec instanceof ModelSpec.Mlp mlp
                ? new MultilayerPerceptron(shape, output, Layers.of(mlp, output, features), mlp.activation())
                : new LinearModel(shape, output, features);
    }

    ModelShape shape();

    int features();

    /** Scores of a row. */
    int outputs();

    /** Loss and gradient on a dataset, for one thread. */
    LossGradient lossGradient(Dataset data);

    /**
     * The linear predictors of all rows: what the scores are made from.
     *
     * @param target receives rows × {@link #outputs()} values
     */
    void predictors(double[] parameters, Dataset data, double[] target);

    /** Turns the linear predictors of one row, from {@code offset} on, into its scores, in place. */
    void toScores(double[] predictors, int offset);

    /** The linear predictors of one encoded row. */
    double[] predictors(double[] parameters, double[] row);

    /**
     * The scores of all rows.
     *
     * @param target receives rows × {@link #outputs()} values
     */
    default void scores(double[] parameters, Dataset data, double[] target) {
        predictors(parameters, data, target);
        for (int row = 0; row < data.rows(); row++) {
            toScores(target, row * outputs());
        }
    }

    /** The scores of one encoded row. */
    default double[] scores(double[] parameters, double[] row) {
        double[] scores = predictors(parameters, row);
        toScores(scores, 0);
        return scores;
    }
}
