package org.wardround.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.wardround.core.dataset.Side;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Metric;
import org.wardround.core.study.VariableType;
import org.wardround.inference.statistics.CountCells;
import org.wardround.inference.statistics.GivenTally;
import org.wardround.study.results.Confusion;
import org.wardround.study.results.Count;
import org.wardround.study.results.Evaluation;
import org.wardround.study.results.MetricValue;
import org.wardround.study.results.Metrics;
import org.wardround.study.results.Regression;
import org.wardround.study.results.Results;
import org.wardround.study.results.ScoreHistogram;
import org.wardround.study.results.Table1;
import org.wardround.study.results.Tables;
import org.wardround.testkit.LinearAttack;

/**
 * Somebody who has the results that a coordinator published and wants small counts: writes down every count and every sum, takes
 * metrics for the fractions that they are, and tries all numbers where one is missing.
 */
final class FederationAttack {

    private final LinearAttack attack = new LinearAttack();
    private final Map<String, Count> told = new TreeMap<>();
    private final List<List<String>> rows = new ArrayList<>();
    private final DataDictionary dictionary;
    private final Results results;
    private final boolean severalRows;
    private final double threshold;

    FederationAttack(DataDictionary dictionary, Results results, boolean severalRows) {
        this.dictionary = dictionary;
        this.results = results;
        this.severalRows = severalRows;
        this.threshold = results.model().threshold().value();
        addTable(results.table1());
        addSides();
        addFit(results.model().regression());
        addEvaluation(results.evaluations().federated());
    }

    /** @param marks how many hospitals hide which counts, and nothing else of the tally */
    void addMarks(GivenTally marks) {
        new MarksAttack(attack, dictionary, marks).add(told, rows);
    }

    LinearAttack known() {
        return attack;
    }

    /** How counts of a subgroup's test rows begin. */
    static String prefix(String variable, String level) {
        return variable + " " + level + ": ";
    }

    private void note(String name, Count count, int least) {
        told.put(name, count);
        if (count.isSuppressed() || count.isNoised()) {
            // Noise bounds nothing.
            attack.suspect(name, least);
        } else if (count.isRange()) {
            attack.suspect(name, count.low());
            attack.know("most of " + name, count.high());
            attack.sum("most of " + name, List.of(name, "rest to the most of " + name));
        } else {
            attack.know(name, count.value());
        }
    }

    private void addTable(Table1 table) {
        note("patients", table.columns().get(0).patients(), 1);
        // Where hospitals hide counts, one that is not told may be of nobody.
        int least = table.columns().get(0).patients().isSuppressed()
                        || !table.remarks().isEmpty()
                ? 0
                : 1;
        for (Table1.Row row : table.rows()) {
            boolean outcome = row.variable().equals(dictionary.outcome().name());
            if (row instanceof Table1.CodesRow codes) {
                List<String> names = new ArrayList<>();
                for (int level = 0; level < codes.levels().size(); level++) {
                    names.add(
                            outcome
                                    ? "class " + level
                                    : row.variable() + " " + codes.levels().get(level));
                    note(names.get(level), codes.cells().get(0).levels().get(level), least);
                }
                if (!outcome) {
                    names.add(row.variable() + " missing");
                    note(row.variable() + " missing", codes.cells().get(0).missing(), least);
                }
                attack.sum("patients", names);
                rows.add(names);
            } else if (row instanceof Table1.TimeRow time) {
                addTime(time.cells().get(0), least);
            } else if (row instanceof Table1.QuantityRow quantity && !outcome) {
                note(row.variable() + " missing", quantity.cells().get(0).missing(), least);
            }
        }
    }

    /** A rate is that of the hospitals that give their events. */
    private void addTime(Table1.TimeCell time, int least) {
        note("class 1", time.events(), least);
        List<String> classes = List.of("class 0", "class 1");
        attack.sum("patients", classes);
        rows.add(classes);
        double events = time.rate().value() * time.personTime();
        if (!Double.isNaN(events)) {
            attack.know(MarksAttack.given("class 1"), Math.rint(events));
        }
    }

    /** Those of a time are censored and event; no test row is judged by them. */
    private int labels() {
        return new CountCells(dictionary).classes().length;
    }

    private int classes() {
        return dictionary.outcome().type() == VariableType.NUMBER
                ? 0
                : dictionary.outcome().classes();
    }

    private void addSides() {
        if (dictionary.split().validation() == 0) {
            attack.know("VALIDATION rows", 0);
        }
        if (results.evaluations().federated().equals(Evaluation.NONE)) {
            attack.know("TEST rows", 0);
        }
        for (Side side : Side.values()) {
            if (labels() > 0) {
                attack.sum(side + " rows", each(labels(), label -> "%s class %d".formatted(side, label)));
            }
        }
        addSides("patients", "rows");
        for (int label = 0; label < labels(); label++) {
            addSides("class " + label, "class " + label);
        }
    }

