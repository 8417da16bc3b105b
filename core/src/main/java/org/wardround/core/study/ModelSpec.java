package org.wardround.core.study;

import java.util.List;

/** Which model is trained. */
public sealed interface ModelSpec {
    /** The name in study files. */
    String type();

    /** What the linear predictor, or the first layer, is made of. */
    Formula formula();

    /** The same model of another formula. */
    ModelSpec with(Formula other);

    /** Least squares with an intercept. */
    record Linear(Formula formula) implements ModelSpec {
        public Linear() {
            this(Formula.EVERY_VARIABLE);
        }

        @Override
        public String type() {
            return "linear";
        }

        @Override
        public ModelSpec with(Formula other) {
            return new Linear(other);
        }
    }

    /** Binary outcome: one weight a feature and an intercept. Category: a weight vector and an intercept for each class (softmax). */
    record Logistic(Formula formula) implements ModelSpec {
        public Logistic() {
            this(Formula.EVERY_VARIABLE);
        }

        @Override
        public String type() {
            return "logistic";
        }

        @Override
        public ModelSpec with(Formula other) {
            return new Logistic(other);
        }
    }

    /** A count: one weight a feature and an intercept; the logarithm of the expected count is linear. */
    record Poisson(Formula formula) implements ModelSpec {
        public Poisson() {
            this(Formula.EVERY_VARIABLE);
        }

        @Override
        public String type() {
            return "poisson";
        }

        @Override
        public ModelSpec with(Formula other) {
            return new Poisson(other);
        }
    }

    /** Cox proportional hazards: one weight a feature, no intercept; partial likelihood within each site. */
    record Cox(Formula formula) implements ModelSpec {
        public Cox() {
            this(Formula.EVERY_VARIABLE);
        }

        @Override
        public String type() {
            return "cox";
        }

        @Override
        public ModelSpec with(Formula other) {
            return new Cox(other);
        }
    }

    /**
     * Multilayer perceptron; the output layer follows from the outcome.
     *
     * @param hidden units of each hidden layer, first to last; may be empty
     */
    record Mlp(List<Integer> hidden, Activation activation, Formula formula) implements ModelSpec {
        public Mlp {
            hidden = List.copyOf(hidden);
            if (hidden.stream().anyMatch(units -> units < 1)) {
                throw new IllegalArgumentException("hidden layers have at least one unit, got " + hidden);
            }
        }

        public Mlp(List<Integer> hidden, Activation activation) {
            this(hidden, activation, Formula.EVERY_VARIABLE);
        }

        @Override
        public String type() {
            return "mlp";
        }

        @Override
        public ModelSpec with(Formula other) {
            return new Mlp(hidden, activation, other);
        }
    }

    /** What a hidden unit does to its input. */
    enum Activation {
        RELU,
        TANH
    }
}
