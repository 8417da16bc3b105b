package org.wardround.inference.regression.glm;

import org.wardround.core.study.Range;
import org.wardround.inference.regression.question.Limits;
import org.wardround.inference.regression.question.Point;
import org.wardround.inference.regression.question.Scaling;

/**
 * What all passes of one model share.
 *
 * @param rows of all sites together
 * @param outcomeVariance about the mean, over all rows: below 1e-20 of it, a dispersion is rounding
 */
public record GlmDesign(
        GlmFamily family, Scaling scaling, Range outcome, Limits limits, long rows, double outcomeVariance) {
    private static final double HEADROOM = 0x1p20;

    /** The intercept that fits best without offset. */
    public double intercept(double outcomeMean) {
        return RowTerms.link(family, outcomeMean);
    }

    double totalWeight() {
        return Math.min(limits.maxRows(), rows) * limits.maxWeight();
    }

    double largestPredictor(Point point) {
        return point.largestPredictor(scaling) + limits.maxOffset();
    }

    /**
     * The largest mean that is worth summing: at an optimum means add up to what the outcomes add up to, so a mean far beyond that marks a step that went
     * too far.
     */
    double largestMean(double predictor) {
        return switch (family) {
            case GAUSSIAN -> predictor;
            case BINOMIAL -> 1;
            case POISSON -> Math.min(StrictMath.exp(Math.min(predictor, 700)), HEADROOM * (outcome.magnitude() + 1));
        };
    }

    double largestResidual(double predictor) {
        return family == GlmFamily.BINOMIAL ? 1 : outcome.magnitude() + largestMean(predictor);
    }

    double largestVariance(double predictor) {
        return switch (family) {
            case GAUSSIAN -> 1;
            case BINOMIAL -> 0.25;
            case POISSON -> largestMean(predictor);
        };
    }

    /** Of a row's deviance and log-likelihood. */
    double largestLoss(double predictor) {
        double y = outcome.magnitude();
        return switch (family) {
            case GAUSSIAN -> (y + predictor) * (y + predictor);
            case BINOMIAL -> 2 * (predictor + 1);
            case POISSON -> 2 * (y * (predictor + StrictMath.log(y + 1) + 2) + largestMean(predictor) + 1);
        };
    }
}
