package org.wardround.core.aggregate;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.SiteId;
import org.wardround.core.vector.Vector;

/**
 * What an aggregator made of a round's changes.
 *
 * @param change of the model
 * @param bound L2 norm to which changes were scaled down; NaN where the aggregator has none
 * @param outliers sites whose change stood apart, with what was done about it
 */
public record Aggregate(Vector change, double bound, SortedMap<SiteId, Outlier> outliers) {
    public Aggregate {
        outliers = Collections.unmodifiableSortedMap(new TreeMap<>(outliers));
    }
}
