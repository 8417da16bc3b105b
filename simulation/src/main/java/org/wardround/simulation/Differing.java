package org.wardround.simulation;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.EvaluationSpec;
import org.wardround.core.study.Metric;
import org.wardround.core.study.VariableType;
import org.wardround.inference.compare.Comparison;
import org.wardround.inference.compare.Verdicts;
import org.wardround.simulation.Assessor.Assessed;
import org.wardround.simulation.Comparators.Compared;

/** Holds the federated model against its comparators, row by row, and gives each hospital its verdict against its own local model. */
final class Differing {
    private final Comparing comparing;
    private final EvaluationSpec spec;

    Differing(VariableType outcome, EvaluationSpec spec, long seed) {
        this.comparing = new Comparing(outcome, spec.metrics(), seed);
        this.spec = spec;
    }

    Findings.Differences between(Assessed federated, Compared compared) {
        Assessed pooled = compared.pooled();
        SortedMap<SiteId, Map<Metric, Comparison>> toPooled = new TreeMap<>();
        SortedMap<SiteId, Map<Metric, Comparison>> toLocal = new TreeMap<>();
        SortedMap<SiteId, Map<Metric, Comparison>> toOthers = new TreeMap<>();
        for (SiteId site : federated.test().keySet()) {
            put(toPooled, site, federated, pooled);
            put(toLocal, site, federated, compared.local().get(site));
            put(toOthers, site, federated, compared.leaveOneSiteOut().get(site));
        }
        return new Findings.Differences(
                pooled == null ? null : comparing.overall(federated, pooled),
                toPooled,
                toLocal,
                toOthers,
                Verdicts.of(primary(federated, compared), spec.primary(), spec.margin()));
    }

    private void put(
            SortedMap<SiteId, Map<Metric, Comparison>> target,
            SiteId site,
            Assessed federated,
            @Nullable Assessed other) {
        if (other != null) {
            target.put(site, comparing.at(site, federated, other));
        }
    }

    private SortedMap<SiteId, Comparison> primary(Assessed federated, Compared compared) {
        SortedMap<SiteId, Comparison> comparisons = new TreeMap<>();
        compared.local()
                .forEach((site, local) -> comparisons.put(site, comparing.at(site, spec.primary(), federated, local)));
        return comparisons;
    }
}
