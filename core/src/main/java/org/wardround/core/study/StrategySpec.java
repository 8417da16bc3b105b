package org.wardround.core.study;

/**
 * A federated strategy as a composition of parts.
 *
 * @param name the type in the study file, for reports
 * @param selection who is asked in a round
 * @param clip the L2 norm to which each site's change of the model is scaled down; {@link Double#POSITIVE_INFINITY}: not clipped
 * @param aggregation how answers become one
 * @param local what changes in local training
 * @param server what the coordinator does with the averaged change
 */
public record StrategySpec(
        String name, Selection selection, double clip, Aggregation aggregation, LocalRule local, ServerRule server) {
    public StrategySpec {
        if (!(clip > 0)) {
            throw new IllegalArgumentException("clip must be above 0, got " + clip);
        }
    }

    /**
     * @param fraction of the sites, above 0 up to 1; at least one site is asked, drawn without replacement from the seed and the round
     */
    public record Selection(double fraction) {
        public static final Selection ALL = new Selection(1);

        public Selection {
            if (!(fraction > 0 && fraction <= 1)) {
                throw new IllegalArgumentException("fraction must be above 0 up to 1, got " + fraction);
            }
        }
    }

    /** How answers become one. */
    public sealed interface Aggregation {
        /** Weighted mean, from a sum: works under masks. */
        record Mean(Weights weights) implements Aggregation {}

        /** Needs each site's update in the clear, as the median and Krum do; none is offered yet, so the validator refuses it by name. */
        record PerSite(String name) implements Aggregation {}
    }

    /** Each site's share of the mean. */
    public enum Weights {
        /** In proportion to training rows. */
        ROWS,
        EQUAL
    }

    /** What changes in local training. */
    public sealed interface LocalRule {
        /** Nothing: FedAvg and the server optimisers. */
        record Plain() implements LocalRule {}

        /** One gradient at the received model, over one batch or all rows, and no step: FedSGD. */
        record Gradient() implements LocalRule {}

        /** FedProx: μ/2·‖w − w_round‖² is added to the loss (Li et al. 2020, equation 2). */
        record Proximal(double mu) implements LocalRule {
            public Proximal {
                if (!(mu >= 0 && Double.isFinite(mu))) {
                    throw new IllegalArgumentException("mu must be 0 or more, got " + mu);
                }
            }
        }

        /** SCAFFOLD with option II (Karimireddy et al. 2020, algorithm 1). */
        record ControlVariates() implements LocalRule {}

        /** FedNova: updates are divided by their effective number of steps (Wang et al. 2020, equation 6). */
        record Normalised() implements LocalRule {}
    }

    /** What the coordinator does with the mean change {@code d}: the next model is made from the last one and d. */
    public sealed interface ServerRule {
        double learningRate();

        /** {@code w ← w + rate·d}. */
        record Step(double learningRate) implements ServerRule {
            public Step {
                requirePositive("learningRate", learningRate);
            }
        }

        /** FedAvgM: {@code m ← momentum·m + d; w ← w + rate·m} (Hsu et al. 2019). */
        record Momentum(double learningRate, double momentum) implements ServerRule {
            public Momentum {
                requirePositive("learningRate", learningRate);
                requireDecay("momentum", momentum);
            }
        }

        /**
         * FedAdam, FedYogi, FedAdagrad (Reddi et al. 2021, algorithm 2): {@code m ← β₁m + (1 − β₁)d},
         * {@code w ← w + rate·m/(√v + τ)}, no bias correction.
         *
         * @param initialAccumulator v before the first round; the paper has at least τ²
         */
        record Adaptive(
                Kind kind, double learningRate, double beta1, double beta2, double tau, double initialAccumulator)
                implements ServerRule {
            public Adaptive {
                requirePositive("learningRate", learningRate);
                requireDecay("beta1", beta1);
                requireDecay("beta2", beta2);
                requirePositive("tau", tau);
                if (!(initialAccumulator >= 0 && Double.isFinite(initialAccumulator))) {
                    throw new IllegalArgumentException(
                            "initialAccumulator must be 0 or more, got " + initialAccumulator);
                }
            }
        }

        /** How the second moment v follows d². */
        enum Kind {
            ADAM,
            YOGI,
            ADAGRAD
        }

        private static void requirePositive(String name, double value) {
            if (!(value > 0 && Double.isFinite(value))) {
                throw new IllegalArgumentException("%s must be above 0, got %s".formatted(name, value));
            }
        }

        private static void requireDecay(String name, double value) {
            if (!(value >= 0 && value < 1)) {
                throw new IllegalArgumentException("%s must be from 0 to below 1, got %s".formatted(name, value));
            }
        }
    }
}
