package org.wardround.publish;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Metric;
import org.wardround.core.study.VariableType;
import org.wardround.inference.compare.Comparison;
import org.wardround.inference.compare.ModelRows;
import org.wardround.inference.compare.PairedDifference;
import org.wardround.inference.compare.PairedRows;
import org.wardround.inference.evaluate.ScoredRows;
import org.wardround.inference.program.BySite;
import org.wardround.inference.program.EvaluationProgram.Evaluated;

/** Paired comparisons of two assessed models on the same test rows. */
public final class Comparing {
    private final VariableType outcome;
    private final List<Metric> metrics;
    private final long seed;

    public Comparing(VariableType outcome, List<Metric> metrics, long seed) {
        this.outcome = outcome;
        this.metrics = metrics;
        this.seed = seed;
    }

    private static ModelRows at(Evaluated model, SiteId site) {
        return new ModelRows(BySite.get(model.test(), site), model.threshold());
    }

    /** Every metric at one site. */
    public Map<Metric, Comparison> at(SiteId site, Evaluated first, Evaluated second) {
        return all(PairedRows.ofSite(outcome, at(first, site), at(second, site)));
    }

    /** One metric at one site. */
    public Comparison at(SiteId site, Metric metric, Evaluated first, Evaluated second) {
        PairedRows rows = PairedRows.ofSite(outcome, at(first, site), at(second, site));
        return PairedDifference.of(metric, rows, 0.05, seed);
    }

    /** Every metric over the test rows of all sites together, which only a simulation can hold side by side. */
    public Map<Metric, Comparison> overall(Evaluated first, Evaluated second) {
        return all(together(first, second.test(), second.threshold()));
    }

    /** One metric over the same rows, the second model's scores by site. */
    public Comparison overall(
            Metric metric, Evaluated first, SortedMap<SiteId, ScoredRows> second, double secondThreshold) {
        PairedRows rows = together(first, second, secondThreshold);
        return PairedDifference.of(metric, rows, 0.05, seed);
    }

    private PairedRows together(Evaluated first, SortedMap<SiteId, ScoredRows> second, double secondThreshold) {
        List<Integer> sites = new ArrayList<>();
        int number = 0;
        for (ScoredRows rows : first.test().values()) {
            int current = number++;
            IntStream.range(0, rows.rows()).forEach(row -> sites.add(current));
        }
        return new PairedRows(
                outcome,
                new ModelRows(together(first.test()), first.threshold()),
                new ModelRows(together(second), secondThreshold),
                sites.stream().mapToInt(Integer::intValue).toArray());
    }

    private Map<Metric, Comparison> all(PairedRows rows) {
        return PairedDifference.of(metrics.stream().filter(Metric::canBePrimary).toList(), rows, 0.05, seed);
    }

    /** All sites' rows one after the other, with patients numbered anew so that no two sites share one. */
    public static ScoredRows together(SortedMap<SiteId, ScoredRows> sites) {
        List<ScoredRows> parts = new ArrayList<>();
        int firstPatient = 0;
        for (ScoredRows rows : sites.values()) {
            int offset = firstPatient;
            int[] patients = Arrays.stream(rows.patients())
                    .map(patient -> patient + offset)
                    .toArray();
            parts.add(new ScoredRows(rows.scoresPerRow(), rows.scores(), rows.outcomes(), rows.events(), patients));
            firstPatient += Arrays.stream(rows.patients()).max().orElse(-1) + 1;
        }
        return new ScoredRows(
                parts.get(0).scoresPerRow(),
                parts.stream()
                        .flatMapToDouble(part -> Arrays.stream(part.scores()))
                        .toArray(),
                parts.stream()
                        .flatMapToDouble(part -> Arrays.stream(part.outcomes()))
                        .toArray(),
                parts.stream()
                        .flatMapToDouble(part -> Arrays.stream(part.events()))
                        .toArray(),
                parts.stream()
                        .flatMapToInt(part -> Arrays.stream(part.patients()))
                        .toArray());
    }
}
