package org.wardround.inference.regression.result;

/**
 * A coefficient on the scale of the linear predictor, in the units of the dataset's columns.
 *
 * @param name the column's, or {@link #INTERCEPT}
 * @param term the column's term, or {@link #INTERCEPT}
 * @param standardError 0 or more
 * @param low lower end of the 95 % interval
 * @param high upper end
 * @param statistic estimate over standard error
 * @param p two-sided, from the normal distribution, or Student's for the linear model
 */
public record Coefficient(
        String name,
        String term,
        double estimate,
        double standardError,
        double low,
        double high,
        double statistic,
        double p) {
    public static final String INTERCEPT = "(intercept)";
}
