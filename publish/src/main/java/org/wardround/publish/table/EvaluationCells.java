package org.wardround.publish.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.wardround.core.dataset.Side;
import org.wardround.core.identity.SiteId;
import org.wardround.inference.evaluate.Figures;
import org.wardround.privacy.disclosure.Cell;
import org.wardround.privacy.disclosure.CellSystem;
import org.wardround.privacy.disclosure.Showing;
import org.wardround.privacy.disclosure.SmallCellRule;

/** The confusion matrix of one model over some sites, and, where that is printed, at each of them, as cells tied to the test rows of each class. */
public final class EvaluationCells {
    private final SortedMap<SiteId, Matrix> sites = new TreeMap<>();
    private final Matrix overall;

    /**
     * One matrix.
     *
     * @param rows test rows
     * @param classes test rows of each class; empty for a number
     * @param counts by truth, then prediction; empty where no matrix is printed
     * @param predicted rows of each prediction; empty likewise
     * @param judged rows that the model is right about, and wrong; empty where nothing is protected that an accuracy tells
     * @param printed whether the matrix is printed; a site's is not where it holds a count of few
     */
    public record Matrix(
            Cell rows,
            List<Cell> classes,
            List<List<Cell>> counts,
            List<Cell> predicted,
            List<Cell> judged,
            boolean printed) {
        /** Of rows without a matrix. */
        public static Matrix none(Cell rows, List<Cell> classes) {
            return new Matrix(rows, classes, List.of(), List.of(), List.of(), false);
        }
    }

    private EvaluationCells(SortedMap<SiteId, Matrix> sites, Matrix overall) {
        this.sites.putAll(sites);
        this.overall = overall;
    }

    /** A model whose matrices are printed at each site and over all. */
    public static EvaluationCells bySite(
            CellSystem system, SmallCellRule rule, FlowCells flow, Figures overall, SortedMap<SiteId, Figures> sites) {
        SortedMap<SiteId, Matrix> matrices = new TreeMap<>();
        sites.forEach((site, figures) -> matrices.put(
                site,
                matrix(
                        system,
                        figures.tables().confusion(),
                        Matrix.none(flow.testRows(site), flow.testClasses(site)),
                        holdsNoFew(rule, figures),
                        Patients.ONE_ROW_EACH)));
        Matrix all = over(system, overall, List.copyOf(matrices.values()), true);
        for (int truth = 0; truth < all.counts().size(); truth++) {
            for (int said = 0; said < all.counts().size(); said++) {
                int i = truth;
                int j = said;
                system.sumOverSites(
                        all.counts().get(i).get(j),
                        matrices.values().stream()
                                .map(matrix -> matrix.counts().get(i).get(j))
                                .toList());
            }
        }
        return new EvaluationCells(matrices, all);
    }

    private static boolean holdsNoFew(SmallCellRule rule, Figures figures) {
        return figures.tables().confusion().stream().flatMap(List::stream).noneMatch(rule::hides);
    }

    /** A model whose matrix is printed over all sites only, and only where it holds no count of few. */
    public static EvaluationCells together(
            CellSystem system, SmallCellRule rule, FlowCells flow, Figures overall, SortedMap<SiteId, Figures> sites) {
        SortedMap<SiteId, Matrix> matrices = new TreeMap<>();
        sites.keySet().forEach(site -> matrices.put(site, Matrix.none(flow.testRows(site), flow.testClasses(site))));
        return new EvaluationCells(
                matrices, over(system, overall, List.copyOf(matrices.values()), holdsNoFew(rule, overall)));
    }

    /** A model of whose evaluation all sites' sum alone is known. */
    public static EvaluationCells ofTotals(CellSystem system, FlowCells flow, Figures overall, Patients patients) {
        boolean matrix = !overall.tables().confusion().isEmpty();
        Matrix rows = Matrix.none(flow.rows(Side.TEST), matrix ? flow.classes(Side.TEST) : List.of());
        return new EvaluationCells(new TreeMap<>(), matrix ? judged(system, overall, rows, patients) : rows);
    }

    /** A subgroup of such an evaluation: metrics alone are printed of it, and tell its matrix. */
    public static Matrix ofSubgroup(CellSystem system, Cell rows, Figures figures, Patients patients) {
        List<List<Long>> confusion = figures.tables().confusion();
        List<Cell> classes = new ArrayList<>();
        for (List<Long> row : confusion) {
            long count = row.stream().mapToLong(Long::longValue).sum();
            classes.add(system.part(rows, "class of a subgroup", count, patients.atLeast(count), Showing.PRINTED));
        }
        if (!classes.isEmpty()) {
            system.sum(rows, classes);
        }
        Matrix of = Matrix.none(rows, classes);
        return classes.isEmpty() ? of : judged(system, figures, of, patients);
    }

