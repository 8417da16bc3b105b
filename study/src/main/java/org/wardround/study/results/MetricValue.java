package org.wardround.study.results;

/**
 * A metric with its uncertainty.
 *
 * @param value NaN where not defined; the note then says why
 * @param interval 95 %
 * @param n test rows behind the value, which may be suppressed
 * @param errorBound the value is off the exact one by at most this (values from histograms); NaN where exact
 * @param note what a reader should know; empty if nothing
 */
public record MetricValue(double value, Interval interval, Count n, double errorBound, String note) {
    /** The method of a value that is not defined. */
    public static final String NOT_DEFINED = "not defined";

    public static MetricValue of(double value, Interval interval, int n) {
        return new MetricValue(value, interval, Count.of(n), Double.NaN, "");
    }

    /** The method of a value that is not told. */
    public static final String SUPPRESSED = "suppressed";

    /** There is a value, and it is not told, nor of how many rows it is. */
    public static MetricValue suppressed(String reason) {
        return new MetricValue(
                Double.NaN, new Interval(Double.NaN, Double.NaN, SUPPRESSED), Count.SUPPRESSED, Double.NaN, reason);
    }

    /** There is no such value on these rows, for the stated reason. */
    public static MetricValue undefined(int n, String reason) {
        return undefined(Count.of(n), reason);
    }

    /** The same where the number of rows may be suppressed. */
    public static MetricValue undefined(Count n, String reason) {
        return new MetricValue(Double.NaN, new Interval(Double.NaN, Double.NaN, NOT_DEFINED), n, Double.NaN, reason);
    }

    public MetricValue withErrorBound(double bound) {
        return new MetricValue(value, interval, n, bound, note);
    }

    public MetricValue withNote(String text) {
        return new MetricValue(value, interval, n, errorBound, text);
    }

    public boolean isDefined() {
        return !Double.isNaN(value);
    }

    public boolean isSuppressed() {
        return method().equals(SUPPRESSED);
    }

    public double low() {
        return interval.low();
    }

    public double high() {
        return interval.high();
    }

    public String method() {
        return interval.method();
    }

    /**
     * A 95 % interval.
     *
     * @param low NaN where there is none
     * @param high NaN where there is none
     * @param method how it was computed, in words
     */
    public record Interval(double low, double high, String method) {}
}
