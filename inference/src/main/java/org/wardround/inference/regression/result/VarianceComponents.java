package org.wardround.inference.regression.result;

/**
 * The variances of a model with a random intercept per site.
 *
 * @param residual σ², within sites
 * @param between τ², of the intercepts between sites; 0 on the boundary
 * @param intraclassCorrelation τ²/(τ² + σ²)
 * @param test of τ² = 0 by likelihood ratio, its p halved because 0 lies on the boundary
 */
public record VarianceComponents(
        double residual, double between, double intraclassCorrelation, int sites, TermTest test) {}
