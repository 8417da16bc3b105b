package org.wardround.inference.regression.glm;

import org.wardround.inference.estimate.Logit;

/** What one row contributes at a linear predictor, for a case weight of 1. Scratch space of one pass: not thread-safe. */
final class RowTerms {
    private final GlmFamily family;
    double mean;
    /** Of the outcome at unit dispersion, which is also dμ/dη under a canonical link. */
    double variance;

    double logLikelihood;
    double deviance;

    RowTerms(GlmFamily family) {
        this.family = family;
    }

    void at(double predictor, double outcome) {
        switch (family) {
            case GAUSSIAN -> gaussian(predictor, outcome);
            case BINOMIAL -> binomial(predictor, outcome);
            case POISSON -> poisson(predictor, outcome);
        }
    }

    private void gaussian(double predictor, double outcome) {
        mean = predictor;
        variance = 1;
        deviance = (outcome - predictor) * (outcome - predictor);
        logLikelihood = -deviance / 2;
    }

    private void binomial(double predictor, double outcome) {
        double small = StrictMath.exp(-Math.abs(predictor));
        double likelier = 1 / (1 + small);
        double unlikelier = small / (1 + small);
        mean = predictor >= 0 ? likelier : unlikelier;
        variance = likelier * unlikelier;
        // y·η − log(1 + e^η)
        logLikelihood = outcome * predictor - Math.max(predictor, 0) - StrictMath.log1p(small);
        deviance = -2 * logLikelihood;
    }

    private void poisson(double predictor, double outcome) {
        mean = StrictMath.exp(predictor);
        variance = mean;
        logLikelihood = outcome * predictor - mean - LogFactorial.of(outcome);
        double saturated = outcome == 0 ? 0 : outcome * (StrictMath.log(outcome) - predictor);
        deviance = 2 * (saturated - (outcome - mean));
    }

    /** {@code d log(variance)/dη}, by which hat values enter Firth's score. */
    double varianceSlope() {
        return switch (family) {
            case GAUSSIAN -> 0;
            case BINOMIAL -> 1 - 2 * mean;
            case POISSON -> 1;
        };
    }

    /** The predictor at which the mean is {@code mean}. */
    static double link(GlmFamily family, double mean) {
        return switch (family) {
            case GAUSSIAN -> mean;
            case BINOMIAL -> Logit.of(mean);
            case POISSON -> StrictMath.log(mean);
        };
    }
}
