package org.wardround.privacy.accounting;

/**
 * The distribution of the sum of all losses: masses at {@code first}, {@code first + 1}, … steps, and a mass of losses without end. Read only.
 */
record ComposedLosses(double step, long first, double[] masses, double endless) {
    /** The least ε ≥ 0 at which δ is not exceeded. */
    double epsilon(double delta) {
        double mass = endless;
        double shrunk = 0;
        for (int i = masses.length - 1; i >= 0; i--) {
            double loss = (first + i) * step;
            // Above this point and up to the next δ(ε) is mass − e^ε·shrunk.
            if (mass - StrictMath.exp(Math.max(0, loss)) * shrunk > delta) {
                return StrictMath.log((mass - delta) / shrunk);
            }
            if (loss <= 0) {
                return 0;
            }
            mass += masses[i];
            shrunk += masses[i] * StrictMath.exp(-loss);
        }
        return mass - shrunk > delta ? StrictMath.log((mass - delta) / shrunk) : 0;
    }

    double delta(double epsilon) {
        double delta = endless;
        for (int i = masses.length - 1; i >= 0 && (first + i) * step > epsilon; i--) {
            delta -= masses[i] * StrictMath.expm1(epsilon - (first + i) * step);
        }
        return Math.min(1, delta);
    }
}
