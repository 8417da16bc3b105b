package org.wardround.core.aggregate;

import org.wardround.core.study.RobustAggregation;
import org.wardround.core.study.StrategySpec.Aggregation;

/** The aggregator for each aggregation that a study can name. */
public final class Aggregators {
    private Aggregators() {}

    public static Aggregator of(Aggregation aggregation) {
        return aggregation instanceof RobustAggregation robust ? perSite(robust) : new WeightedMean();
    }

    private static PerSiteAggregator perSite(RobustAggregation robust) {
        if (robust instanceof RobustAggregation.Median median) {
            return TrimmedMean.median(median);
        }
        if (robust instanceof RobustAggregation.TrimmedMean trimmed) {
            return TrimmedMean.of(trimmed);
        }
        return robust instanceof RobustAggregation.MultiKrum krum
                ? new MultiKrum(krum)
                : new BoundedMean((RobustAggregation.BoundedMean) robust);
    }
}
