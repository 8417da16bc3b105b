package org.wardround.core.study;

/**
 * A federated strategy as a composition of parts.
 *
 * @param name the type in the study file, for reports
 * @param selection who is asked in a round
 * @param clip the bound that each site puts on its change of the model
 * @param aggregation how answers become one
 * @param local what changes in local training
 * @param server what the coordinator does with the averaged change
 */
public record StrategySpec(
        String name, Selection selection, Clip clip, Aggregation aggregation, LocalRule local, ServerRule server) {

    /**
     * @param clip the L2 norm to which each site's change of the model is scaled down; {@link Double#POSITIVE_INFINITY}: not clipped
     */
    public StrategySpec(
            String name,
            Selection selection,
            double clip,
            Aggregation aggregation,
            LocalRule local,
            ServerRule server) {
        this(name, selection, new Clip.Norm(clip), aggregation, local, server);
    }

    /** The same for one site alone, whose update there is nothing to hold against. */
    public StrategySpec alone() {
        return aggregation instanceof RobustAggregation
                ? new StrategySpec(name, selection, clip, new Aggregation.Mean(Weights.ROWS), local, server)
                : this;
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
    public sealed interface Aggregation permits Aggregation.Mean, RobustAggregation {
        /** Weighted mean, from a sum: works under masks. */
        record Mean(Weights weights) implements Aggregation {}
    }

    /** The bound that each site puts on its own change of the model. It binds honest sites only: whoever can't see an update can't check it. */
    public sealed interface Clip {
        /** Where the bound starts. */
        double initial();

        /**
         * One bound for all rounds.
         *
         * @param initial L2 norm, above 0; {@link Double#POSITIVE_INFINITY}: not clipped
         */
        record Norm(double initial) implements Clip {
            public Norm {
                if (!(initial > 0)) {
                    throw new IllegalArgumentException("clip must be above 0, got " + initial);
                }
            }
        }

        /**
         * A bound C that follows a quantile γ of the norms: after each round {@code C ← C·exp(−η(b̄ − γ))}, where b̄ is the share of the sites
         * whose change was within C (Andrew et al. 2021, equation 2). Of each site only the indicator is needed, and only in the sum.
         *
         * @param initial C of round 1, above 0
         * @param quantile γ, above 0 and below 1
         * @param rate η, above 0
         * @see <a href="https://arxiv.org/abs/1905.03871">Andrew, Thakkar, McMahan and Ramaswamy 2021</a>
         */
        record Adaptive(double initial, double quantile, double rate) implements Clip {
            public Adaptive {
                requirePositive("clip.initial", initial);
                requirePositive("clip.rate", rate);
                if (!(quantile > 0 && quantile < 1)) {
                    throw new IllegalArgumentException("clip.quantile must be above 0 and below 1, got " + quantile);
                }
            }
        }
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

        /**
         * Slopes and curvature of the mean loss of each patient's rows, and no step: what Newton's method takes, for models with one linear predictor. The sums stand in one vector, so that one norm
         * clips both.
         */
        record Curvature() implements LocalRule {}

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

        /**
         * A step of Newton's method on the mean loss and ½λ‖w‖², the intercept free: {@code w ← w − (H + λ)⁻¹·(g + λw)}, with no eigenvalue of what is inverted below λ, as noise may make them.
         *
         * @param ridge λ, above 0
         */
        record Newton(double ridge) implements ServerRule {
            public Newton {
                requirePositive("ridge", ridge);
            }

            @Override
            public double learningRate() {
                return 1;
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

        private static void requireDecay(String name, double value) {
            if (!(value >= 0 && value < 1)) {
                throw new IllegalArgumentException("%s must be from 0 to below 1, got %s".formatted(name, value));
            }
        }
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException("%s must be above 0, got %s".formatted(name, value));
        }
    }
}
