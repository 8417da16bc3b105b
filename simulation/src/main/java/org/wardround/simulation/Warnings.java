package org.wardround.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.model.Preprocessing;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Formula;
import org.wardround.core.study.Metric;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;
import org.wardround.core.text.Counted;
import org.wardround.data.table.MappedData;
import org.wardround.inference.describe.Scaling;
import org.wardround.inference.estimate.Estimate;
import org.wardround.publish.Disclosure;
import org.wardround.simulation.Assessor.Assessed;
import org.wardround.study.results.Warning;

/** What a reader of the results should know about single sites. */
final class Warnings {
    private final DataDictionary dictionary;
    private final List<Warning> warnings = new ArrayList<>();
    private boolean stratified;

    Warnings(DataDictionary dictionary) {
        this.dictionary = dictionary;
    }

    List<Warning> all() {
        return List.copyOf(warnings);
    }

    void about(Participation participation) {
        participation
                .leftOut()
                .forEach((site, reason) -> warnings.add(new Warning("left-out", site.name(), "left out: " + reason)));
        if (participation.included().size() == 1 && !participation.leftOut().isEmpty()) {
            warnings.add(new Warning("one-site", "", "one site alone takes part, so nothing was federated"));
        }
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
                    "of %s, sites dropped out: %s".formatted(Counted.of(asked, "training round"), sites)));
        }
    }

    /** A negative share of explained variance: the model has not learnt, most often for want of rounds or of a smaller learning rate. */
    void worseThanMean(Assessed federated, boolean exact) {
        if (federated.overall().get(0).of(Metric.R2) instanceof Estimate.Measured explained && explained.value() < 0) {
            warnings.add(new Warning(
                    "worse-than-mean",
                    "",
                    String.format(
                            Locale.ROOT,
                            "R² is −%.2f: the federated model predicts worse than the mean would; %s",
                            -explained.value(),
                            exact
                                    ? "its terms do not explain the outcome, or the test rows are few"
                                    : "train for more rounds, or with another learning rate")));
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

    void notRecalibrated(String reason) {
        warnings.add(new Warning("not-recalibrated", "", "no recalibration could be fitted: " + reason));
    }

    /** Says so where sites that the model was trained at stand among those that it is validated at. */
    void perhapsTrainedOn(SortedSet<SiteId> validated, SortedSet<SiteId> trained) {
        String names =
                validated.stream().filter(trained::contains).map(SiteId::name).collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            warnings.add(new Warning(
                    "perhaps-trained-on",
                    "",
                    "the model was trained at sites of the same names (%s): where these test rows were among its training rows, the figures are too good"
                            .formatted(names)));
        }
    }

    /** What the tables' reader has to say of all sites together. */
    void aboutReading(MappedData.Sites sites) {
        sites.withoutSite().forEach((reason, rows) -> {
            String many = Disclosure.RULE.hides(rows) ? "a few rows belong" : rows + " rows belong";
            warnings.add(new Warning("rows-without-site", "", "%s to no site: %s".formatted(many, reason)));
        });
        sites.sharedPatients().forEach(sentence -> warnings.add(new Warning("shared-patients", "", sentence)));
    }

    /** One class at a site, and variables without variance or without any value there. */
    void about(SortedMap<SiteId, Table> tables, Preprocessing federated) {
        tables.forEach((site, table) -> {
            oneClass(site, table, Side.TRAIN, "training");
            oneClass(site, table, Side.TEST, "test");
            constantColumns(site, table, federated);
        });
    }

    /** Each site is a stratum of an exact regression: one without an event adds nothing. */
    void stratified() {
        stratified = true;
    }

    /** Levels that one site alone has: what is said about them rests on it alone. */
    void aboutTerms(SortedMap<SiteId, Table> tables, Formula formula) {
        if (tables.size() < 2) {
            return;
        }
        for (Variable variable : termVariables(formula)) {
            int position = dictionary.indexOf(variable.name());
            for (int level = 0; level < variable.levels().size(); level++) {
                List<SiteId> having = having(tables, position, level);
                if (having.size() == 1) {
                    warnings.add(new Warning(
                            "level-at-one-site",
                            having.get(0).name(),
                            "no other site has '%s' = %s among its training rows, so what the model says about this level rests on this site alone; merge it with another level, or leave the term out, where that is not wanted"
                                    .formatted(
                                            variable.name(), variable.levels().get(level))));
                }
            }
        }
    }

    private List<Variable> termVariables(Formula formula) {
        return dictionary.variables().stream()
                .filter(variable -> formula.terms(dictionary).stream()
                        .anyMatch(term -> term.variables().contains(variable.name())))
                .toList();
    }

    private static List<SiteId> having(SortedMap<SiteId, Table> tables, int variable, int level) {
        List<SiteId> having = new ArrayList<>();
        tables.forEach((site, table) -> {
            for (int row : table.rowsOn(Side.TRAIN)) {
                if (table.variables()[variable][row] == level) {
                    having.add(site);
                    return;
                }
            }
        });
        return having;
    }

    private static long patients(Table table, int[] rows) {
        return Arrays.stream(rows).map(row -> table.patients()[row]).distinct().count();
    }

    private void oneClass(SiteId site, Table table, Side side, String words) {
        VariableType type = dictionary.outcome().type();
        int[] rows = table.rowsOn(side);
        double[] classes = type == VariableType.TIME_TO_EVENT ? table.events() : table.outcomes();
        // Of a few patients nothing is told that all of them share.
        if (type.isQuantity() || rows.length == 0 || Disclosure.RULE.hides(patients(table, rows))) {
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
        String consequence = stratified && side == Side.TRAIN
                ? "; a stratum of its own, it says nothing about hazard ratios: check how its mapping translates the event, or leave the site out"
                : "";
        warnings.add(
                new Warning("one-class", site.name(), "%s among its %s rows%s".formatted(what, words, consequence)));
    }

    private void constantColumns(SiteId site, Table table, Preprocessing federated) {
        if (Disclosure.RULE.hides(patients(table, table.rowsOn(Side.TRAIN)))) {
            return;
        }
        Map<Boolean, List<String>> byAbsence = Scaling.ofSite(table, federated).constantVariables(dictionary).stream()
                .collect(Collectors.partitioningBy(name -> isNeverRecorded(table, dictionary.indexOf(name))));
        columns(site, "never-recorded", "never recorded among its training rows", byAbsence.get(true));
        columns(site, "constant-column", "the same value for all its training rows", byAbsence.get(false));
    }

    private void columns(SiteId site, String code, String words, @Nullable List<String> names) {
        if (names != null && !names.isEmpty()) {
            warnings.add(new Warning(code, site.name(), words + ": " + String.join(", ", names)));
        }
    }

    private static boolean isNeverRecorded(Table table, int variable) {
        return Arrays.stream(table.rowsOn(Side.TRAIN))
                .mapToDouble(row -> table.variables()[variable][row])
                .allMatch(Double::isNaN);
    }
}
