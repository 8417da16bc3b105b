package org.wardround.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.model.Preprocessing;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Metric;
import org.wardround.core.study.VariableType;
import org.wardround.inference.describe.Scaling;
import org.wardround.inference.estimate.Estimate;
import org.wardround.simulation.Assessor.Assessed;
import org.wardround.study.results.Warning;

/** What a reader of the results should know about single sites. */
final class Warnings {
    private final DataDictionary dictionary;
    private final List<Warning> warnings = new ArrayList<>();

    Warnings(DataDictionary dictionary) {
        this.dictionary = dictionary;
    }

    List<Warning> all() {
        return List.copyOf(warnings);
    }

    void leftOut(SortedMap<SiteId, String> sites) {
        sites.forEach((site, reason) -> warnings.add(new Warning("left-out", site.name(), "left out: " + reason)));
    }

    void refused(SortedMap<SiteId, String> refusals) {
        refusals.forEach((site, reason) -> warnings.add(
                new Warning("update-refused", site.name(), "its answer was refused in one round or more: " + reason)));
    }

    void droppedOut(SortedMap<SiteId, Integer> rounds, int asked) {
        if (!rounds.isEmpty()) {
            String sites = rounds.entrySet().stream()
                    .map(entry -> "%s from %d".formatted(entry.getKey(), entry.getValue()))
                    .collect(Collectors.joining(", "));
            warnings.add(new Warning(
                    "dropped-out",
                    "",
                    "of %s, sites dropped out: %s".formatted(Words.counted(asked, "training round"), sites)));
        }
    }

    /** A negative share of explained variance: the model has not learnt, most often for want of rounds or of a smaller learning rate. */
    void worseThanMean(Assessed federated) {
        if (federated.overall().get(0).of(Metric.R2) instanceof Estimate.Measured explained && explained.value() < 0) {
            warnings.add(new Warning(
                    "worse-than-mean",
                    "",
                    String.format(
                            Locale.ROOT,
                            "R² is %.2f: the federated model predicts worse than the mean would; train for more rounds, or with another learning rate",
                            explained.value())));
        }
    }

    void untrained(SortedMap<String, String> failures) {
        failures.forEach((model, reason) -> warnings.add(
                new Warning("comparator-missing", "", "the %s could not be trained: %s".formatted(model, reason))));
    }

    void noThreshold(String model, String problem) {
        if (!problem.isEmpty()) {
            warnings.add(new Warning(
                    "no-threshold",
                    "",
                    "%s: %s; figures that need a threshold are not defined".formatted(model, problem)));
        }
    }

    void recalibratedOnTestRows() {
        warnings.add(new Warning(
                "recalibrated-on-test",
                "",
                "the split has no validation side, so recalibration was fitted to the test rows: check it on others"));
    }

    void rowsWithoutSite(String reason, int rows) {
        warnings.add(new Warning(
                "rows-without-site",
                "",
                "%s to no site: %s".formatted(rows == 1 ? "1 row belongs" : rows + " rows belong", reason)));
    }

    void sharedPatients(String sentence) {
        warnings.add(new Warning("shared-patients", "", sentence));
    }

    /** One class at a site, and columns without variance there. */
    void about(SortedMap<SiteId, Table> tables, Preprocessing federated) {
        tables.forEach((site, table) -> {
            oneClass(site, table, Side.TRAIN, "training");
            oneClass(site, table, Side.TEST, "test");
            constantColumns(site, table, federated);
        });
    }

    private void oneClass(SiteId site, Table table, Side side, String words) {
        VariableType type = dictionary.outcome().type();
        int[] rows = table.rowsOn(side);
        double[] classes = type == VariableType.TIME_TO_EVENT ? table.events() : table.outcomes();
        if (type == VariableType.NUMBER || rows.length == 0) {
            return;
        }
        for (int row : rows) {
            if (classes[row] != classes[rows[0]]) {
                return;
            }
        }
        String what = type == VariableType.TIME_TO_EVENT
                ? (classes[rows[0]] == 0 ? "no event" : "only events")
                : "only the class '%s'".formatted(dictionary.outcome().levels().get((int) classes[rows[0]]));
        warnings.add(new Warning("one-class", site.name(), "%s among its %s rows".formatted(what, words)));
    }

    private void constantColumns(SiteId site, Table table, Preprocessing federated) {
        List<String> names = Scaling.ofSite(table, federated).constantVariables(dictionary);
        if (!names.isEmpty()) {
            warnings.add(new Warning(
                    "constant-column",
                    site.name(),
                    "the same value for all its training rows: %s".formatted(String.join(", ", names))));
        }
    }
}
