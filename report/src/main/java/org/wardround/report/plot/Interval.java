package org.wardround.report.plot;

/** A value with its 95 % interval; NaN where not defined. */
public record Interval(double value, double low, double high) {
    public boolean isDefined() {
        return Double.isFinite(value);
    }

    public boolean hasBounds() {
        return Double.isFinite(low) && Double.isFinite(high);
    }

    /** A value alone. */
    public static Interval point(double value) {
        return new Interval(value, Double.NaN, Double.NaN);
    }
}
