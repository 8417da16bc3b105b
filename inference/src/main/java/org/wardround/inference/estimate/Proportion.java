package org.wardround.inference.estimate;

import java.util.List;

/**
 * A share of trials, such as a sensitivity, and combinations of shares.
 *
 * @param successes from 0 to {@code trials}
 */
public record Proportion(double successes, double trials) {
    /** Name of the interval. */
    public static final String WILSON = "Wilson";

    /** The share with Wilson's interval, or the reason why there is none. */
    public Estimate estimate(String withoutTrials) {
        return trials > 0
                ? Estimate.Measured.of(value(), bounds(), WILSON, Math.round(trials))
                : new Estimate.Undefined(0, withoutTrials);
    }

    /** {@code successes/trials}; {@code trials} must be above 0. */
    public double value() {
        return successes / trials;
    }

    public Bounds bounds() {
        return Bounds.wilson(successes, trials);
    }

    /**
     * The mean of independent shares with the limits of Zou and Donner (2008) from each one's Wilson limits:
     * {@code mean − √Σ(pᵢ−lᵢ)²/k … mean + √Σ(uᵢ−pᵢ)²/k}. Unlike the delta method it has a width where every share is 0 or 1.
     *
     * @param shares at least one, each with trials
     */
    public static Estimate.Measured mean(List<Proportion> shares) {
        double sum = 0;
        double below = 0;
        double above = 0;
        double trials = 0;
        for (Proportion share : shares) {
            Bounds bounds = share.bounds();
            sum += share.value();
            below += square(share.value() - bounds.low());
            above += square(bounds.high() - share.value());
            trials += share.trials();
        }
        int count = shares.size();
        double mean = sum / count;
        Bounds bounds = new Bounds(mean - StrictMath.sqrt(below) / count, mean + StrictMath.sqrt(above) / count);
        return Estimate.Measured.of(
                mean, bounds.within(0, 1), "combined Wilson limits (Zou and Donner)", Math.round(trials));
    }

    /**
     * {@code first − weight·second} for two shares of the same trials that exclude each other (a multinomial), with Zou and Donner's limits and
     * the correlation {@code −√(pq/((1−p)(1−q)))}.
     */
    public static Estimate.Measured difference(Proportion first, double weight, Proportion second) {
        double p = first.value();
        double q = second.value();
        double correlation = p == 1 || q == 1 ? 0 : -StrictMath.sqrt(p * q / ((1 - p) * (1 - q)));
        Bounds ofFirst = first.bounds();
        Bounds ofSecond = second.bounds();
        double value = p - weight * q;
        double below = length(p - ofFirst.low(), weight * (ofSecond.high() - q), correlation);
        double above = length(ofFirst.high() - p, weight * (q - ofSecond.low()), correlation);
        return Estimate.Measured.of(
                value,
                new Bounds(value - below, value + above),
                "combined Wilson limits (Zou and Donner)",
                Math.round(first.trials()));
    }

    private static double length(double a, double b, double correlation) {
        return StrictMath.sqrt(Math.max(0, a * a + b * b - 2 * correlation * a * b));
    }

    private static double square(double value) {
        return value * value;
    }
}
