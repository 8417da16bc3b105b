package org.wardround.inference.estimate;

/** The log-odds of a probability, and back; the same bits on every machine. */
public final class Logit {
    private Logit() {}

    /** {@code log(p/(1−p))}; −∞ and ∞ at 0 and 1. */
    public static double of(double probability) {
        return StrictMath.log(probability / (1 - probability));
    }

    /** {@code 1/(1+e^−x)}. */
    public static double inverse(double logOdds) {
        if (logOdds >= 0) {
            return 1 / (1 + StrictMath.exp(-logOdds));
        }
        double odds = StrictMath.exp(logOdds);
        return odds / (1 + odds);
    }
}
