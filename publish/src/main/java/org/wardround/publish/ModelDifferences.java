package org.wardround.publish;

import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Metric;
import org.wardround.inference.compare.Comparison;
import org.wardround.inference.compare.Verdict;

/**
 * Paired differences, federated minus the other model.
 *
 * @param pooledOverall null without a pooled model
 */
public record ModelDifferences(
        @Nullable Map<Metric, Comparison> pooledOverall,
        SortedMap<SiteId, Map<Metric, Comparison>> pooled,
        SortedMap<SiteId, Map<Metric, Comparison>> local,
        SortedMap<SiteId, Map<Metric, Comparison>> leaveOneSiteOut,
        SortedMap<SiteId, Verdict> verdicts) {}
