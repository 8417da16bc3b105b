package org.wardround.simulation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.SiteId;
import org.wardround.core.model.Preprocessing;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Formula;
import org.wardround.core.study.Study;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;
import org.wardround.core.sum.MaskedSum;
import org.wardround.data.table.MappedData;
import org.wardround.inference.describe.Scaling;
import org.wardround.inference.program.BySite;
import org.wardround.privacy.release.Protection;
import org.wardround.publish.Disclosure;
import org.wardround.publish.RunWarnings;
import org.wardround.study.results.Warning;

/** What a reader of the results should know, of single sites too: their tables are at hand. */
final class Warnings extends RunWarnings {
    private final DataDictionary dictionary;
    private boolean stratified;

    Warnings(DataDictionary dictionary) {
        this.dictionary = dictionary;
    }

    void about(Participation participation) {
        leftOut(participation.leftOut(), participation.included().size());
    }

    /**
     * What was asked of the simulation and can't be, and what a federation of these sites would refuse.
     *
     * @param trains by rounds that a site may drop out of
     */
    void about(SimulationOptions options, Study study, Participation participation, boolean trains) {
        if (options.dropout() > 0 && !trains) {
            add(
                    new Warning(
                            "no-dropout",
                            "",
                            "--dropout did nothing: no site may drop out of exact regression or of an evaluation, which ask all sites in each step"));
        }
        int sites = participation.included().size();
        if (study.privacy().secureAggregation() && options.sums() == Protection.PLAIN && sites < MaskedSum.MIN_SITES) {
            add(new Warning(
                    "too-few-for-masks",
                    "",
                    "between hospitals this study takes sums under masks, for which %d or more must take part: with %d a federation refuses it, unless the study says privacy: {secureAggregation: {required: false}} and every hospital's policy allows it"
                            .formatted(MaskedSum.MIN_SITES, sites)));
        }
    }

    void untrained(SortedMap<String, String> failures) {
        failures.forEach((model, reason) ->
                add(new Warning("comparator-missing", "", "the %s could not be trained: %s".formatted(model, reason))));
    }

    /** What the tables' reader has to say of all sites together. */
    void aboutReading(MappedData.Sites sites) {
        sites.withoutSite().forEach((reason, rows) -> {
            String many = Disclosure.RULE.hides(rows) ? "a few rows belong" : rows + " rows belong";
            add(new Warning("rows-without-site", "", "%s to no site: %s".formatted(many, reason)));
        });
        sites.sharedPatients().forEach(sentence -> add(new Warning("shared-patients", "", sentence)));
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

    /** Levels that one site alone has: what is said about them rests on it alone. Of a few patients it is not told where they are. */
    void aboutTerms(SortedMap<SiteId, Table> tables, Formula formula) {
        if (tables.size() < 2) {
            return;
        }
        for (Variable variable : termVariables(formula)) {
            int position = dictionary.indexOf(variable.name());
            for (int level = 0; level < variable.levels().size(); level++) {
                SortedMap<SiteId, Long> having = having(tables, position, level);
                if (having.size() == 1 && !Disclosure.RULE.hides(BySite.get(having, having.firstKey()))) {
                    add(new Warning(
                            "level-at-one-site",
                            having.firstKey().name(),
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

    /** How many training patients have a level, by site; only sites with some. */
    private static SortedMap<SiteId, Long> having(SortedMap<SiteId, Table> tables, int variable, int level) {
        SortedMap<SiteId, Long> having = new TreeMap<>();
        tables.forEach((site, table) -> {
            long patients = trainingPatients(table, row -> table.variables()[variable][row] == level);
            if (patients > 0) {
                having.put(site, patients);
            }
        });
        return having;
    }

    private static long trainingPatients(Table table, IntPredicate chosen) {
        return patients(
                table, Arrays.stream(table.rowsOn(Side.TRAIN)).filter(chosen).toArray());
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
        add(new Warning("one-class", site.name(), "%s among its %s rows%s".formatted(what, words, consequence)));
    }

    private void constantColumns(SiteId site, Table table, Preprocessing federated) {
        if (Disclosure.RULE.hides(patients(table, table.rowsOn(Side.TRAIN)))) {
            return;
        }
        Map<Boolean, List<String>> byAbsence =
                Scaling.ofSite(dictionary, table, federated).constantVariables(dictionary).stream()
                        // What stands in for missing values can be the value of the few that have one.
                        .filter(name -> !Disclosure.RULE.hides(recorded(table, dictionary.indexOf(name))))
                        .collect(Collectors.partitioningBy(name -> recorded(table, dictionary.indexOf(name)) == 0));
        columns(site, "never-recorded", "never recorded among its training rows", byAbsence.get(true));
        columns(site, "constant-column", "the same value for all its training rows", byAbsence.get(false));
    }

    private void columns(SiteId site, String code, String words, @Nullable List<String> names) {
        if (names != null && !names.isEmpty()) {
            add(new Warning(code, site.name(), words + ": " + String.join(", ", names)));
        }
    }

    /** Training patients with a value. */
    private static long recorded(Table table, int variable) {
        return trainingPatients(table, row -> !Double.isNaN(table.variables()[variable][row]));
    }
}
