package org.wardround.data.mock;

import java.util.ArrayList;
import java.util.List;
import org.wardround.core.random.SeededStream;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Variable;

/** How the invented outcome depends on the variables: the same at every site. */
final class MockRelation {
    /** Standard deviation of the linear predictor over the rows, about: enough to be learned from a few hundred. */
    private static final double STRENGTH = 1.5;

    private final int classes;
    private final List<double[][]> effects = new ArrayList<>();

    MockRelation(DataDictionary dictionary, SeededStream random) {
        classes = Math.max(1, dictionary.outcome().classes());
        double scale = STRENGTH / StrictMath.sqrt(dictionary.variables().size());
        for (Variable variable : dictionary.variables()) {
            double[][] effect =
                    new double[classes][Math.max(1, variable.levels().size())];
            for (double[] ofClass : effect) {
                for (int level = 0; level < ofClass.length; level++) {
                    ofClass[level] = scale * random.nextGaussian();
                }
            }
            effects.add(effect);
        }
    }

    /**
     * The linear predictor of each class; of the one there is for a number or a time.
     *
     * @param scores for each variable the standardised value, or the position of the level
     */
    double[] predictors(double[] scores, DataDictionary dictionary) {
        double[] predictors = new double[classes];
        for (int i = 0; i < scores.length; i++) {
            boolean quantity = dictionary.variables().get(i).type().isQuantity();
            for (int k = 0; k < classes; k++) {
                double[] effect = effects.get(i)[k];
                predictors[k] += quantity ? effect[0] * scores[i] : effect[(int) scores[i]];
            }
        }
        return predictors;
    }
}
