package org.wardround.simulation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.EvaluationSpec;
import org.wardround.core.study.Metric;
import org.wardround.core.study.VariableType;
import org.wardround.inference.compare.Comparison;
import org.wardround.inference.compare.Verdicts;
import org.wardround.publish.Comparing;
import org.wardround.publish.ModelDifferences;
import org.wardround.simulation.Assessor.Assessed;
import org.wardround.simulation.Comparators.Compared;
import org.wardround.simulation.exchange.Workers;

/** Holds the federated model against its comparators, row by row, and gives each hospital its verdict against its own local model. */
final class Differing {
    private final Comparing comparing;
    private final EvaluationSpec spec;

    Differing(VariableType outcome, EvaluationSpec spec, long seed) {
        this.comparing = new Comparing(outcome, spec.metrics(), seed);
        this.spec = spec;
    }

    /** The comparisons are independent of each other, so that several are made at a time. */
    ModelDifferences between(Assessed federated, Compared compared, Workers workers) {
        List<Callable<Map<Metric, Comparison>>> jobs = new ArrayList<>();
        Assessed pooled = compared.pooled();
        if (pooled != null) {
            jobs.add(() -> comparing.overall(federated.found(), pooled.found()));
        }
        List<SiteId> sites = List.copyOf(federated.test().keySet());
        List<Map<SiteId, Assessed>> others = List.of(
                pooled == null ? Map.of() : sites.stream().collect(Collectors.toMap(site -> site, site -> pooled)),
                compared.local(),
                compared.leaveOneSiteOut());
        for (Map<SiteId, Assessed> models : others) {
            for (SiteId site : sites) {
                Assessed other = models.get(site);
                jobs.add(() -> other == null ? Map.of() : comparing.at(site, federated.found(), other.found()));
            }
        }
        Iterator<Map<Metric, Comparison>> made = workers.all(jobs).iterator();
        Map<Metric, Comparison> overall = pooled == null ? null : made.next();
        SortedMap<SiteId, Map<Metric, Comparison>> toPooled = take(sites, made);
        SortedMap<SiteId, Map<Metric, Comparison>> toLocal = take(sites, made);
        SortedMap<SiteId, Map<Metric, Comparison>> toOthers = take(sites, made);
        return new ModelDifferences(
                overall,
                toPooled,
                toLocal,
                toOthers,
                Verdicts.of(primary(federated, compared, toLocal), spec.primary(), spec.margin()));
    }

    private static SortedMap<SiteId, Map<Metric, Comparison>> take(
            List<SiteId> sites, Iterator<Map<Metric, Comparison>> made) {
        SortedMap<SiteId, Map<Metric, Comparison>> taken = new TreeMap<>();
        for (SiteId site : sites) {
            Map<Metric, Comparison> comparisons = made.next();
            if (!comparisons.isEmpty()) {
                taken.put(site, comparisons);
            }
        }
        return taken;
    }

    private SortedMap<SiteId, Comparison> primary(
            Assessed federated, Compared compared, SortedMap<SiteId, Map<Metric, Comparison>> toLocal) {
        SortedMap<SiteId, Comparison> comparisons = new TreeMap<>();
        compared.local().forEach((site, local) -> {
            Comparison known = toLocal.getOrDefault(site, Map.of()).get(spec.primary());
            comparisons.put(
                    site, known == null ? comparing.at(site, spec.primary(), federated.found(), local.found()) : known);
        });
        return comparisons;
    }
}
