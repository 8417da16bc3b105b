package org.wardround.inference.regression.cox;

/**
 * The steps of a published curve: (0, step], (step, 2·step], … A time of 0 belongs to the first.
 *
 * @param step above 0, in the outcome's unit
 * @param steps how many, at least 1: the last ends at or after the outcome's largest possible time
 */
public record TimeGrid(double step, int steps) {
    private static final int MOST = 10_000_000;

    public TimeGrid {
        if (!(step > 0 && Double.isFinite(step))) {
            throw new IllegalArgumentException("a step must be above 0, got " + step);
        }
        if (steps < 1 || steps > MOST) {
            throw new IllegalArgumentException("a time grid has from 1 to 10,000,000 steps, got " + steps);
        }
    }

    /** The grid that reaches up to {@code horizon}. */
    public static TimeGrid upTo(double horizon, double step) {
        return new TimeGrid(step, (int) Math.max(1, Math.ceil(horizon / step)));
    }

    /** The 0-based step that a time falls into; the last one for what is beyond. */
    int indexOf(double time) {
        return (int) Math.min(steps - 1, Math.max(0, Math.ceil(time / step) - 1));
    }

    double end(int index) {
        return (index + 1) * step;
    }
}
