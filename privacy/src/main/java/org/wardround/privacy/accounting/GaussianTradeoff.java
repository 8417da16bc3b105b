package org.wardround.privacy.accounting;

/**
 * Gaussian noise where all patients take part each time, without any bound: the exact ε and δ.
 *
 * @see <a href="https://arxiv.org/abs/1805.06530">Balle and Wang 2018, theorem 8</a>
 */
public final class GaussianTradeoff {
    private static final int HALVINGS = 200;

    private GaussianTradeoff() {}

    /**
     * The ε of noise that is used {@code times} times.
     *
     * @param noiseMultiplier σ divided by the sensitivity, more than 0
     * @param delta from 1e-10 to below 1
     */
    public static double epsilon(double noiseMultiplier, long times, double delta) {
        Accountant.requireDelta(delta);
        Use use = new Use(new Mechanism.Gaussian(noiseMultiplier, 1), times);
        double signal = Math.sqrt(use.times()) / noiseMultiplier;
        if (delta(signal, 0) <= delta) {
            return 0;
        }
        double low = 0;
        double high = 1;
        while (delta(signal, high) > delta) {
            high *= 2;
        }
        for (int i = 0; i < HALVINGS && low < high; i++) {
            double middle = (low + high) / 2;
            if (delta(signal, middle) > delta) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** Φ(μ/2 − ε/μ) − e^ε·Φ(−μ/2 − ε/μ) for the signal μ = √times / noise multiplier. */
    private static double delta(double signal, double epsilon) {
        double log = NormalDistribution.logTail(epsilon / signal - signal / 2);
        double other = epsilon + NormalDistribution.logTail(epsilon / signal + signal / 2);
        return -StrictMath.exp(log) * StrictMath.expm1(other - log);
    }
}
