package org.wardround.inference.estimate;

/** The two ends of an interval. */
public record Bounds(double low, double high) {
    /**
     * The score interval of a proportion (Wilson 1927): {@code (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n)}. Within [0, 1] and never of
     * width 0, also where no or all trials succeeded.
     *
     * @param trials above 0
     */
    public static Bounds wilson(double successes, double trials) {
        return wilson(successes, trials, Quantiles.Z95);
    }

    /** The same for another two-sided normal quantile {@code z}. */
    public static Bounds wilson(double successes, double trials, double z) {
        double p = successes / trials;
        double half = z * StrictMath.sqrt(p * (1 - p) / trials + z * z / (4 * trials * trials));
        double middle = p + z * z / (2 * trials);
        double scale = 1 + z * z / trials;
        double low = successes == 0 ? 0 : (middle - half) / scale;
        double high = successes == trials ? 1 : (middle + half) / scale;
        return new Bounds(Math.max(0, low), Math.min(1, high));
    }

    /** {@code value ± z·standardError}, unbounded. */
    public static Bounds normal(double value, double standardError) {
        return around(value, Quantiles.Z95 * standardError);
    }

    /** {@code value ± t·standardError}, unbounded. */
    public static Bounds student(double value, double standardError, double degreesOfFreedom) {
        return around(value, Quantiles.student(0.05, degreesOfFreedom) * standardError);
    }

    /** {@code value ± half}. */
    public static Bounds around(double value, double half) {
        return new Bounds(value - half, value + half);
    }

    /**
     * A normal interval of {@code log(value/(1−value))}, turned back: stays within (0, 1).
     *
     * @param value above 0 and below 1
     * @param standardError of the value itself
     */
    public static Bounds logit(double value, double standardError) {
        double centre = Logit.of(value);
        double half = Quantiles.Z95 * standardError / (value * (1 - value));
        return new Bounds(Logit.inverse(centre - half), Logit.inverse(centre + half));
    }

    /** A t interval of {@code log(value)}, turned back: stays above 0. {@code value} is above 0. */
    public static Bounds log(double value, double standardError, double degreesOfFreedom) {
        // Beyond e^±50 nothing is left to say, and nothing may overflow.
        double half = Math.min(50, Quantiles.student(0.05, degreesOfFreedom) * standardError / value);
        return new Bounds(value * StrictMath.exp(-half), value * StrictMath.exp(half));
    }

    /**
     * Limits of a mean square of normal errors: {@code n·square/χ²}, with the 0.975 and 0.025 quantiles of n degrees of freedom. A bias of the errors
     * makes them wider than they need be.
     */
    public static Bounds meanSquare(double square, double rows) {
        return new Bounds(
                rows * square / Quantiles.chiSquare(0.975, rows), rows * square / Quantiles.chiSquare(0.025, rows));
    }

    /**
     * Limits of the mean square of errors over the variance of the outcome, where the first is Σe²/n and the second Σ(y − ȳ)²/n of the same n normal
     * rows: F limits with n and n − 1 degrees of freedom. They take the two for independent, which is wide enough because they rise together.
     */
    public static Bounds varianceRatio(double ratio, double rows) {
        double unbiased = ratio * (rows - 1) / rows;
        return new Bounds(unbiased / Quantiles.f(0.975, rows, rows - 1), unbiased / Quantiles.f(0.025, rows, rows - 1));
    }

    /**
     * Limits of a mean of which all rows show the same value, so that there is no spread to make limits from: as many of the others as Wilson's upper
     * limit of 0 successes allows may have the smallest or the largest possible value.
     */
    public static Bounds ofEqualRows(double value, double rows, double lowest, double highest) {
        double others = wilson(0, rows).high();
        return new Bounds(value - others * (value - lowest), value + others * (highest - value));
    }

    /** The part of the interval within [{@code lowest}, {@code highest}]. */
    public Bounds within(double lowest, double highest) {
        return new Bounds(clamp(low, lowest, highest), clamp(high, lowest, highest));
    }

    private static double clamp(double value, double lowest, double highest) {
        return Math.min(highest, Math.max(lowest, value));
    }
}
