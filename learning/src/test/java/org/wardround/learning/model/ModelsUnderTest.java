package org.wardround.learning.model;

import java.util.List;
import org.wardround.core.dataset.Dataset;
import org.wardround.core.random.SeededStream;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.ModelSpec.Activation;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.VariableType;

/** Outcomes and seeded rows for tests of models. */
final class ModelsUnderTest {
    static final Outcome NUMBER = new Outcome("y", VariableType.NUMBER, "", new Range(-10, 10), List.of(), "");
    static final Outcome BINARY = new Outcome("y", VariableType.BINARY, "", null, List.of("0", "1"), "");
    static final Outcome CLASSES = new Outcome("y", VariableType.CATEGORY, "", null, List.of("a", "b", "c"), "");
    static final Outcome TIME = new Outcome("y", VariableType.TIME_TO_EVENT, "days", new Range(0, 100), List.of(), "");
    static final Outcome COUNT = new Outcome("y", VariableType.INTEGER, "", new Range(0, 20), List.of(), "");
    static final List<Outcome> OUTCOMES = List.of(NUMBER, COUNT, BINARY, CLASSES, TIME);

    private ModelsUnderTest() {}

    static List<ModelSpec> specificationsFor(Outcome outcome) {
        ModelSpec linear = switch (outcome.type()) {
            case NUMBER -> new ModelSpec.Linear();
            case INTEGER -> new ModelSpec.Poisson();
            case TIME_TO_EVENT -> new ModelSpec.Cox();
            default -> new ModelSpec.Logistic();
        };
        return List.of(
                linear,
                new ModelSpec.Mlp(List.of(), Activation.TANH),
                new ModelSpec.Mlp(List.of(5), Activation.RELU),
                new ModelSpec.Mlp(List.of(4, 3), Activation.TANH));
    }

    /** Rows of standard normal features. Times are whole numbers from 1 to 5, so that many are tied. */
    static Dataset rows(Outcome outcome, int rows, int features, SeededStream random) {
        double[] values = gaussians(rows * features, random);
        double[] outcomes = new double[rows];
        double[] events = new double[rows];
        for (int row = 0; row < rows; row++) {
            outcomes[row] = switch (outcome.type()) {
                case NUMBER -> random.nextGaussian();
                case INTEGER -> random.nextInt(4);
                case TIME_TO_EVENT -> 1 + random.nextInt(5);
                default -> random.nextInt(outcome.classes());
            };
            events[row] = random.nextInt(2);
        }
        return outcome.type() == VariableType.TIME_TO_EVENT
                ? Dataset.ofTimes(features, values, outcomes, events, new int[rows])
                : Dataset.of(features, values, outcomes, new int[rows]);
    }

    static double[] gaussians(int count, SeededStream random) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }
}
