package org.wardround.privacy.accounting;

/** A way to add noise, as far as its cost in privacy is concerned. Noise is in units of the sensitivity: the most that one patient changes what the noise is added to. */
public sealed interface Mechanism {
    /**
     * Gaussian noise on a sum over patients of whom each takes part with a probability of its own draw (Poisson sampling). A shuffled order in batches of one size is not that.
     *
     * @param noiseMultiplier σ divided by the sensitivity, finite and more than 0
     * @param samplingRate the probability, more than 0 and at most 1; 1 is all patients
     */
    record Gaussian(double noiseMultiplier, double samplingRate) implements Mechanism {
        public Gaussian {
            requireNoise(noiseMultiplier);
            requireRate(samplingRate);
        }
    }

    /**
     * Laplace noise, likewise. Holds for the discrete Laplace distribution on integers too.
     *
     * @param scale scale divided by the sensitivity in the sum of absolute values, finite and more than 0; 1/scale is ε where all take part
     */
    record Laplace(double scale, double samplingRate) implements Mechanism {
        public Laplace {
            requireNoise(scale);
            requireRate(samplingRate);
        }
    }

    /**
     * Discrete Gaussian noise on one whole number. For several numbers at once there is no simple worst case: take {@link DiscreteGaussianVector}.
     *
     * @param sigma σ in the units of that number, finite and more than 0
     * @param sensitivity the most that one patient changes it, 1 or more
     */
    record DiscreteGaussian(double sigma, int sensitivity, double samplingRate) implements Mechanism {
        public DiscreteGaussian {
            requireNoise(sigma);
            if (sensitivity < 1) {
                throw new IllegalArgumentException(
                        "the sensitivity of a whole number is 1 or more, got " + sensitivity);
            }
            requireRate(samplingRate);
        }
    }

    /**
     * Discrete Gaussian noise on each of several whole numbers, of which one patient changes all at once; each patient takes part with a probability of its own draw. {@link RenyiAccountant}
     * alone answers for it.
     *
     * @param noiseMultiplier σ divided by the sensitivity in the Euclidean norm, finite and more than 0
     */
    record DiscreteGaussianVector(double noiseMultiplier, double samplingRate) implements Mechanism {
        public DiscreteGaussianVector {
            requireNoise(noiseMultiplier);
            requireRate(samplingRate);
        }
    }

    /**
     * The same where the noise is that of a sum under masks: each site adds a share, and so many sites may tell theirs, or add none, before there is less than is said here. Other than for the rest of
     * these, the cost leans on other sites.
     *
     * @param noiseMultiplier σ of the noise that is left then, divided by the sensitivity in the Euclidean norm, finite and more than 0
     * @param colluders 0 or more
     */
    record SharedGaussianVector(double noiseMultiplier, int colluders, double samplingRate) implements Mechanism {
        public SharedGaussianVector {
            requireNoise(noiseMultiplier);
            if (colluders < 0) {
                throw new IllegalArgumentException("colluders are 0 or more, got " + colluders);
            }
            requireRate(samplingRate);
        }
    }

    /**
     * Gaussian noise on a sum over a fixed number of patients drawn without replacement. Neighbours here differ by one patient <em>replaced</em>; never add its cost to one of other
     * neighbours without saying so.
     *
     * @param samplingRate the number drawn divided by the number there are
     */
    record FixedBatchGaussian(double noiseMultiplier, double samplingRate) implements Mechanism {
        public FixedBatchGaussian {
            requireNoise(noiseMultiplier);
            requireRate(samplingRate);
        }
    }

    private static void requireNoise(double noise) {
        if (!(noise > 0 && noise < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("noise is a finite number of more than 0, got " + noise);
        }
    }

    private static void requireRate(double rate) {
        if (!(rate > 0 && rate <= 1)) {
            throw new IllegalArgumentException("a sampling rate is more than 0 and at most 1, got " + rate);
        }
    }
}
