package org.wardround.inference.regression.cox;

import org.wardround.inference.regression.question.Limits;
import org.wardround.inference.regression.question.Point;
import org.wardround.inference.regression.question.Scaling;
import org.wardround.inference.regression.question.Sizes;

/**
 * What all passes of one model share.
 *
 * @param eventWeight events of all sites together, times the mean weight of a row
 */
public record CoxDesign(Ties ties, Scaling scaling, Limits limits, Sizes sizes, double eventWeight) {
    private static final double LARGEST_EXPONENT = 650;

    double totalWeight() {
        return sizes.weights();
    }

    double largestPredictor(Point point) {
        return point.largestPredictor(scaling, sizes.largestValue()) + limits.maxOffset();
    }

    /** Of {@code Σ w·e^η} over one site's rows. */
    double largestRisk(Point point) {
        return totalWeight() * StrictMath.exp(Math.min(LARGEST_EXPONENT, largestPredictor(point)));
    }

    /** Of a row's columns about a mean over rows of its site. */
    double largestDistance(Point point) {
        double largest = 0;
        for (int column : point.columns()) {
            largest = Math.max(largest, Math.min(sizes.largestValue(), scaling.bound(column)));
        }
        return 2 * largest;
    }
}
