package org.wardround.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.wardround.privacy.accounting.LossDistributionAccountant;
import org.wardround.privacy.accounting.Mechanism;
import org.wardround.privacy.accounting.RenyiAccountant;
import org.wardround.privacy.accounting.Use;
import org.wardround.privacy.noise.DiscreteGaussian;
import org.wardround.privacy.noise.DiscreteLaplace;
import org.wardround.privacy.noise.IntegerNoise;
import org.wardround.privacy.noise.SecretWords;

/** How fast exact noise is drawn, and how long the accountants take for the settings of their reference values. On one thread. Usage: {@code NoiseAndAccounting [REPEATS]}. */
final class NoiseAndAccounting {
    private static final int DRAWS = 2_000_000;
    private static final double DELTA = 1e-6;

    private static final double[] RATES = {0.001, 0.05, 0.2};
    private static final int[] STEPS = {100, 1000, 20_000, 50_000};
    private static final double[] NOISES = {0.8, 1.5, 2, 3};

    private final int repeats;

    private NoiseAndAccounting(int repeats) {
        this.repeats = repeats;
    }

    public static void main(String[] arguments) {
        NoiseAndAccounting benchmark =
                new NoiseAndAccounting(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5);
        for (double sigma : new double[] {4, 40, 1000, 4096, 16_384, 0x1p20}) {
            benchmark.draws(
                    "discrete Gaussian, sigma %.0f".formatted(sigma),
                    DiscreteGaussian.ofSigma(sigma, SecretWords.fresh()));
        }
        benchmark.draws("discrete Laplace, scale 40", DiscreteLaplace.ofScale(40, SecretWords.fresh()));
        benchmark.accounts();
    }

    private void draws(String what, IntegerNoise noise) {
        long[] values = new long[DRAWS];
        double seconds = median(() -> {
            Arrays.fill(values, 0);
            noise.addTo(values);
            return values[0];
        });
        System.out.printf("%s: %.2f million draws a second%n", what, DRAWS / seconds / 1e6);
    }

    /** All 48 settings, of which the published rows are 34. */
    private void accounts() {
        double slowest = 0;
        double slowestRenyi = 0;
        String which = "";
        for (double rate : RATES) {
            for (int steps : STEPS) {
                for (double noise : NOISES) {
                    List<Use> uses = List.of(new Use(new Mechanism.Gaussian(noise, rate), steps));
                    double losses = median(() -> new LossDistributionAccountant().epsilon(uses, DELTA));
                    slowestRenyi = Math.max(slowestRenyi, median(() -> new RenyiAccountant().epsilon(uses, DELTA)));
                    if (losses > slowest) {
                        slowest = losses;
                        which = "rate %s, %d steps, noise %s".formatted(rate, steps, noise);
                    }
                }
            }
        }
        System.out.printf("loss distributions, slowest of 48 settings (%s): %.3f s%n", which, slowest);
        System.out.printf("Renyi divergences, slowest of 48 settings: %.3f s%n", slowestRenyi);
    }

    private double median(DoubleSupplier work) {
        double[] seconds = new double[repeats];
        double used = work.getAsDouble();
        for (int i = 0; i < repeats; i++) {
            long start = System.nanoTime();
            used += work.getAsDouble();
            seconds[i] = (System.nanoTime() - start) / 1e9;
        }
        if (Double.isNaN(used)) {
            throw new IllegalStateException("a result is not a number");
        }
        Arrays.sort(seconds);
        return seconds[repeats / 2];
    }
}
