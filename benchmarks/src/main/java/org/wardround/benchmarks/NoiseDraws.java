package org.wardround.benchmarks;

import org.wardround.privacy.accounting.Accountant;
import org.wardround.privacy.accounting.Cost;
import org.wardround.privacy.accounting.LossDistributionAccountant;
import org.wardround.privacy.accounting.Mechanism;
import org.wardround.privacy.accounting.RenyiAccountant;
import org.wardround.privacy.noise.DiscreteGaussian;
import org.wardround.privacy.noise.SecretWords;

/** Exact discrete Gaussian noise, on one thread: samples a second by σ, each with words from the cipher; then how long ε takes to count. No arguments. */
final class NoiseDraws {
    private static final int DRAWS = 2_000_000;
    private static final int REPEATS = 7;
    private static final int WARM_UPS = 3;
    private static final double MILLION = 1e6;
    private static final double DELTA = 1e-5;

    private NoiseDraws() {}

    public static void main(String[] arguments) {
        for (double sigma : new double[] {4, 40, 1000, 1 << 15, 1 << 20, 0x1p40}) {
            draw(sigma);
        }
        Cost training = Cost.of(new Mechanism.Gaussian(1.1, 0.01), 10_000);
        Cost steps = Cost.of(new Mechanism.DiscreteGaussianVector(1.1, 0.01), 10_000);
        count("by loss distributions, 10,000 steps", new LossDistributionAccountant(), training);
        count("by Rényi divergences, 10,000 steps", new RenyiAccountant(), steps);
    }

    private static void draw(double sigma) {
        DiscreteGaussian noise = DiscreteGaussian.ofSigma(sigma, SecretWords.fresh());
        long[] sum = new long[DRAWS];
        double[] figures = new double[REPEATS];
        for (int i = -WARM_UPS; i < REPEATS; i++) {
            Stopwatch stopwatch = new Stopwatch();
            noise.addTo(sum);
            if (i >= 0) {
                figures[i] = DRAWS / stopwatch.seconds() / MILLION;
            }
        }
        // Printed so that the compiler can leave nothing out.
        Stopwatch.print(
                "sigma %9.0f: %5.2f million samples a second (check %d)", sigma, Stopwatch.median(figures), sum[0] & 1);
    }

    private static void count(String what, Accountant accountant, Cost cost) {
        double[] figures = new double[REPEATS];
        double epsilon = 0;
        for (int i = -1; i < REPEATS; i++) {
            Stopwatch stopwatch = new Stopwatch();
            epsilon = cost.epsilon(accountant, DELTA).orElseThrow();
            if (i >= 0) {
                figures[i] = stopwatch.seconds();
            }
        }
        Stopwatch.print("epsilon %.4f %s: %.3f s", epsilon, what, Stopwatch.median(figures));
    }
}
