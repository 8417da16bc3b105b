package org.wardround.inference.regression.result;

/**
 * A test of a term's coefficients, or of all but the intercept.
 *
 * @param term the term's name, or {@link #ALL}
 * @param statistic χ², or F where {@code residualDegrees} is above 0
 * @param degrees of freedom: how many coefficients are tested
 * @param residualDegrees the denominator's degrees of freedom of an F test; 0 for χ²
 */
public record TermTest(String term, double statistic, int degrees, double residualDegrees, double p) {
    /** The name of a test of all terms together. */
    public static final String ALL = "(all terms)";
}
