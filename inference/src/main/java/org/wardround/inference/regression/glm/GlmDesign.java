package org.wardround.inference.regression.glm;

import org.wardround.core.study.Range;
import org.wardround.inference.regression.question.Limits;
import org.wardround.inference.regression.question.Point;
import org.wardround.inference.regression.question.Scaling;
import org.wardround.inference.regression.question.Sizes;

/** What all passes of one model share, and how large a site's sums can be. */
public record GlmDesign(GlmFamily family, Scaling scaling, Range outcome, Limits limits, Sizes sizes) {
    /**
     * How much larger than at an optimum a sum may be before a step counts as too far: at an optimum means add up to what outcomes add up to, and squared
     * residuals to no more than without terms.
     */
    private static final double HEADROOM = 0x1p20;

    /** The intercept that fits best without offset. */
    public double intercept(double outcomeMean) {
        return RowTerms.link(family, outcomeMean);
    }

    double largestPredictor(Point point) {
        return point.largestPredictor(scaling, sizes.largestValue()) + limits.maxOffset();
    }

    /** Of {@code Σ w·μ}. */
    private double means() {
        return HEADROOM * sizes.outcomes();
    }

    /** Of {@code Σ w·v·z·z'}. */
    double information() {
        return switch (family) {
            case GAUSSIAN -> sizes.columnSquares();
            case BINOMIAL -> sizes.columnSquares() / 4;
            case POISSON -> means() * sizes.largestValue() * sizes.largestValue();
        };
    }

    /** Of {@code Σ w·|y − μ|·|z|}. */
    double score() {
        return switch (family) {
            case GAUSSIAN -> StrictMath.sqrt(HEADROOM * sizes.nullSquares() * sizes.columnSquares());
            case BINOMIAL -> StrictMath.sqrt(sizes.weights() * sizes.columnSquares());
            case POISSON -> (sizes.outcomes() + means()) * sizes.largestValue();
        };
    }

    /** Of {@code Σ u·u'} over patients. */
    double scoreProducts() {
        return score() * score();
    }

    /** Of deviance and log-likelihood at a point. */
    double loss(Point point) {
        double predictor = largestPredictor(point);
        return switch (family) {
            case GAUSSIAN -> HEADROOM * sizes.nullSquares();
            case BINOMIAL -> 2 * sizes.weights() * (predictor + 1);
            case POISSON ->
                2 * (sizes.outcomes() * (predictor + StrictMath.log(outcome.magnitude() + 1) + 2) + means());
        };
    }

    /** Below this, a squared residual a row is rounding. */
    double negligibleDispersion() {
        return 1e-20 * sizes.nullSquares() / sizes.rows();
    }
}
