package org.wardround.privacy.accounting;

import java.util.List;
import java.util.function.DoubleFunction;

/** Finds the least noise that keeps a target, to one part in 10^6 and on the safe side. Immutable. */
public final class NoiseSearch {
    private static final double PRECISION = 1e-6;
    private static final double LEAST = 1e-3;
    private static final double MOST = 1e9;

    private final Accountant accountant;

    public NoiseSearch(Accountant accountant) {
        this.accountant = accountant;
    }

    /**
     * The least noise whose cost is at most ε at δ.
     *
     * @param uses what is asked of the patients, given the noise; more noise must not cost more
     * @throws IllegalArgumentException no noise up to 10^9 keeps the target
     */
    public double leastNoise(DoubleFunction<List<Use>> uses, double epsilon, double delta) {
        if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("epsilon to be kept is more than 0, got " + epsilon);
        }
        double high = 1;
        while (accountant.epsilon(uses.apply(high), delta) > epsilon) {
            high *= 2;
            if (high > MOST) {
                throw new IllegalArgumentException(
                        "no noise up to 10^9 times the sensitivity keeps epsilon at %s with delta %s"
                                .formatted(epsilon, delta));
            }
        }
        double low = high / 2;
        while (low > LEAST && accountant.epsilon(uses.apply(low), delta) <= epsilon) {
            high = low;
            low /= 2;
        }
        while (high - low > PRECISION * high) {
            double middle = (low + high) / 2;
            if (accountant.epsilon(uses.apply(middle), delta) > epsilon) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
