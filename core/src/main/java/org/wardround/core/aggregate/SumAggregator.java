package org.wardround.core.aggregate;

import org.wardround.core.sum.Sum;
import org.wardround.core.vector.Vector;

/** Needs only the sum over sites, so it works under secure aggregation. Thread-safe. */
public non-sealed interface SumAggregator extends Aggregator {
    /**
     * One segment of the sum as the change of the model: a view that computes its blocks when they are read.
     *
     * @param scale what turns the summed updates into their mean
     */
    Vector aggregate(Sum sum, String segment, double scale);
}
