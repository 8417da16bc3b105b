package org.wardround.study.results;

/**
 * A paired difference with its 95 % interval; NaN where not defined.
 *
 * @param p of a two-sided test that there is no difference
 */
public record Difference(double value, double low, double high, double p) {
    /** Not defined, or not shown. */
    public static final Difference NONE = new Difference(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
}
