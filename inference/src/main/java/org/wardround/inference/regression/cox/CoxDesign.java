package org.wardround.inference.regression.cox;

import org.wardround.inference.regression.question.Limits;
import org.wardround.inference.regression.question.Point;
import org.wardround.inference.regression.question.Scaling;

/**
 * What all passes of one model share.
 *
 * @param rows of all sites together
 * @param events of all sites together
 */
public record CoxDesign(Ties ties, Scaling scaling, Limits limits, long rows, long events) {
    private static final double LARGEST_EXPONENT = 650;

    double totalWeight() {
        return Math.min(limits.maxRows(), rows) * limits.maxWeight();
    }

    double largestPredictor(Point point) {
        return point.largestPredictor(scaling) + limits.maxOffset();
    }

    /** Of {@code Σ w·e^η} over one site's rows. */
    double largestRisk(Point point) {
        return totalWeight() * StrictMath.exp(Math.min(LARGEST_EXPONENT, largestPredictor(point)));
    }

    /** Of a row's columns about a mean over rows of its site. */
    double largestDistance(Point point) {
        return 2 * scaling.bound(point.columns());
    }
}
