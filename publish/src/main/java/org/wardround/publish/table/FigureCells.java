package org.wardround.publish.table;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardround.core.dataset.SideFlow;
import org.wardround.privacy.disclosure.Cell;
import org.wardround.privacy.disclosure.CellSystem;
import org.wardround.privacy.disclosure.Showing;
import org.wardround.privacy.disclosure.SmallCellRule;
import org.wardround.privacy.disclosure.Suppression;

/**
 * The counts behind one hospital's figures on its test rows: rows, classes, and of each model what it said of them. Totals over all hospitals are published too: where a count of this one leaves 1 to 10 patients
 * of a total for the others, it is held for one of few patients itself. Not thread-safe.
 */
public final class FigureCells {
    private final SmallCellRule rule;
    private final CellSystem system;
    private final Patients own;
    private final Patients others;
    private final Cell rows;
    private final List<Cell> classes = new ArrayList<>();

    /**
     * What one model said: the matrix by truth and prediction, what it said at all, and how often it was right, and wrong.
     *
     * @param matrix with the predictions; empty where the outcome has no classes that a model says
     */
    public record Said(List<Cell> matrix, List<Cell> judged) {}

    /** What may be told. */
    public static final class Cleared {
        private final Cell rows;
        private final List<Cell> classes;
        private final Suppression suppression;

        private Cleared(Cell rows, List<Cell> classes, Suppression suppression) {
            this.rows = rows;
            this.classes = classes;
            this.suppression = suppression;
        }

        /** Whether the number of rows may be told, and anything that rests on all of them. */
        public boolean rows() {
            return suppression.shows(rows);
        }

        /** Whether what compares classes may be told. */
        public boolean classes() {
            return shows(classes);
        }

        public boolean shows(List<Cell> cells) {
            return cells.stream().allMatch(suppression::shows);
        }
    }

    /**
     * Begins with rows and classes.
     *
     * @param side of this hospital
     * @param all of every hospital
     */
    public FigureCells(SmallCellRule rule, SideFlow side, SideFlow all) {
        this.rule = rule;
        this.system = new CellSystem(rule);
        long furtherRows = side.rows() - side.patients();
        this.own = new Patients(furtherRows);
        this.others = new Patients(all.rows() - all.patients() - furtherRows);
        this.rows = system.cell("test rows", side.rows(), of(side.rows(), all.rows()), Showing.KEPT);
        for (int label = 0; label < side.outcomes().size(); label++) {
            long count = side.outcomes().get(label);
            long everybodys = all.outcomes().get(label);
            classes.add(system.part(rows, "class", count, of(count, everybodys), Showing.PRINTED));
        }
        if (!classes.isEmpty()) {
            system.sum(rows, classes);
        }
    }

    /** Whom a count tells of: this hospital's patients, or the others', if those are few. */
    private long of(long count, long all) {
        long mine = own.atLeast(count);
        long theirs = others.atLeast(all - count);
        return !rule.hides(mine) && rule.hides(theirs) ? theirs : mine;
    }

    /** Adds a model of which the totals over all hospitals are published. */
    public Said common(List<List<Long>> confusion, List<List<Long>> all) {
        return said(confusion, (truth, label) -> of(count(confusion, truth, label), count(all, truth, label)), all);
    }

    /** Adds a model of this hospital, which nobody else has. */
    public Said alone(List<List<Long>> confusion) {
        return said(confusion, (truth, label) -> own.atLeast(count(confusion, truth, label)), List.of());
    }

    /** Patients whom a cell of the matrix tells of. */
    private interface Telling {
        long patients(int truth, int label);
    }

    private Said said(List<List<Long>> confusion, Telling telling, List<List<Long>> all) {
        List<List<Cell>> counts = new ArrayList<>();
        for (int truth = 0; truth < confusion.size(); truth++) {
            List<Cell> row = new ArrayList<>();
            for (int label = 0; label < confusion.size(); label++) {
                row.add(system.part(
                        classes.get(truth),
                        "confusion",
                        count(confusion, truth, label),
                        telling.patients(truth, label),
                        Showing.PRINTED));
            }
            system.sum(classes.get(truth), row);
            counts.add(row);
        }
        if (counts.isEmpty()) {
            return new Said(List.of(), List.of());
        }
        List<Cell> matrix = new ArrayList<>();
        counts.forEach(matrix::addAll);
        for (int label = 0; label < counts.size(); label++) {
            int one = label;
            List<Cell> column = counts.stream().map(row -> row.get(one)).toList();
            matrix.add(total(column, column(confusion, one), all.isEmpty() ? null : column(all, one)));
        }
        return new Said(matrix, judged(counts, confusion, all));
    }

    private List<Cell> judged(List<List<Cell>> counts, List<List<Long>> confusion, List<List<Long>> all) {
        List<Cell> right = new ArrayList<>();
        List<Cell> wrong = new ArrayList<>();
        for (int truth = 0; truth < counts.size(); truth++) {
            for (int label = 0; label < counts.size(); label++) {
                (truth == label ? right : wrong).add(counts.get(truth).get(label));
            }
        }
        long hits = diagonal(confusion);
        List<Cell> judged = List.of(
                total(right, hits, all.isEmpty() ? null : diagonal(all)),
                total(wrong, sum(confusion) - hits, all.isEmpty() ? null : sum(all) - diagonal(all)));
        system.sum(rows, judged);
        return judged;
    }

    private Cell total(List<Cell> parts, long count, @Nullable Long all) {
        Cell total = system.cell("said", count, all == null ? own.atLeast(count) : of(count, all), Showing.PRINTED);
        system.sum(total, parts);
        return total;
    }

    private static long count(List<List<Long>> confusion, int truth, int label) {
        return confusion.get(truth).get(label);
    }

    private static long column(List<List<Long>> confusion, int label) {
        return confusion.stream().mapToLong(row -> row.get(label)).sum();
    }

    private static long diagonal(List<List<Long>> confusion) {
        long sum = 0;
        for (int label = 0; label < confusion.size(); label++) {
            sum += confusion.get(label).get(label);
        }
        return sum;
    }

    private static long sum(List<List<Long>> confusion) {
        return confusion.stream()
                .flatMap(List::stream)
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Chooses what is suppressed of all that was added. */
    public Cleared clear() {
        return new Cleared(rows, classes, system.protect());
    }
}
