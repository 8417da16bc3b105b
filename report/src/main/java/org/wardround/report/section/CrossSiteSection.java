package org.wardround.report.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Metric;
import org.wardround.report.markup.Element;
import org.wardround.report.plot.Scale;
import org.wardround.study.results.Evaluation;
import org.wardround.study.results.MetricValue;
import org.wardround.study.results.Results;

/** How each hospital's own model does at every other hospital: a matrix of figures, darker being better. */
final class CrossSiteSection implements Section {
    @Override
    public String id() {
        return "cross-site";
    }

    @Override
    public String title() {
        return "Local models at other hospitals";
    }

    @Override
    public List<Element> of(Results results) {
        if (results.evaluations().local().isEmpty() || Home.of(results).isPresent()) {
            return List.of();
        }
        Metric primary = results.header().study().plan().primary();
        List<Line> lines = lines(results);
        SortedSet<SiteId> tested = new TreeSet<>();
        lines.forEach(line -> tested.addAll(line.evaluation().sites().keySet()));
        Shading shading = new Shading(primary, lines);
        List<String> head = new ArrayList<>(List.of("Trained at ↓ tested at →"));
        tested.forEach(site -> head.add(site.words()));
        DataTable table = new DataTable(
                        "matrix" + (tested.size() > 8 ? " many" : ""),
                        MetricWords.axis(primary, results) + " of each model on each hospital’s test rows")
                .head(head);
        for (Line line : lines) {
            table.row(
                    line.label(),
                    tested.stream().map(site -> shading.cell(line, site)).toList());
        }
        String legend =
                "Rows: where the model was trained. Columns: whose test rows. Framed: a hospital’s own model at home. Darker is better. –: not defined there, the reason stands under All metrics.";
        return List.of(Prose.table(table.build(), legend));
    }

    private static List<Line> lines(Results results) {
        List<Line> lines = new ArrayList<>();
        results.evaluations().local().forEach((site, local) -> lines.add(new Line(site.words(), local)));
        if (!results.evaluations().pooled().isNone()) {
            lines.add(new Line("Pooled", results.evaluations().pooled()));
        }
        lines.add(new Line(Prose.modelLabel(results), results.evaluations().federated()));
        return lines;
    }

    private record Line(String label, Evaluation evaluation) {
        Optional<MetricValue> find(SiteId site, Metric metric) {
            return evaluation.at(site).find(metric);
        }
    }

    /** Nine shades of one hue, from worst to best; legible in grey. */
    private record Shading(Metric metric, Scale scale) {
        private static final int SHADES = 9;

        Shading(Metric metric, List<Line> lines) {
            this(
                    metric,
                    Scale.around(lines.stream()
                            .flatMap(line -> line.evaluation().sites().values().stream())
                            .flatMap(found -> found.find(metric).stream())
                            .map(MetricValue::value)
                            .toList()));
        }

        Element cell(Line line, SiteId site) {
            Element cell = line.find(site, metric)
                    .filter(MetricValue::isDefined)
                    .map(value -> DataTable.cell(Figures.metric(metric, value.value()))
                            .with("class", "shade" + shade(value.value()))
                            .with("title", "%s at %s: %s".formatted(line.label(), site, Values.text(metric, value))))
                    .orElseGet(() -> DataTable.cell(Figures.NONE));
            return line.label().equals(site.words()) ? cell.with("data-home", "yes") : cell;
        }

        private int shade(double value) {
            double good = metric.higherIsBetter() ? scale.fraction(value) : 1 - scale.fraction(value);
            return (int) Math.min(SHADES - 1, Math.floor(good * SHADES));
        }
    }
}
