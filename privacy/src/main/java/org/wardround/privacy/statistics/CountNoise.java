package org.wardround.privacy.statistics;

import java.util.List;
import org.wardround.privacy.accounting.Cost;
import org.wardround.privacy.accounting.Mechanism;
import org.wardround.privacy.accounting.NoiseSearch;
import org.wardround.privacy.accounting.RenyiAccountant;
import org.wardround.privacy.accounting.Use;
import org.wardround.privacy.noise.DiscreteGaussian;
import org.wardround.privacy.noise.SecretWords;

/**
 * Discrete Gaussian noise on each of a table's counts. One patient changes each count by at most 1, and {@code touched} of them at most: √touched in the Euclidean norm. Immutable.
 *
 * @param sigma of the noise on each count, in patients
 * @param touched how many counts one patient is in, at most
 */
public record CountNoise(double sigma, int touched) {
    /** Of 95 in 100 draws of a Gaussian, the size is below so many σ. */
    private static final double WITHIN_95 = 1.959964;
    /** Half the width of an interval that hides any count from 1 to 10. */
    private static final int HIDDEN = 10;

    private static final double MOST_SIGMA = 0x1p20;
    private static final RenyiAccountant ACCOUNTANT = new RenyiAccountant();

    public CountNoise {
        if (!(sigma >= DiscreteGaussian.MIN_SIGMA && sigma <= MOST_SIGMA)) {
            throw new IllegalArgumentException("noise on a count is from 0.1 to 2^20 patients, got " + sigma);
        }
        if (touched < 1) {
            throw new IllegalArgumentException("a patient is in 1 count or more, got " + touched);
        }
    }

    /**
     * What a table may cost at most. Noise is never less than hides a group of 10 patients: where ε asks for less, the table costs less than ε.
     *
     * @param delta from 1e-10 to below 1
     * @throws IllegalArgumentException where ε and δ ask for more noise than leaves anything of a count
     */
    public static CountNoise of(double epsilon, double delta, int touched) {
        double multiplier = new NoiseSearch(ACCOUNTANT)
                .leastNoise(
                        noise -> List.of(new Use(new Mechanism.DiscreteGaussianVector(noise, 1), 1)), epsilon, delta);
        return new CountNoise(Math.max(multiplier * Math.sqrt(touched), HIDDEN / WITHIN_95), touched);
    }

    /** What one table costs each patient in it. */
    public Cost cost() {
        return Cost.of(new Mechanism.DiscreteGaussianVector(sigma / Math.sqrt(touched), 1), 1);
    }

    /** ε of one table at δ. */
    public double epsilon(double delta) {
        return cost().epsilon(ACCOUNTANT, delta).orElseThrow();
    }

    /** σ² of one count. */
    public double variance() {
        return sigma * sigma;
    }

    /** The counts, each with a draw of its own; they may be negative. Each call is a release of its own. */
    public long[] noised(long[] counts, SecretWords words) {
        long[] noised = counts.clone();
        DiscreteGaussian.ofSigma(sigma, words).addTo(noised);
        return noised;
    }

    /**
     * Half the width of the interval about a sum of noised counts that holds the true one in 95 of 100 cases.
     *
     * @param variance of the sum: that of each count in it, added up
     */
    public static double halfWidth(double variance) {
        return WITHIN_95 * Math.sqrt(variance);
    }
}
