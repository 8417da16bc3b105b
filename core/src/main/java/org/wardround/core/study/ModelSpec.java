package org.wardround.core.study;

import java.util.List;

/** Which model is trained. */
public sealed interface ModelSpec {
    /** The name in study files. */
    String type();

    /** Least squares with an intercept. */
    record Linear() implements ModelSpec {
        @Override
        public String type() {
            return "linear";
        }
    }

    /** Binary outcome: one weight a feature and an intercept. Category: a weight vector and an intercept for each class (softmax). */
    record Logistic() implements ModelSpec {
        @Override
        public String type() {
            return "logistic";
        }
    }

    /** Cox proportional hazards: one weight a feature, no intercept; partial likelihood with Breslow ties, within each site. */
    record Cox() implements ModelSpec {
        @Override
        public String type() {
            return "cox";
        }
    }

    /**
     * Multilayer perceptron; the output layer follows from the outcome.
     *
     * @param hidden units of each hidden layer, first to last; may be empty
     */
    record Mlp(List<Integer> hidden, Activation activation) implements ModelSpec {
        public Mlp {
            hidden = List.copyOf(hidden);
            if (hidden.stream().anyMatch(units -> units < 1)) {
                throw new IllegalArgumentException("hidden layers have at least one unit, got " + hidden);
            }
        }

        @Override
        public String type() {
            return "mlp";
        }
    }

    /** What a hidden unit does to its input. */
    enum Activation {
        RELU,
        TANH
    }
}
