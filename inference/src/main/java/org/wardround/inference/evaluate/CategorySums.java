package org.wardround.inference.evaluate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.wardround.core.study.Metric;
import org.wardround.core.sum.Segment;
import org.wardround.inference.estimate.Bounds;
import org.wardround.inference.estimate.Estimate;
import org.wardround.inference.estimate.Proportion;

/** Sums for a category: confusion counts of the most probable class, losses, and for each class a histogram of its score. */
record CategorySums(List<String> labels, ScoreGrid grid, int rowBits) implements OutcomeSums {
    private static final String CONFUSION = "confusion";
    private static final String BRIER = "brier";
    private static final String LOG_LOSS = "log loss";
    private static final String POSITIVES = "positives";
    private static final String NEGATIVES = "negatives";

    /** A row's loss is at most 2, its square 4. */
    private static final int SQUARED_BRIER_BITS = 2;

    @Override
    public List<Segment> segments() {
        int classes = labels.size();
        return List.of(
                Segment.plain(UNITS, 2, rowBits),
                Segment.plain(CONFUSION, (long) classes * classes, rowBits),
                Segment.plain(BRIER, 2, rowBits + SQUARED_BRIER_BITS),
                Segment.plain(LOG_LOSS, 2, rowBits + Losses.SQUARED_LOG_LOSS_BITS),
                Segment.plain(POSITIVES, (long) classes * grid.bins(), rowBits),
                Segment.plain(NEGATIVES, (long) classes * grid.bins(), rowBits));
    }

    @Override
    public double[] tally(ScoredRows rows) {
        Block block = new Block(segments());
        block.addUnits(0, rows);
        for (int row = 0; row < rows.rows(); row++) {
            int truth = (int) rows.outcomes()[row];
            block.add(1, truth * labels.size() + rows.mostProbable(row), 1);
            block.addWithSquare(2, Losses.brier(rows, row));
            block.addWithSquare(3, Losses.log(rows.score(row, truth)));
            for (int k = 0; k < labels.size(); k++) {
                block.add(k == truth ? 4 : 5, k * grid.bins() + grid.binOf(rows.score(row, k)), 1);
            }
        }
        return block.values();
    }

    @Override
    public Figures figures(GroupSum sum) {
        double[] units = sum.values(UNITS);
        double[] counts = sum.values(CONFUSION);
        List<Tables.ClassFigures> classes = new ArrayList<>();
        for (int k = 0; k < labels.size(); k++) {
            classes.add(ofClass(sum, counts, k));
        }
        Map<Metric, Estimate> metrics = new EnumMap<>(Metric.class);
        metrics.put(Metric.ACCURACY, new Proportion(diagonal(counts), units[0]).estimate("no rows"));
        metrics.put(Metric.BALANCED_ACCURACY, meanRecall(counts));
        metrics.put(Metric.AUROC, macro(classes, units[0]));
        metrics.put(Metric.BRIER, Losses.mean(sum, BRIER, units[0], 2));
        metrics.put(Metric.LOG_LOSS, Losses.mean(sum, LOG_LOSS, units[0], Losses.LARGEST_LOG_LOSS));
        Tables tables = new Tables(labels, matrix(counts), classes, List.of(), List.of(), Tables.Scores.NONE);
        return Figures.of(metrics, tables, units);
    }

    private double diagonal(double[] counts) {
        double sum = 0;
        for (int k = 0; k < labels.size(); k++) {
            sum += counts[k * labels.size() + k];
        }
        return sum;
    }

    /** One class against all others. */
    private Confusion against(double[] counts, int label) {
        double[] four = new double[4];
        for (int truth = 0; truth < labels.size(); truth++) {
            for (int predicted = 0; predicted < labels.size(); predicted++) {
                four[(truth == label ? 0 : 1) + (predicted == label ? 0 : 2)] +=
                        counts[truth * labels.size() + predicted];
            }
        }
        return Confusion.of(four);
    }

    private Tables.ClassFigures ofClass(GroupSum sum, double[] counts, int label) {
        ScoreHistogram histogram = new ScoreHistogram(
                grid, sum.part(POSITIVES, label, grid.bins()), sum.part(NEGATIVES, label, grid.bins()));
        return Tables.ClassFigures.of(labels.get(label), against(counts, label), RankStatistic.estimate(histogram));
    }

    /** The mean over all classes; one without rows has no recall, and the mean of the others would be another figure. */
    private Estimate meanRecall(double[] counts) {
        List<Proportion> recalls = new ArrayList<>();
        List<String> without = new ArrayList<>();
        double rows = 0;
        for (int k = 0; k < labels.size(); k++) {
            Confusion confusion = against(counts, k);
            double support = confusion.truePositives() + confusion.falseNegatives();
            rows += support;
            if (support > 0) {
                recalls.add(new Proportion(confusion.truePositives(), support));
            } else {
                without.add(labels.get(k));
            }
        }
        if (recalls.size() <= 1) {
            return Reasons.oneClass(rows);
        }
        return without.isEmpty()
                ? Proportion.mean(recalls)
                : Reasons.of(rows, "no rows of class %s".formatted(String.join(", ", without)));
    }

    /**
     * The mean of the classes' areas; its limits are the means of theirs, error bounds included, which is wide enough however they depend on each
     * other.
     */
    private Estimate macro(List<Tables.ClassFigures> classes, double rows) {
        List<Estimate.Measured> areas = classes.stream()
                .map(each -> each.of(Metric.AUROC))
                .filter(Estimate.Measured.class::isInstance)
                .map(Estimate.Measured.class::cast)
                .toList();
        if (areas.isEmpty()) {
            return Reasons.oneClass(rows);
        }
        double count = areas.size();
        Bounds bounds = new Bounds(
                areas.stream().mapToDouble(Estimate.Measured::low).sum() / count,
                areas.stream().mapToDouble(Estimate.Measured::high).sum() / count);
        double value = areas.stream().mapToDouble(Estimate.Measured::value).sum() / count;
        double error = areas.stream().mapToDouble(Estimate.Measured::errorBound).sum() / count;
        Estimate.Measured mean = Estimate.Measured.of(value, bounds, "mean of the classes' limits", Math.round(rows))
                .withErrorBound(error);
        return areas.size() == labels.size() ? mean : mean.noting("classes without rows are left out");
    }

    private List<List<Long>> matrix(double[] counts) {
        List<List<Long>> matrix = new ArrayList<>();
        for (int truth = 0; truth < labels.size(); truth++) {
            List<Long> line = new ArrayList<>();
            for (int predicted = 0; predicted < labels.size(); predicted++) {
                line.add(Math.round(counts[truth * labels.size() + predicted]));
            }
            matrix.add(List.copyOf(line));
        }
        return matrix;
    }
}
