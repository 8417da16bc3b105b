package org.wardround.core.study;

/** The optimiser that a site runs between receiving a model and answering; its state starts anew each round. */
public sealed interface LocalOptimizer {
    double learningRate();

    /**
     * Stochastic gradient descent: {@code u ← momentum·u + g; w ← w − rate·u}.
     *
     * @param momentum 0 to below 1
     */
    record Sgd(double learningRate, double momentum) implements LocalOptimizer {
        public Sgd {
            requirePositive(learningRate);
            if (!(momentum >= 0 && momentum < 1)) {
                throw new IllegalArgumentException("momentum must be from 0 to below 1, got " + momentum);
            }
        }
    }

    /** Adam with bias correction (Kingma and Ba 2015, algorithm 1). */
    record Adam(double learningRate, double beta1, double beta2, double epsilon) implements LocalOptimizer {
        public Adam {
            requirePositive(learningRate);
            if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1 && epsilon > 0)) {
                throw new IllegalArgumentException(
                        "Adam needs beta1 and beta2 from 0 to below 1 and epsilon above 0, got %s, %s, %s"
                                .formatted(beta1, beta2, epsilon));
            }
        }
    }

    private static void requirePositive(double learningRate) {
        if (!(learningRate > 0 && Double.isFinite(learningRate))) {
            throw new IllegalArgumentException("learningRate must be above 0, got " + learningRate);
        }
    }
}
