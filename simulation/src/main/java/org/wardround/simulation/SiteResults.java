package org.wardround.simulation;

import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.dataset.Side;
import org.wardround.core.identity.Sha256;
import org.wardround.core.identity.SiteId;
import org.wardround.data.table.SiteData;
import org.wardround.publish.CaseMix;
import org.wardround.publish.Disclosure;
import org.wardround.study.results.Flow;
import org.wardround.study.results.Participation;
import org.wardround.study.results.SiteResult;

/** What results say about each site: the way of its records, and its case mix, as far as they may be published. */
final class SiteResults {
    private final Disclosure disclosure;

    SiteResults(Disclosure disclosure) {
        this.disclosure = disclosure;
    }

    SortedMap<SiteId, SiteResult> of(
            SortedMap<SiteId, SiteData> sites,
            org.wardround.simulation.Participation participation,
            SortedMap<SiteId, Sha256> snapshots) {
        double allTrainRows = participation.included().values().stream()
                .mapToInt(table -> table.rowsOn(Side.TRAIN).length)
                .sum();
        SortedMap<SiteId, SiteResult> results = new TreeMap<>();
        sites.forEach((site, data) -> {
            String reason = participation.leftOut().getOrDefault(site, "");
            Flow flow = disclosure.flow(site);
            Sha256 snapshot = snapshots.get(site);
            results.put(
                    site,
                    new SiteResult(
                            reason.isEmpty() ? Participation.INCLUDED : Participation.leftOut(reason),
                            flow,
                            reason.isEmpty() ? weight(flow, allTrainRows) : 0,
                            snapshot == null ? "" : snapshot.hex(),
                            CaseMix.of(disclosure.table1(), site)));
        });
        return results;
    }

    /** NaN where the training rows are suppressed: they would follow from it. */
    private static double weight(Flow flow, double allTrainRows) {
        if (flow.split().rows().train().isSuppressed()) {
            return Double.NaN;
        }
        return allTrainRows == 0 ? 0 : flow.split().rows().train().value() / allTrainRows;
    }
}
