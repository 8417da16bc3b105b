package org.wardround.inference.evaluate;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.wardround.core.study.Metric;
import org.wardround.core.sum.Segment;
import org.wardround.inference.estimate.Estimate;

/** Sums for a binary outcome: exact confusion counts, losses with their squares, and a histogram of scores for each class. */
record BinarySums(double threshold, ScoreGrid grid, int rowBits) implements OutcomeSums {
    private static final String CONFUSION = "confusion";
    private static final String BRIER = "brier";
    private static final String LOG_LOSS = "log loss";
    private static final String POSITIVES = "positives";
    private static final String NEGATIVES = "negatives";
    private static final List<Metric> AT_THRESHOLD = List.of(
            Metric.ACCURACY,
            Metric.BALANCED_ACCURACY,
            Metric.SENSITIVITY,
            Metric.SPECIFICITY,
            Metric.PPV,
            Metric.NPV,
            Metric.F1,
            Metric.NET_BENEFIT);

    @Override
    public List<Segment> segments() {
        return List.of(
                Segment.plain(UNITS, 2, rowBits),
                Segment.plain(CONFUSION, 4, rowBits),
                Segment.plain(BRIER, 2, rowBits),
                Segment.plain(LOG_LOSS, 2, rowBits + Losses.SQUARED_LOG_LOSS_BITS),
                Segment.plain(POSITIVES, grid.bins(), rowBits),
                Segment.plain(NEGATIVES, grid.bins(), rowBits));
    }

    @Override
    public double[] tally(ScoredRows rows) {
        Block block = new Block(segments());
        block.addUnits(0, rows);
        for (int row = 0; row < rows.rows(); row++) {
            double probability = rows.score(row);
            boolean event = rows.outcomes()[row] == 1;
            boolean flagged = probability >= threshold;
            block.add(1, (event ? 0 : 1) + (flagged ? 0 : 2), 1);
            block.addWithSquare(2, Losses.brier(probability, event));
            block.addWithSquare(3, Losses.log(event ? probability : 1 - probability));
            block.add(event ? 4 : 5, grid.binOf(probability), 1);
        }
        return block.values();
    }

    ScoreHistogram histogram(GroupSum sum) {
        return new ScoreHistogram(grid, sum.values(POSITIVES), sum.values(NEGATIVES));
    }

    @Override
    public Figures figures(GroupSum sum) {
        double[] units = sum.values(UNITS);
        Map<Metric, Estimate> metrics = new EnumMap<>(Metric.class);
        ScoreHistogram histogram = histogram(sum);
        Confusion confusion = Confusion.of(sum.values(CONFUSION));
        if (Double.isNaN(threshold)) {
            AT_THRESHOLD.forEach(metric -> metrics.put(metric, Reasons.of(units[0], "no threshold was chosen")));
        } else {
            confusion.addTo(metrics, threshold);
        }
        Estimate auroc = RankStatistic.estimate(histogram);
        metrics.put(Metric.AUROC, auroc);
        metrics.put(Metric.AUPRC, AveragePrecision.estimate(histogram));
        addLosses(metrics, sum, units[0]);
        metrics.put(Metric.CALIBRATION_INTERCEPT, CalibrationFit.inTheLarge(histogram));
        metrics.put(Metric.CALIBRATION_SLOPE, CalibrationFit.of(histogram).slope());
        Tables tables = new BinaryTables(histogram, confusion, auroc).tables(!Double.isNaN(threshold));
        return Figures.of(metrics, tables, units);
    }

    private static void addLosses(Map<Metric, Estimate> metrics, GroupSum sum, double rows) {
        metrics.put(Metric.BRIER, Losses.mean(sum, BRIER, rows, 1));
        metrics.put(Metric.LOG_LOSS, Losses.mean(sum, LOG_LOSS, rows, Losses.LARGEST_LOG_LOSS));
    }
}
