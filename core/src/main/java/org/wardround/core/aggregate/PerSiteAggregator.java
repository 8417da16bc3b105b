package org.wardround.core.aggregate;

import org.wardround.core.vector.VectorWriter;

/**
 * Needs each update in the clear (median, Krum, bounded mean); refused where the study demands secure aggregation. Pure: the same bits whatever the
 * order in which the updates came, because they are read in the order of the sites' names. Works on blocks: memory is sites × block, never sites × model.
 */
public non-sealed interface PerSiteAggregator extends Aggregator {
    /** How many updates it needs at least. */
    int leastSites();

    /**
     * @param lastBound the bound that the last round's result names; NaN in the first round
     * @throws IllegalArgumentException for fewer updates than {@link #leastSites()}
     */
    Aggregate aggregate(SiteChanges changes, double lastBound, VectorWriter.Factory vectors);
}