    /** A patient counts by the first row. */
    private void addSides(String patients, String of) {
        List<String> sides =
                Arrays.stream(Side.values()).map(side -> side + " " + of).toList();
        String rows = severalRows ? "rows of " + patients : patients;
        attack.sum(rows, sides);
        if (severalRows) {
            attack.sum(rows, List.of(patients, "further " + rows));
        }
    }

    private List<String> each(IntFunction<String> label) {
        return each(classes(), label);
    }

    private static List<String> each(int count, IntFunction<String> label) {
        return IntStream.range(0, count).mapToObj(label).toList();
    }

    private void addFit(Regression regression) {
        if (regression.equals(Regression.NONE)) {
            return;
        }
        Regression.Fit fit = regression.fit();
        note("TRAIN rows", fit.rows(), 1);
        if (labels() == 2) {
            note("TRAIN class 1", fit.events(), 1);
        }
        if (dictionary.outcome().type() == VariableType.NUMBER) {
            LinearFitAttack.rows(results.model()).forEach(rows -> attack.know("TRAIN rows", rows));
        }
    }

    private void addEvaluation(Evaluation evaluation) {
        addGroup("", evaluation.overall(), evaluation.overallTables());
        evaluation.subgroups().forEach((variable, levels) -> {
            Map<String, List<String>> parts = new TreeMap<>();
            levels.forEach((level, metrics) -> {
                String prefix = prefix(variable, level);
                addGroup(prefix, metrics, Tables.NONE);
                names("")
                        .forEach(name -> parts.computeIfAbsent(name, unseen -> new ArrayList<>())
                                .add(prefix + name));
            });
            parts.forEach((name, of) -> {
                of.add(without(variable) + name);
                attack.sum(name, of);
            });
            if (!severalRows) {
                addUntested(variable, List.copyOf(levels.keySet()));
            }
        });
    }

    /** What test rows leave of a variable's counts in Table 1. */
    private void addUntested(String variable, List<String> groups) {
        String missing = variable + " missing";
        attack.sum(missing, List.of(without(variable) + "TEST rows", without(variable) + "untested"));
        List<String> levels =
                dictionary.variables().get(dictionary.indexOf(variable)).levels();
        if (levels.isEmpty()) {
            attack.sum("patients", List.of(missing, variable + " present"));
            List<String> present = new ArrayList<>(List.of(variable + ": untested"));
            groups.forEach(group -> present.add(prefix(variable, group) + "TEST rows"));
            attack.sum(variable + " present", present);
        }
        for (String level : levels) {
            String prefix = prefix(variable, level);
            attack.sum(variable + " " + level, List.of(prefix + "TEST rows", prefix + "untested"));
        }
    }

    /** How counts of test rows without a value begin. */
    static String without(String variable) {
        return "no " + variable + ": ";
    }

    /** What is counted of test rows: all, of a class, with a prediction, of both. */
    private List<String> names(String prefix) {
        List<String> names = new ArrayList<>(List.of(prefix + "TEST rows"));
        for (int label = 0; label < classes(); label++) {
            names.add(prefix + "TEST class " + label);
            names.add(prefix + "said " + label);
            for (int said = 0; said < classes(); said++) {
                names.add("%s%d as %d".formatted(prefix, label, said));
            }
        }
        return names;
    }

    private void addGroup(String prefix, Metrics metrics, Tables tables) {
        String rows = prefix + "TEST rows";
        for (Metric metric : List.of(Metric.ACCURACY, Metric.BRIER, Metric.RMSE, Metric.R2)) {
            metrics.find(metric)
                    .filter(value -> !value.n().isSuppressed())
                    .ifPresent(value -> attack.know(rows, value.n().value()));
        }
        if (classes() > 0) {
            addSums(prefix);
            addMatrix(prefix, tables.confusion());
            tables.classes()
                    .forEach(one ->
                            note("TEST class " + dictionary.outcome().levels().indexOf(one.label()), one.support(), 1));
            addCurves(prefix, tables);
        }
        if (dictionary.outcome().type() == VariableType.BINARY) {
            tryAll(prefix, 1, metrics);
        }
        for (Tables.ClassResult one : tables.classes()) {
            tryAll(prefix, dictionary.outcome().levels().indexOf(one.label()), one.figures());
        }
        if (classes() > 2) {
            metrics.find(Metric.ACCURACY)
                    .filter(value -> value.isDefined() && !value.n().isSuppressed())
                    .ifPresent(value -> attack.know(
                            prefix + "correct",
                            Math.rint(value.value() * value.n().value())));
        }
    }

