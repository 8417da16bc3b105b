package org.wardround.simulation;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Metric;
import org.wardround.core.study.VariableType;
import org.wardround.inference.compare.Comparison;
import org.wardround.inference.estimate.Estimate;
import org.wardround.inference.evaluate.Concordance;
import org.wardround.inference.evaluate.Figures;
import org.wardround.inference.evaluate.Subgroups;
import org.wardround.simulation.Assessor.Assessed;
import org.wardround.study.results.Comparisons.Differences;
import org.wardround.study.results.Confusion;
import org.wardround.study.results.Difference;
import org.wardround.study.results.Evaluation;
import org.wardround.study.results.MetricValue;
import org.wardround.study.results.MetricValue.Interval;
import org.wardround.study.results.Metrics;
import org.wardround.study.results.ScoreHistogram;
import org.wardround.study.results.Tables;

/** Puts figures into the form of results, with the study's metrics only. */
final class EvaluationResults {
    private final VariableType outcome;
    private final List<Metric> metrics;
    private final Subgroups subgroups;

    EvaluationResults(VariableType outcome, List<Metric> metrics, Subgroups subgroups) {
        this.outcome = outcome;
        this.metrics = metrics;
        this.subgroups = subgroups;
    }

    Evaluation of(Assessed assessed) {
        SortedMap<SiteId, Metrics> sites = new TreeMap<>();
        SortedMap<SiteId, Tables> siteTables = new TreeMap<>();
        assessed.sites().forEach((site, figures) -> {
            sites.put(site, metrics(figures));
            siteTables.put(site, tables(figures.tables()));
        });
        Figures all = assessed.overall().get(0);
        return new Evaluation(
                overall(assessed, all), sites, subgroups(assessed.overall()), tables(all.tables()), siteTables);
    }

    private Metrics overall(Assessed assessed, Figures all) {
        SortedMap<Metric, MetricValue> values = new TreeMap<>(metrics(all).values());
        if (outcome == VariableType.TIME_TO_EVENT && metrics.contains(Metric.CONCORDANCE_ALL_PAIRS)) {
            values.put(Metric.CONCORDANCE_ALL_PAIRS, value(Concordance.allPairs(Comparing.together(assessed.test()))));
        }
        return new Metrics(values);
    }

    private Map<String, Map<String, Metrics>> subgroups(List<Figures> groups) {
        Map<String, Map<String, Metrics>> byVariable = new LinkedHashMap<>();
        for (int i = 0; i < subgroups.groups().size(); i++) {
            Subgroups.Group group = subgroups.groups().get(i);
            byVariable
                    .computeIfAbsent(group.variable(), unseen -> new LinkedHashMap<>())
                    .put(group.level(), metrics(groups.get(i + 1)));
        }
        return byVariable;
    }

    Metrics metrics(Figures figures) {
        SortedMap<Metric, MetricValue> values = new TreeMap<>();
        for (Metric metric : metrics) {
            Estimate estimate = figures.metrics().get(metric);
            if (estimate != null) {
                values.put(metric, value(estimate));
            }
        }
        return new Metrics(values);
    }

    static MetricValue value(Estimate estimate) {
        if (estimate instanceof Estimate.Measured measured) {
            Interval interval = new Interval(measured.low(), measured.high(), measured.method());
            double bound = measured.errorBound() > 0 ? measured.errorBound() : Double.NaN;
            return new MetricValue(measured.value(), interval, Math.toIntExact(measured.n()), bound, measured.note());
        }
        return MetricValue.undefined(Math.toIntExact(estimate.n()), estimate.note());
    }

    private static double number(Estimate estimate) {
        return estimate instanceof Estimate.Measured measured ? measured.value() : Double.NaN;
    }

    private static Tables tables(org.wardround.inference.evaluate.Tables tables) {
        return new Tables(
                new Confusion(
                        tables.labels(),
                        tables.confusion().stream()
                                .map(EvaluationResults::counts)
                                .toList()),
                tables.classes().stream()
                        .map(each -> new Tables.ClassResult(
                                each.label(),
                                Math.toIntExact(each.support()),
                                number(each.sensitivity()),
                                number(each.ppv()),
                                number(each.f1()),
                                number(each.auroc())))
                        .toList(),
                tables.calibration().stream()
                        .map(each -> new Tables.CalibrationBin(
                                each.meanPredicted(),
                                each.observed(),
                                each.interval().low(),
                                each.interval().high(),
                                Math.toIntExact(each.n())))
                        .toList(),
                tables.netBenefit().stream()
                        .map(each -> new Tables.NetBenefitPoint(each.threshold(), each.model(), each.treatAll()))
                        .toList(),
                new ScoreHistogram(
                        tables.scores().edges(),
                        counts(tables.scores().positives()),
                        counts(tables.scores().negatives())));
    }

    private static List<Integer> counts(List<Long> counts) {
        return counts.stream().map(Math::toIntExact).toList();
    }

    static Differences differences(Map<Metric, Comparison> comparisons) {
        Map<Metric, Difference> values = new EnumMap<>(Metric.class);
        comparisons.forEach((metric, comparison) -> values.put(metric, difference(comparison)));
        return new Differences(new TreeMap<>(values));
    }

    static Difference difference(Comparison comparison) {
        return comparison instanceof Comparison.Measured measured
                ? new Difference(measured.difference(), measured.low(), measured.high(), measured.p())
                : new Difference(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
}
