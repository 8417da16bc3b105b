package org.wardround.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.wardround.core.dataset.Side;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Metric;
import org.wardround.core.study.VariableType;
import org.wardround.inference.estimate.Bounds;
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
    private static final double SAME = 1e-9;
    private static final double WHOLE = 1e-6;
    private static final int MOST_ROWS = 1000;
    private static final int MOST_OF_FEW = 10;

    private final LinearAttack attack = new LinearAttack();
    private final Map<String, Count> told = new TreeMap<>();
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

    /**
     * Everybody learns how many hospitals hide a count. Where the range is as wide as that many of 1 to 10 patients, it begins with what the other hospitals have.
     *
     * @param marks of which nothing else is known
     */
    void addMarks(GivenTally marks) {
        FederationTruth.places(dictionary).forEach((name, place) -> {
            Count count = told.get(name);
            boolean wide = count != null
                    && count.isRange()
                    && marks.others(place) == 0
                    && count.high() - count.low() == MOST_OF_FEW * marks.few(place);
            if (wide) {
                attack.know(given(name), count.low());
                attack.suspect(hidden(name), marks.few(place));
                attack.sum(name, List.of(given(name), hidden(name)));
            }
        });
    }

    /** What hospitals have that give the count. */
    static String given(String name) {
        return name + " where given";
    }

    /** What the others have. */
    static String hidden(String name) {
        return name + " where hidden";
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
            } else if (row instanceof Table1.QuantityRow quantity && !outcome) {
                note(row.variable() + " missing", quantity.cells().get(0).missing(), least);
            }
        }
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
            if (classes() > 0) {
                attack.sum(side + " rows", each(label -> "%s class %d".formatted(side, label)));
            }
        }
        if (!severalRows) {
            attack.sum("patients", List.of("TRAIN rows", "VALIDATION rows", "TEST rows"));
            each(label -> {
                String of = "class " + label;
                attack.sum(of, List.of("TRAIN " + of, "VALIDATION " + of, "TEST " + of));
                return of;
            });
        }
    }

    private List<String> each(java.util.function.IntFunction<String> label) {
        return IntStream.range(0, classes()).mapToObj(label).toList();
    }

    private void addFit(Regression regression) {
        if (regression.equals(Regression.NONE)) {
            return;
        }
        Regression.Fit fit = regression.fit();
        note("TRAIN rows", fit.rows(), 1);
        if (dictionary.outcome().type() == VariableType.BINARY) {
            note("TRAIN class 1", fit.events(), 1);
        }
        if (dictionary.outcome().type() == VariableType.NUMBER) {
            addLinear(fit);
        }
    }

    /** A linear fit tells its rows by its residual degrees of freedom, by its likelihood beside its deviance, and by the width of its intervals. */
    private void addLinear(Regression.Fit fit) {
        int coefficients = results.model().coefficients().size();
        if (!Double.isNaN(fit.deviance() / fit.dispersion())) {
            attack.know("TRAIN rows", Math.rint(fit.deviance() / fit.dispersion()) + coefficients);
        }
        for (int rows = coefficients + 1; rows < MOST_ROWS; rows++) {
            double likelihood = -rows / 2.0 * (StrictMath.log(2 * Math.PI * fit.deviance() / rows) + 1);
            if (Math.abs(likelihood - fit.logLikelihood()) < SAME * Math.abs(likelihood)
                    || Math.abs(2 * (fit.parameters() - likelihood) - fit.aic()) < SAME * Math.abs(fit.aic())) {
                attack.know("TRAIN rows", rows);
            }
        }
        results.model().coefficients().values().forEach(coefficient -> {
            double half = (coefficient.uncertainty().high()
                            - coefficient.uncertainty().low())
                    / 2;
            double error = coefficient.uncertainty().standardError();
            for (int rows = coefficients + 1; rows < MOST_ROWS; rows++) {
                double here = Bounds.student(0, error, rows - coefficients).high();
                if (Math.abs(here - half) < SAME * half) {
                    attack.know("TRAIN rows", rows);
                }
            }
        });
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
                of.add("no " + variable + ": " + name);
                attack.sum(name, of);
            });
        });
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

    /** Right and wrong of one class against the rest. */
    private record Split(int hits, int missed, int flagged, int left) {
        int rows() {
            return hits + missed + flagged + left;
        }

        boolean fits(Metric metric, MetricValue published, double threshold) {
            double value = published.value();
            return switch (metric) {
                case ACCURACY -> isWilson(hits + left, rows(), published);
                case SENSITIVITY -> isWilson(hits, hits + missed, published);
                case SPECIFICITY -> isWilson(left, left + flagged, published);
                case PPV -> isWilson(hits, hits + flagged, published);
                case NPV -> isWilson(left, left + missed, published);
                case BALANCED_ACCURACY ->
                    is((double) hits / (hits + missed) / 2 + (double) left / (left + flagged) / 2, value);
                case F1 -> is(2.0 * hits / (2 * hits + missed + flagged), value);
                case NET_BENEFIT -> is((hits - flagged * threshold / (1 - threshold)) / rows(), value);
                case AUROC -> {
                    double pairs = 2.0 * (hits + missed) * (left + flagged) * value;
                    yield published.note().startsWith("rounded")
                            || pairs > 0 && Math.abs(pairs - Math.rint(pairs)) < WHOLE;
                }
                default -> true;
            };
        }

        private static boolean is(double here, double published) {
            return Math.abs(here - published) < SAME;
        }

        private static boolean isWilson(int successes, int trials, MetricValue published) {
            if (trials == 0 || !is((double) successes / trials, published.value())) {
                return false;
            }
            Bounds bounds = Bounds.wilson(successes, trials);
            return is(bounds.low(), published.low()) && is(bounds.high(), published.high());
        }

        int at(int index) {
            return switch (index) {
                case 0 -> hits;
                case 1 -> missed;
                case 2 -> flagged;
                case 3 -> left;
                case 4 -> hits + missed;
                case 5 -> flagged + left;
                case 6 -> hits + flagged;
                case 7 -> missed + left;
                case 8 -> hits + left;
                default -> missed + flagged;
            };
        }
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
