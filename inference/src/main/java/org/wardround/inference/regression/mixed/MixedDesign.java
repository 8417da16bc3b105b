package org.wardround.inference.regression.mixed;

import org.wardround.core.study.Range;
import org.wardround.inference.regression.question.Limits;
import org.wardround.inference.regression.question.Scaling;

/**
 * What all passes of one model share. A row is taken as (1, standardised columns, outcome less offset less {@code outcomeCentre}).
 *
 * @param rows of all sites together
 * @param outcomeCentre a number near the middle of the outcomes less offsets, which keeps cancellation small
 */
public record MixedDesign(Scaling scaling, Range outcome, Limits limits, long rows, double outcomeCentre) {
    /** The length of a row: intercept, columns, outcome. */
    int size() {
        return scaling.size() + 2;
    }

    double totalWeight() {
        return Math.min(limits.maxRows(), rows) * limits.maxWeight();
    }

    double largestValue() {
        int[] all = new int[scaling.size()];
        for (int column = 0; column < all.length; column++) {
            all[column] = column;
        }
        return Math.max(scaling.bound(all), 2 * (outcome.magnitude() + limits.maxOffset()));
    }
}
