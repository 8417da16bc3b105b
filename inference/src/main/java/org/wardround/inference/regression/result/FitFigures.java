package org.wardround.inference.regression.result;

/**
 * How well a model fits.
 *
 * @param logLikelihood at the estimate, with all constants (Cox: partial); under Firth's penalty or ridge, without the penalty
 * @param nullLogLikelihood of the model without terms: intercept alone, or for Cox nothing
 * @param penalisedLogLikelihood what was maximised; equals {@code logLikelihood} without a penalty
 * @param deviance residual sum of squares for the linear model, −2·{@code logLikelihood} for Cox and the mixed model
 * @param dispersion σ² of the linear models (residual degrees of freedom), otherwise 1
 * @param aic −2·log likelihood + 2·parameters, σ² and τ² counted; under ridge the effective number of parameters
 * @param bic the same with log n instead of 2; n is {@code bicRows}
 * @param bicRows rows, or for Cox events
 * @param parameters what AIC counts
 * @param iterations Newton steps until converged
 * @param residualDegrees rows less coefficients; 0 for Cox
 */
public record FitFigures(
        double logLikelihood,
        double nullLogLikelihood,
        double penalisedLogLikelihood,
        double deviance,
        double nullDeviance,
        double dispersion,
        double aic,
        double bic,
        long bicRows,
        double parameters,
        int iterations,
        long rows,
        long events,
        long residualDegrees) {}
