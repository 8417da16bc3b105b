package org.wardround.report.section;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.wardround.core.study.Metric;
import org.wardround.report.markup.Element;
import org.wardround.study.results.Evaluation;
import org.wardround.study.results.Evaluations;
import org.wardround.study.results.MetricValue;
import org.wardround.study.results.Metrics;
import org.wardround.study.results.Results;

/** All metrics: of each model over all test rows, and of the federated model at each hospital; why a cell is empty stands below. */
final class MetricTableSection implements Section {
    /** A reader of three decimals would be misled by more. */
    private static final double COARSE = 0.005;

    private static final int COLUMNS = 5;

    /** So many fit a phone's width, beside the models' names. */
    private static final int FEW = 2;

    private static final int LOCAL_AT_MOST = 12;

    @Override
    public String id() {
        return "metrics";
    }

    @Override
    public String title() {
        return "All metrics";
    }

    @Override
    public List<Element> of(Results results) {
        List<Metric> metrics = metrics(results);
        List<Line> overall = overall(results);
        List<Line> sites = sites(results);
        List<Element> content = new ArrayList<>();
        for (int from = 0; from < metrics.size(); from += COLUMNS) {
            content.add(table(
                    ofSites(results), metrics.subList(from, Math.min(metrics.size(), from + COLUMNS)), overall, sites));
        }
        if (!content.isEmpty()) {
            content.add(Prose.note("Below each value: its 95 % interval."));
            content.addAll(remarks(metrics, overall, sites));
        }
        return content;
    }

    private static List<Metric> metrics(Results results) {
        Evaluation federated = results.evaluations().federated();
        return List.of(Metric.values()).stream()
                .filter(metric -> federated.overall().find(metric).isPresent()
                        || federated.sites().values().stream()
                                .anyMatch(site -> site.find(metric).isPresent()))
                .toList();
    }

    /** The federated model at each hospital; for a hospital's own eyes each model there. */
    private static List<Line> sites(Results results) {
        Evaluations evaluations = results.evaluations();
        List<Line> lines = new ArrayList<>();
        boolean home = Home.of(results).isPresent();
        evaluations
                .federated()
                .sites()
                .forEach((site, found) -> lines.add(new Line(home ? Prose.modelLabel(results) : site.words(), found)));
        if (home) {
            evaluations.local().forEach((site, local) -> lines.add(new Line("Local", local.at(site))));
        }
        return lines;
    }

    private static String ofSites(Results results) {
        return Home.of(results)
                .map(site -> "Each model on the test rows of %s".formatted(site.words()))
                .orElseGet(() -> "The %s on each hospital’s own test rows".formatted(Prose.modelName(results)));
    }

    private static List<Line> overall(Results results) {
        Evaluations evaluations = results.evaluations();
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(Prose.modelLabel(results), evaluations.federated().overall()));
        if (!evaluations.pooled().isNone()) {
            lines.add(new Line("Pooled", evaluations.pooled().overall()));
        }
        if (evaluations.local().size() <= LOCAL_AT_MOST && Home.of(results).isEmpty()) {
            evaluations
                    .local()
                    .forEach((site, local) -> lines.add(new Line("Local, " + site.words(), local.overall())));
        }
        return lines;
    }

    private static Element table(String ofSites, List<Metric> metrics, List<Line> overall, List<Line> sites) {
        List<String> head = new ArrayList<>(List.of(""));
        metrics.forEach(metric -> head.add(MetricWords.of(metric).name()));
        DataTable table = new DataTable(
                        metrics.size() > FEW ? "metrics" : "metrics few", Prose.list(head.subList(1, head.size())))
                .head(head);
        table.group("Each model on the test rows of all hospitals", head.size());
        overall.forEach(line -> table.row(line.label(), line.cells(metrics)));
        if (!sites.isEmpty()) {
            table.group(ofSites, head.size());
        }
        sites.forEach(line -> table.row(line.label(), line.cells(metrics)));
        return table.build();
    }

    /** Why values are not defined, and which are coarse: a line for each row and reason. */
    private static List<Element> remarks(List<Metric> metrics, List<Line> overall, List<Line> sites) {
        List<Line> all = new ArrayList<>(overall);
        all.addAll(sites);
        List<Element> content = new ArrayList<>();
        add(content, "Not defined, or suppressed (–):", all, line -> line.undefined(metrics));
        add(
                content,
                "From a histogram of scores, and coarse because many rows share a bin:",
                all,
                line -> line.coarse(metrics));
        return content;
    }

    private static void add(
            List<Element> content, String title, List<Line> lines, Function<Line, List<String>> remarks) {
        Element list = Element.ofClass("ul", "note");
        lines.forEach(line ->
                remarks.apply(line).forEach(remark -> list.add(Element.of("li", line.label() + ": " + remark))));
        if (lines.stream().anyMatch(line -> !remarks.apply(line).isEmpty())) {
            content.add(Prose.note(title));
            content.add(list);
        }
    }

    private record Line(String label, Metrics found) {
        List<Element> cells(List<Metric> metrics) {
            return metrics.stream().map(this::cell).toList();
        }

        private Element cell(Metric metric) {
            Optional<MetricValue> value = found.find(metric);
            return value.map(known ->
                            DataTable.cell(Figures.metric(metric, known.value()), Values.bounds(metric, known)))
                    .orElseGet(() -> DataTable.cell(""));
        }

        List<String> undefined(List<Metric> metrics) {
            Map<String, List<String>> byReason = new LinkedHashMap<>();
            for (Metric metric : metrics) {
                found.find(metric)
                        .filter(value -> !value.isDefined())
                        .ifPresent(value -> byReason.computeIfAbsent(value.note(), reason -> new ArrayList<>())
                                .add(MetricWords.of(metric).name()));
            }
            return byReason.entrySet().stream()
                    .map(entry -> Prose.list(entry.getValue()) + ": " + entry.getKey())
                    .toList();
        }

        List<String> coarse(List<Metric> metrics) {
            List<String> remarks = new ArrayList<>();
            for (Metric metric : metrics) {
                found.find(metric)
                        .filter(value -> value.errorBound() >= COARSE)
                        .ifPresent(value -> remarks.add("%s, off the exact value by at most %s"
                                .formatted(MetricWords.of(metric).name(), Figures.fixed(value.errorBound(), 3))));
            }
            return remarks;
        }
    }
}
