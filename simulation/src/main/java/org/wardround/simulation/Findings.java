package org.wardround.simulation;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.core.strategy.TrainedModel;
import org.wardround.core.study.Metric;
import org.wardround.data.table.SiteData;
import org.wardround.inference.compare.Comparison;
import org.wardround.inference.compare.Verdict;
import org.wardround.simulation.Assessor.Assessed;
import org.wardround.simulation.Comparators.Compared;
import org.wardround.simulation.table.Groups;

/**
 * All that a simulation found, before it is put into results.
 *
 * @param snapshots hashes of the included sites' snapshots
 * @param rounds in order
 * @param siteEstimates of sites' own fits; empty without exact regression
 * @param groups Table 1 before it is published
 */
record Findings(
        SortedMap<SiteId, SiteData> sites,
        Participation participation,
        SortedMap<SiteId, Sha256> snapshots,
        Experiment.Trained trained,
        List<RoundRecord> rounds,
        Assessed federated,
        Compared compared,
        Differences differences,
        SiteEstimates.Pooled siteEstimates,
        Groups groups) {
    /**
     * How a training round went.
     *
     * @param round of training, from 1; abandoned rounds have none of their own and are left out
     * @param lost sites that were asked and did not count, with the reason
     * @param step how large the change was, what bounded it, and whose update stood apart
     */
    record RoundRecord(
            int round,
            List<SiteId> contributors,
            SortedMap<SiteId, String> lost,
            TrainedModel.Step step,
            double seconds) {}

    /**
     * Paired differences, federated minus the other model.
     *
     * @param pooledOverall null without a pooled model
     */
    record Differences(
            @Nullable Map<Metric, Comparison> pooledOverall,
            SortedMap<SiteId, Map<Metric, Comparison>> pooled,
            SortedMap<SiteId, Map<Metric, Comparison>> local,
            SortedMap<SiteId, Map<Metric, Comparison>> leaveOneSiteOut,
            SortedMap<SiteId, Verdict> verdicts) {}
}