    /** Says that subgroups exclude each other: of each count of all rows, what theirs leave is known too. Returns the rows that are in none. */
    public static Cell addUp(CellSystem system, Matrix all, List<Matrix> subgroups) {
        Cell without = system.rest(all.rows(), each(subgroups, Matrix::rows));
        if (all.judged().isEmpty()) {
            return without;
        }
        system.rest(
                all.judged().get(0), each(subgroups, matrix -> matrix.judged().get(0)));
        system.rest(
                all.judged().get(1), each(subgroups, matrix -> matrix.judged().get(1)));
        for (int truth = 0; truth < all.counts().size(); truth++) {
            int i = truth;
            system.rest(
                    all.classes().get(i),
                    each(subgroups, matrix -> matrix.classes().get(i)));
            system.rest(
                    all.predicted().get(i),
                    each(subgroups, matrix -> matrix.predicted().get(i)));
            for (int said = 0; said < all.counts().size(); said++) {
                int j = said;
                system.rest(
                        all.counts().get(i).get(j),
                        each(subgroups, matrix -> matrix.counts().get(i).get(j)));
            }
        }
        return without;
    }

    private static Cell[] each(List<Matrix> matrices, Function<Matrix, Cell> cell) {
        return matrices.stream().map(cell).toArray(Cell[]::new);
    }

    private static Matrix judged(CellSystem system, Figures figures, Matrix of, Patients patients) {
        Matrix matrix = matrix(system, figures.tables().confusion(), of, true, patients);
        List<Cell> right = new ArrayList<>();
        List<Cell> wrong = new ArrayList<>();
        for (int truth = 0; truth < matrix.counts().size(); truth++) {
            for (int said = 0; said < matrix.counts().size(); said++) {
                (truth == said ? right : wrong).add(matrix.counts().get(truth).get(said));
            }
        }
        List<Cell> judged = List.of(
                total(system, "right", right, Showing.PRINTED, patients),
                total(system, "wrong", wrong, Showing.PRINTED, patients));
        system.sum(of.rows(), judged);
        return new Matrix(of.rows(), of.classes(), matrix.counts(), matrix.predicted(), judged, true);
    }

    private static Matrix over(CellSystem system, Figures overall, List<Matrix> sites, boolean printed) {
        Cell rows = system.totalOverSites(
                "test rows", sites.stream().map(Matrix::rows).toList(), Showing.KEPT);
        List<Cell> classes = new ArrayList<>();
        // Without a matrix nobody is told how many of all test rows are of a class.
        int labels = overall.tables().confusion().isEmpty()
                ? 0
                : sites.get(0).classes().size();
        for (int label = 0; label < labels; label++) {
            int one = label;
            classes.add(system.totalOverSites(
                    "test rows of a class",
                    sites.stream().map(matrix -> matrix.classes().get(one)).toList(),
                    Showing.KEPT));
        }
        return matrix(system, overall.tables().confusion(), Matrix.none(rows, classes), printed, Patients.ONE_ROW_EACH);
    }

    private static Matrix matrix(
            CellSystem system, List<List<Long>> confusion, Matrix of, boolean printed, Patients patients) {
        Showing showing = printed ? Showing.PRINTED : Showing.IMPLIED;
        List<List<Cell>> counts = new ArrayList<>();
        for (int truth = 0; truth < confusion.size(); truth++) {
            List<Cell> row = new ArrayList<>();
            for (long count : confusion.get(truth)) {
                row.add(system.cell("confusion", count, patients.atLeast(count), showing));
            }
            system.sum(of.classes().get(truth), row);
            counts.add(row);
        }
        List<Cell> predicted = new ArrayList<>();
        for (int said = 0; said < counts.size(); said++) {
            int one = said;
            List<Cell> column = counts.stream().map(row -> row.get(one)).toList();
            predicted.add(total(system, "predicted", column, showing, patients));
        }
        return new Matrix(of.rows(), of.classes(), counts, predicted, List.of(), printed);
    }

    private static Cell total(CellSystem system, String name, List<Cell> parts, Showing showing, Patients patients) {
        return system.total(name, parts, patients::atLeast, showing);
    }

    public Matrix at(SiteId site) {
        return Objects.requireNonNull(sites.get(site));
    }

    public Matrix overall() {
        return overall;
    }
}
