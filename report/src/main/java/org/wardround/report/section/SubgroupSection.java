package org.wardround.report.section;

import java.util.List;
import java.util.Map;
import org.wardround.core.study.Metric;
import org.wardround.report.markup.Element;
import org.wardround.report.plot.IntervalStrip;
import org.wardround.report.plot.Series;
import org.wardround.study.results.MetricValue;
import org.wardround.study.results.Metrics;
import org.wardround.study.results.Results;

/** The primary metric of the federated model in the subgroups that the study names. */
final class SubgroupSection implements Section {
    @Override
    public String id() {
        return "subgroups";
    }

    @Override
    public String title() {
        return "Subgroups";
    }

    private static String label(String level, MetricValue value) {
        return "%s (n = %s)".formatted(level, Figures.count(value.n()));
    }

    @Override
    public List<Element> of(Results results) {
        Map<String, Map<String, Metrics>> subgroups =
                results.evaluations().federated().subgroups();
        if (subgroups.isEmpty()) {
            return List.of();
        }
        Metric primary = results.header().study().plan().primary();
        List<MetricValue> values = subgroups.values().stream()
                .flatMap(levels -> Values.present(List.copyOf(levels.values()), primary).stream())
                .toList();
        ForestTable table = new ForestTable(
                IntervalStrip.plain(Values.scale(primary, values)),
                "%s of the %s by subgroup, test rows of all hospitals"
                        .formatted(MetricWords.of(primary).name(), Prose.modelName(results)));
        Names names = Names.of(results);
        subgroups.forEach((variable, levels) -> {
            table.group(names.titleWithUnit(variable), "");
            levels.forEach((level, metrics) -> metrics.find(primary)
                    .ifPresent(value -> table.row(
                            label(names.levelAlone(variable, level, levels.keySet()), value),
                            Series.FEDERATED,
                            Values.drawn(primary, value))));
        });
        return List.of(Prose.figure(
                table.build(MetricWords.axis(primary, results)),
                "Value and 95 % interval. Patients without a value of the variable are in none of its subgroups; intervals are not corrected for the number of subgroups."
                        + table.cutNote()));
    }
}
