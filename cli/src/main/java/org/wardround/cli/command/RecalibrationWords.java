package org.wardround.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.wardround.cli.terminal.Session;
import org.wardround.cli.terminal.TextTable;
import org.wardround.cli.terminal.Wrapped;
import org.wardround.core.study.Metric;
import org.wardround.study.results.MetricValue;
import org.wardround.study.results.ModelResult.Fit;
import org.wardround.study.results.ModelResult.Recalibration;
import org.wardround.study.results.Results;

/** The intercept and slope that would recalibrate an existing model, over all sites and at each, and what the figures would then be. */
final class RecalibrationWords {
    /** What recalibration changes and a reader knows without a threshold. */
    private static final List<Metric> CHANGED = List.of(Metric.BRIER, Metric.LOG_LOSS);

    private static final int DIGITS = 3;

    private final Results results;
    private final Recalibration recalibration;

    RecalibrationWords(Results results) {
        this.results = results;
        this.recalibration = results.model().recalibration();
    }

    /** Prints nothing where nothing was recalibrated. */
    void print(Session session) {
        if (recalibration.isNone()) {
            return;
        }
        int width = session.screen().outWidth();
        session.out().println();
        Wrapped.lines(
                        "Recalibration, fitted to %s rows: predictor becomes intercept + slope × predictor (95 %% intervals)"
                                .formatted(recalibration.fittedTo()),
                        width,
                        0)
                .forEach(session.out()::println);
        session.out().println();
        TextTable table = TextTable.of(List.of("Site", ">Rows", "Intercept", "Slope"));
        recalibration.sites().forEach((site, fit) -> table.row(row(site.name(), fit)));
        table.row(row("all sites", recalibration.overall()));
        table.lines().forEach(session.out()::println);
        List<String> changes = changes();
        if (!changes.isEmpty()) {
            session.out().println();
            Wrapped.lines(after() + String.join(", ", changes), width, 2).forEach(session.out()::println);
        }
        recalibration.sites().entrySet().stream()
                .filter(entry -> !entry.getValue().isDefined())
                .map(entry -> "  %s: %s"
                        .formatted(
                                entry.getKey().words(), entry.getValue().slope().note()))
                .forEach(line -> Wrapped.lines(line, width, 4).forEach(session.out()::println));
    }

    private static List<String> row(String name, Fit fit) {
        return List.of(name, fit.slope().n().toString(), text(fit.intercept()), text(fit.slope()));
    }

    private static String text(MetricValue value) {
        return value.isDefined() ? MetricWords.withDecimals(value, DIGITS) : MetricWords.missing(value);
    }

    private String after() {
        return recalibration.onTestRows()
                ? "Over the same rows, and so at best, it would change: "
                : "Over all test rows it would change: ";
    }

    private List<String> changes() {
        List<String> changes = new ArrayList<>();
        for (Metric metric : CHANGED) {
            String before = results.evaluations().federated().overall().find(metric).stream()
                    .map(value -> MetricWords.alone(metric, value, DIGITS))
                    .collect(Collectors.joining());
            recalibration
                    .after()
                    .find(metric)
                    .ifPresent(value -> changes.add("%s from %s to %s"
                            .formatted(MetricWords.title(metric), before, MetricWords.alone(metric, value, DIGITS))));
        }
        return changes;
    }
}
