package org.wardround.report.section;

import java.util.ArrayList;
import java.util.List;
import org.wardround.core.study.Metric;
import org.wardround.report.markup.Element;
import org.wardround.study.results.MetricValue;
import org.wardround.study.results.ModelResult.Fit;
import org.wardround.study.results.ModelResult.Recalibration;
import org.wardround.study.results.Results;

/** What would recalibrate an existing model, over all hospitals and at each, and what its figures would then be. */
final class Recalibrated {
    /** Recalibration leaves ranking as it is; these it changes. */
    private static final List<Metric> CHANGED =
            List.of(Metric.BRIER, Metric.LOG_LOSS, Metric.CALIBRATION_INTERCEPT, Metric.CALIBRATION_SLOPE);

    private Recalibrated() {}

    /** Empty where nothing was recalibrated. */
    static List<Element> of(Results results) {
        Recalibration found = results.model().recalibration();
        if (found.isNone()) {
            return List.of();
        }
        List<Element> content = new ArrayList<>();
        content.add(Prose.paragraph(words(found)));
        content.add(Prose.table(fits(found), notes(found)));
        List<Metric> changed = CHANGED.stream()
                .filter(metric -> found.after().find(metric).isPresent())
                .toList();
        if (!changed.isEmpty()) {
            content.add(Prose.table(changes(results, changed), rows(found)));
        }
        return content;
    }

    private static String words(Recalibration found) {
        String where = found.onTestRows()
                ? "the test rows, the only ones there are: check it on others before using it"
                : "validation rows";
        return "Recalibrated over these hospitals, the linear predictor becomes %s + %s × predictor, fitted to %s."
                .formatted(Figures.fixed(found.intercept(), 3), Figures.fixed(found.slope(), 3), where);
    }

    private static Element fits(Recalibration found) {
        DataTable table = new DataTable("", "Recalibration of the linear predictor")
                .head(List.of("Fitted to", "Rows", "Intercept", "Slope"));
        table.row("All hospitals", cells(found.overall()));
        found.sites().forEach((site, fit) -> table.row(site.words(), cells(fit)));
        return table.build();
    }

    private static List<Element> cells(Fit fit) {
        return List.of(
                DataTable.cell(Figures.count(fit.slope().n())),
                DataTable.cell(Values.text(Metric.CALIBRATION_INTERCEPT, fit.intercept())),
                DataTable.cell(Values.text(Metric.CALIBRATION_SLOPE, fit.slope())));
    }

    private static String notes(Recalibration found) {
        StringBuilder notes = new StringBuilder(
                "Logistic regression of the event on the model’s linear predictor, both fitted together, with 95 % intervals (Wald). A model that needs no recalibration has 0 and 1.");
        found.sites().forEach((site, fit) -> {
            if (!fit.isDefined()) {
                notes.append(" ")
                        .append(site.words())
                        .append(": %s, ".formatted(fit.slope().method()))
                        .append(fit.slope().note())
                        .append(".");
            }
        });
        return notes.toString();
    }

    private static Element changes(Results results, List<Metric> metrics) {
        DataTable table = new DataTable("", "Before and after recalibration, test rows of all hospitals")
                .head(List.of("", "Model as it is", "Recalibrated"));
        for (Metric metric : metrics) {
            String before = results.evaluations()
                    .federated()
                    .overall()
                    .find(metric)
                    .map(value -> Values.text(metric, value))
                    .orElse(Figures.NONE);
            MetricValue after = found(results, metric);
            table.texts(MetricWords.of(metric).name(), List.of(before, Values.text(metric, after)));
        }
        return table.build();
    }

    private static MetricValue found(Results results, Metric metric) {
        return results.model().recalibration().after().find(metric).orElseThrow();
    }

    private static String rows(Recalibration found) {
        return found.onTestRows()
                ? "Value and 95 % interval. The recalibration was fitted to these same rows: on others it will do less well."
                : "Value and 95 % interval. The order of patients, and so the AUROC, stays as it is.";
    }
}
