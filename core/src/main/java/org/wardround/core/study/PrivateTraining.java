package org.wardround.core.study;

/**
 * Training in which no single patient counts for much: at each step every patient takes part by a draw of its own, a patient's gradient is scaled down to a norm, and noise is added at each site. What a
 * step's sum is divided by is the plan's batch size, never a count of patients.
 *
 * @param limit what fixes the noise
 * @param delta the probability with which the bound may fail, from 1e-10 to below 1
 * @param samplingRate each patient's probability to take part in a step, above 0 up to 1
 * @param clipNorm L2 norm to which each patient's gradient is scaled down, above 0
 * @param share how much of the noise each site adds
 * @param statistics what is asked of inputs before training
 * @see <a href="https://arxiv.org/abs/1607.00133">Abadi et al. 2016, algorithm 1</a>
 */
public record PrivateTraining(
        Limit limit, double delta, double samplingRate, double clipNorm, Share share, Statistics statistics) {
    public PrivateTraining {
        if (!(delta >= 1e-10 && delta < 1)) {
            throw new IllegalArgumentException("delta must be from 1e-10 to below 1, got " + delta);
        }
        if (!(samplingRate > 0 && samplingRate <= 1)) {
            throw new IllegalArgumentException("samplingRate must be above 0 up to 1, got " + samplingRate);
        }
        if (!(clipNorm > 0 && Double.isFinite(clipNorm))) {
            throw new IllegalArgumentException("clipNorm must be above 0, got " + clipNorm);
        }
    }

    /** One before which nothing is asked of inputs. */
    public PrivateTraining(Limit limit, double delta, double samplingRate, double clipNorm, Share share) {
        this(limit, delta, samplingRate, clipNorm, share, Statistics.NONE);
    }

    /** One in which each site adds all the noise. */
    public PrivateTraining(Limit limit, double delta, double samplingRate, double clipNorm) {
        this(limit, delta, samplingRate, clipNorm, new Share.Whole());
    }

    /** The same with these statistics before it. */
    public PrivateTraining with(Statistics asked) {
        return new PrivateTraining(limit, delta, samplingRate, clipNorm, share, asked);
    }

    /** Whether the guarantee leans on other sites. */
    public boolean isDistributed() {
        return share instanceof Share.Distributed;
    }

    /** How much of the noise a site adds. */
    public sealed interface Share {
        /** All of it: what leaves is protected by itself, whatever others do. */
        record Whole() implements Share {}

        /**
         * So much that the sum has enough, which is opened under masks alone. The guarantee is one for sums, and leans on other sites.
         *
         * @param toleratedColluders how many sites of a sum may tell the noise they added, or add none, without the rest falling short, 0 or more
         */
        record Distributed(int toleratedColluders) implements Share {
            /** Any one site knows its own noise. */
            public static final int USUAL_COLLUDERS = 1;

            public Distributed {
                if (toleratedColluders < 0) {
                    throw new IllegalArgumentException(
                            "toleratedColluders must be 0 or more, got " + toleratedColluders);
                }
            }
        }
    }

    /** What fixes the noise. */
    public sealed interface Limit {
        /** The noise that all rounds need to cost at most this ε, above 0. */
        record Epsilon(double epsilon) implements Limit {
            public Epsilon {
                requirePositive("epsilon", epsilon);
            }
        }

        /** Noise of this standard deviation divided by the clip norm, above 0. */
        record Noise(double multiplier) implements Limit {
            public Noise {
                requirePositive("noiseMultiplier", multiplier);
            }
        }

        private static void requirePositive(String name, double value) {
            if (!(value > 0 && Double.isFinite(value))) {
                throw new IllegalArgumentException("%s must be above 0, got %s".formatted(name, value));
            }
        }
    }

    /**
     * Sums over all training patients, with noise of their own, by which inputs are scaled and gaps are filled.
     *
     * @param share of ε that they may cost by themselves at most, above 0 and below 1; where the study gives the noise, of the ε of its training. A public number
     * @param passes how often such sums are asked, see {@link #passes}
     */
    public record Statistics(double share, int passes) {
        /** A tenth of a budget would leave the means of a few hundred patients to chance; half would leave training with an eighth more noise. */
        public static final double USUAL_SHARE = 0.25;

        /** Nothing is asked. */
        public static final Statistics NONE = new Statistics(USUAL_SHARE, 0);

        public Statistics {
            if (!(share > 0 && share < 1)) {
                throw new IllegalArgumentException("statisticsShare must be above 0 and below 1, got " + share);
            }
            if (passes < 0 || passes > 2) {
                throw new IllegalArgumentException("statistics take 0 to 2 passes, got " + passes);
            }
        }

        /**
         * 0 where nothing needs to be known of inputs: no scale, nothing to fill gaps with, no point to take powers about. Else 1, of the variables; 2 where columns are scaled that are made of variables, such
         * as products, and whose spread does not follow from the variables'.
         */
        public static int passes(DataDictionary dictionary, Formula formula) {
            boolean scaled = dictionary.standardisation() != Standardisation.NONE;
            boolean filled =
                    dictionary.variables().stream().anyMatch(variable -> variable.missing() != MissingPolicy.DROP);
            boolean number = dictionary.outcome().type() == VariableType.NUMBER;
            if (!scaled && !filled && !number && formula.isResolved()) {
                return 0;
            }
            return scaled && formula.terms().stream().anyMatch(Statistics::isMade) ? 2 : 1;
        }

        private static boolean isMade(Term term) {
            return term instanceof Term.Spline || term instanceof Term.Polynomial || term instanceof Term.Interaction;
        }
    }
}
