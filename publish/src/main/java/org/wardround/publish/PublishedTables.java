package org.wardround.publish;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.study.Metric;
import org.wardround.inference.evaluate.Tables.ClassFigures;
import org.wardround.privacy.disclosure.Cell;
import org.wardround.privacy.disclosure.SmallCellRule;
import org.wardround.publish.table.Coarse;
import org.wardround.publish.table.EvaluationCells.Matrix;
import org.wardround.study.results.Confusion;
import org.wardround.study.results.Count;
import org.wardround.study.results.MetricValue;
import org.wardround.study.results.Metrics;
import org.wardround.study.results.ScoreHistogram;
import org.wardround.study.results.Tables;
import org.wardround.study.results.Tables.CalibrationBin;

/** Tables behind metrics with suppressed counts; curves and histograms on steps that have nobody or enough patients. */
final class PublishedTables {
    private final Disclosure disclosure;
    private final Coarse coarse;

    PublishedTables(Disclosure disclosure) {
        this.disclosure = disclosure;
        this.coarse = new Coarse(disclosure.rule(), disclosure.tested());
    }

    Tables overall(org.wardround.inference.evaluate.Tables tables, Matrix cells) {
        // Steps add up to all rows, and to those of each class.
        boolean told =
                disclosure.shows(cells.rows()) && cells.classes().stream().allMatch(disclosure::shows);
        ScoreHistogram scores = !told || tables.scores().edges().isEmpty()
                ? ScoreHistogram.NONE
                : coarse.histogram(
                        tables.scores().edges(),
                        tables.scores().positives(),
                        tables.scores().negatives());
        return new Tables(
                confusion(tables, cells),
                classes(tables, cells),
                told ? calibration(tables) : List.of(),
                netBenefit(tables, scores),
                scores);
    }

    /** Confusion and calibration only: sums of finer tables over sites are published. */
    Tables ofSite(org.wardround.inference.evaluate.Tables tables, Matrix cells) {
        Confusion confusion = confusion(tables, cells);
        boolean whole = confusion.counts().stream().flatMap(List::stream).noneMatch(Count::isSuppressed);
        boolean known = !disclosure.count(cells.rows()).isSuppressed()
                && cells.classes().stream().noneMatch(cell -> disclosure.isOfFew(cell));
        return new Tables(
                whole ? confusion : Confusion.NONE,
                List.of(),
                known ? calibration(tables) : List.of(),
                List.of(),
                ScoreHistogram.NONE);
    }

    private Confusion confusion(org.wardround.inference.evaluate.Tables tables, Matrix cells) {
        return cells.counts().isEmpty() || !cells.printed()
                ? Confusion.NONE
                : new Confusion(
                        tables.labels(),
                        cells.counts().stream()
                                .map(row -> row.stream().map(disclosure::count).toList())
                                .toList());
    }

    private List<Tables.ClassResult> classes(org.wardround.inference.evaluate.Tables tables, Matrix cells) {
        boolean few = hasFewOfAClass(tables, disclosure.rule()) || disclosure.hidesAny(cells);
        return java.util.stream.IntStream.range(0, tables.classes().size())
                .mapToObj(
                        label -> of(tables.classes().get(label), cells.classes().get(label), few))
                .toList();
    }

    private Tables.ClassResult of(ClassFigures figures, Cell rows, boolean few) {
        SortedMap<Metric, MetricValue> values = new TreeMap<>();
        figures.metrics()
                .forEach((metric, estimate) -> values.put(
                        metric,
                        few
                                ? MetricValue.suppressed(EvaluationResults.FEW_OF_A_CLASS)
                                : EvaluationResults.value(estimate, Count.SUPPRESSED)));
        return new Tables.ClassResult(figures.label(), disclosure.count(rows), new Metrics(values));
    }

    private List<CalibrationBin> calibration(org.wardround.inference.evaluate.Tables tables) {
        return coarse.calibration(tables.calibration().stream()
                .map(each -> new CalibrationBin(
                        each.meanPredicted(),
                        each.observed(),
                        each.interval().low(),
                        each.interval().high(),
                        Math.toIntExact(each.n())))
                .toList());
    }

    /** At the edges of the published histogram: between two of them are enough patients, or none. */
    private static List<Tables.NetBenefitPoint> netBenefit(
            org.wardround.inference.evaluate.Tables tables, ScoreHistogram scores) {
        return tables.netBenefit().stream()
                .filter(point -> scores.edges().stream().anyMatch(edge -> Math.abs(edge - point.threshold()) < 1e-9))
                .map(point -> new Tables.NetBenefitPoint(point.threshold(), point.model(), point.treatAll()))
                .toList();
    }

    /** Whether a class, or what is predicted to be one, has too few rows to tell of. */
    static boolean hasFewOfAClass(org.wardround.inference.evaluate.Tables tables, SmallCellRule rule) {
        List<List<Long>> counts = tables.confusion();
        for (int i = 0; i < counts.size(); i++) {
            int one = i;
            long truly = counts.get(i).stream().mapToLong(Long::longValue).sum();
            long said = counts.stream().mapToLong(row -> row.get(one)).sum();
            if (rule.hides(truly) || rule.hides(said)) {
                return true;
            }
        }
        return false;
    }
}
