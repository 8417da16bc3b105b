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
 * @see <a href="https://arxiv.org/abs/1607.00133">Abadi et al. 2016, algorithm 1</a>
 */
public record PrivateTraining(Limit limit, double delta, double samplingRate, double clipNorm, Share share) {
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

    /** One in which each site adds all the noise. */
    public PrivateTraining(Limit limit, double delta, double samplingRate, double clipNorm) {
        this(limit, delta, samplingRate, clipNorm, new Share.Whole());
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
}
