package org.wardround.inference.regression.newton;

/**
 * When Newton's method ends.
 *
 * @param tolerance converged where the next step is at most so many standard errors long, {@code √(s'·I⁻¹·s)}; above 0
 * @param maxIterations the most steps, at least 1
 */
public record Stopping(double tolerance, int maxIterations) {
    public static final Stopping DEFAULT = new Stopping(1e-10, 25);

    public Stopping {
        if (!(tolerance > 0 && tolerance < 1)) {
            throw new IllegalArgumentException("tolerance must be above 0 and below 1, got " + tolerance);
        }
        if (maxIterations < 1) {
            throw new IllegalArgumentException("maxIterations must be at least 1, got " + maxIterations);
        }
    }
}