    private void addSums(String prefix) {
        String rows = prefix + "TEST rows";
        attack.sum(rows, each(label -> prefix + "TEST class " + label));
        attack.sum(rows, each(label -> prefix + "said " + label));
        attack.sum(rows, List.of(prefix + "correct", prefix + "wrong"));
        attack.sum(prefix + "correct", each(label -> "%s%d as %d".formatted(prefix, label, label)));
        for (int label = 0; label < classes(); label++) {
            int one = label;
            attack.sum(rows, List.of(prefix + "TEST class " + label, prefix + "not TEST class " + label));
            attack.sum(rows, List.of(prefix + "said " + label, prefix + "not said " + label));
            attack.sum(prefix + "TEST class " + label, each(said -> "%s%d as %d".formatted(prefix, one, said)));
            attack.sum(prefix + "said " + label, each(truth -> "%s%d as %d".formatted(prefix, truth, one)));
        }
    }

    private void addMatrix(String prefix, Confusion confusion) {
        for (int truth = 0; truth < confusion.counts().size(); truth++) {
            for (int said = 0; said < confusion.counts().size(); said++) {
                note(
                        "%s%d as %d".formatted(prefix, truth, said),
                        confusion.counts().get(truth).get(said),
                        1);
            }
        }
    }

    /** Histograms and calibration groups add up to all rows, of each class too; treating all is worth what the event is frequent. */
    private void addCurves(String prefix, Tables tables) {
        ScoreHistogram histogram = tables.scoreHistogram();
        if (!histogram.positives().isEmpty()) {
            attack.know(prefix + "TEST class 1", sum(histogram.positives()));
            attack.know(prefix + "TEST class 0", sum(histogram.negatives()));
        }
        if (!tables.calibration().isEmpty()) {
            attack.know(
                    prefix + "TEST class 1",
                    tables.calibration().stream()
                            .mapToDouble(bin -> Math.rint(bin.observed() * bin.n()))
                            .sum());
            attack.know(
                    prefix + "TEST rows",
                    tables.calibration().stream().mapToInt(bin -> bin.n()).sum());
        }
    }

    private static double sum(List<Integer> counts) {
        return counts.stream().mapToInt(Integer::intValue).sum();
    }

    /** All ways in which the rows can be right and wrong that give every published metric; what is the same in all is known. */
    private void tryAll(String prefix, int label, Metrics metrics) {
        Double rows = attack.solved().get(prefix + "TEST rows");
        if (rows == null) {
            return;
        }
        Map<Metric, MetricValue> published = new TreeMap<>();
        metrics.values().forEach((metric, value) -> {
            if (value.isDefined()) {
                published.put(metric, value);
            }
        });
        List<String> names = counted(prefix, label);
        int[] first = null;
        boolean[] differs = new boolean[names.size()];
        int n = (int) Math.rint(rows);
        for (int hits = 0; hits <= n; hits++) {
            for (int missed = 0; missed <= n - hits; missed++) {
                for (int flagged = 0; flagged <= n - hits - missed; flagged++) {
                    Split split = new Split(hits, missed, flagged, n - hits - missed - flagged);
                    if (published.entrySet().stream()
                            .allMatch(one -> split.fits(one.getKey(), one.getValue(), threshold))) {
                        int[] all =
                                IntStream.range(0, names.size()).map(split::at).toArray();
                        first = first == null ? all : first;
                        for (int i = 0; i < all.length; i++) {
                            differs[i] |= all[i] != first[i];
                        }
                    }
                }
            }
        }
        if (first == null) {
            throw new AssertionError("nothing gives the metrics of '%s', class %d".formatted(prefix, label));
        }
        for (int i = 0; i < first.length; i++) {
            if (!differs[i]) {
                attack.know(names.get(i), first[i]);
            }
        }
    }

    private List<String> counted(String prefix, int label) {
        boolean two = classes() == 2;
        String not = two ? Integer.toString(1 - label) : "other than " + label;
        return List.of(
                "%s%d as %d".formatted(prefix, label, label),
                "%s%d as %s".formatted(prefix, label, not),
                "%s%s as %d".formatted(prefix, not, label),
                "%s%s as %s".formatted(prefix, not, not),
                prefix + "TEST class " + label,
                prefix + "not TEST class " + label,
                prefix + "said " + label,
                prefix + "not said " + label,
                two ? prefix + "correct" : prefix + "right about " + label,
                two ? prefix + "wrong" : prefix + "wrong about " + label);
    }
}
