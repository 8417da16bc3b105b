package org.wardround.report.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Metric;
import org.wardround.report.markup.Element;
import org.wardround.report.plot.IntervalStrip;
import org.wardround.report.plot.Series;
import org.wardround.study.results.Evaluation;
import org.wardround.study.results.MetricValue;
import org.wardround.study.results.Results;

/** The headline metric over all test rows: federated, pooled, and the local models where they are few. */
final class HeadlinePlot {
    private static final int LOCAL_AT_MOST = 8;

    private final Results results;
    private final Metric primary;

    HeadlinePlot(Results results) {
        this.results = results;
        this.primary = results.header().study().plan().primary();
    }

    Optional<Element> build() {
        List<Row> rows = new ArrayList<>();
        row(Prose.modelLabel(results), Series.FEDERATED, results.evaluations().federated())
                .ifPresent(rows::add);
        row("Pooled", Series.POOLED, results.evaluations().pooled()).ifPresent(rows::add);
        if (results.evaluations().local().size() <= LOCAL_AT_MOST) {
            results.evaluations()
                    .local()
                    .forEach((site, evaluation) -> row("Local, " + site.words(), Series.LOCAL, evaluation)
                            .ifPresent(rows::add));
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(draw(rows));
    }

    private Optional<Row> row(String label, Series series, Evaluation evaluation) {
        return Home.of(results)
                .map(evaluation::at)
                .orElse(evaluation.overall())
                .find(primary)
                .map(value -> new Row(label, series, value));
    }

    private Element draw(List<Row> rows) {
        String title = MetricWords.of(primary).name();
        IntervalStrip strip = IntervalStrip.plain(
                Values.scale(primary, rows.stream().map(Row::value).toList()));
        ForestTable table = new ForestTable(
                strip,
                "%s over the %s of %s"
                        .formatted(
                                title,
                                Figures.counted(rows.get(0).value().n(), "test row"),
                                Home.of(results).map(SiteId::words).orElse("all hospitals")));
        rows.forEach(row -> table.row(row.label(), row.series(), Values.drawn(primary, row.value())));
        String legend = results.evaluations().local().size() > LOCAL_AT_MOST
                ? "Value and 95 %% interval. The %d local models stand in the sections below."
                        .formatted(results.evaluations().local().size())
                : "Value and 95 % interval.";
        return Prose.figure(table.build(MetricWords.axis(primary, results)), legend + table.cutNote());
    }

    private record Row(String label, Series series, MetricValue value) {}
}
