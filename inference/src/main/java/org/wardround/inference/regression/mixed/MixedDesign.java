package org.wardround.inference.regression.mixed;

import org.wardround.inference.regression.question.Limits;
import org.wardround.inference.regression.question.Scaling;
import org.wardround.inference.regression.question.Sizes;

/**
 * What all passes of one model share. A row is taken as (1, standardised columns, outcome less offset less {@code outcomeCentre}).
 *
 * @param outcomeCentre a number near the middle of the outcomes less offsets, which keeps cancellation small
 */
public record MixedDesign(Scaling scaling, Limits limits, Sizes sizes, double outcomeCentre) {
    /** The length of a row: intercept, columns, outcome. */
    int size() {
        return scaling.size() + 2;
    }

    /** Of {@code Σ w·a·a'}, and of {@code s·s'/W} of a site. */
    double products() {
        return Math.max(sizes.columnSquares(), sizes.nullSquares());
    }
}
