package org.wardround.inference.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.wardround.inference.estimate.Bounds;
import org.wardround.inference.estimate.Estimate;
import org.wardround.inference.estimate.Logit;

/** Tables and curves of a binary outcome. */
record BinaryTables(ScoreHistogram histogram, Confusion confusion, Estimate auroc) {
    private static final int CALIBRATION_GROUPS = 10;
    private static final int ROWS_PER_GROUP = 10;
    private static final int COARSE_BINS = 20;
    private static final int CURVE_STEPS = 100;

    Tables tables(boolean withConfusion) {
        return new Tables(
                withConfusion ? List.of("0", "1") : List.of(),
                withConfusion ? matrix() : List.of(),
                withConfusion
                        ? List.of(
                                Tables.ClassFigures.of("0", confusion.exchanged(), auroc),
                                Tables.ClassFigures.of("1", confusion, auroc))
                        : List.of(),
                calibration(),
                netBenefit(),
                scores());
    }

    private List<List<Long>> matrix() {
        return List.of(
                List.of(Math.round(confusion.trueNegatives()), Math.round(confusion.falsePositives())),
                List.of(Math.round(confusion.falseNegatives()), Math.round(confusion.truePositives())));
    }

    /** Tenths of the rows by prediction; fewer groups where a tenth would be fewer than ten rows. */
    private List<Tables.CalibrationGroup> calibration() {
        double rows = histogram.positiveCount() + histogram.negativeCount();
        double groups = Math.max(1, Math.min(CALIBRATION_GROUPS, Math.floor(rows / ROWS_PER_GROUP)));
        List<Tables.CalibrationGroup> result = new ArrayList<>();
        double predicted = 0;
        double events = 0;
        double count = 0;
        double seen = 0;
        for (int bin : histogram.occupied()) {
            double here = histogram.positives()[bin] + histogram.negatives()[bin];
            predicted += here * Logit.inverse(histogram.grid().middle(bin));
            events += histogram.positives()[bin];
            count += here;
            seen += here;
            if (seen >= rows * (result.size() + 1) / groups) {
                Bounds bounds = Bounds.wilson(events, count);
                result.add(new Tables.CalibrationGroup(predicted / count, events / count, bounds, Math.round(count)));
                predicted = 0;
                events = 0;
                count = 0;
            }
        }
        return result;
    }

    private List<Tables.NetBenefit> netBenefit() {
        double positives = histogram.positiveCount();
        double rows = positives + histogram.negativeCount();
        List<Tables.NetBenefit> curve = new ArrayList<>();
        if (rows == 0) {
            return curve;
        }
        double hits = 0;
        double alarms = 0;
        int bin = histogram.grid().bins();
        for (int step = CURVE_STEPS - 1; step >= 1; step--) {
            double threshold = (double) step / CURVE_STEPS;
            int first = histogram.grid().binOf(threshold);
            while (bin > first) {
                bin--;
                hits += histogram.positives()[bin];
                alarms += histogram.negatives()[bin];
            }
            double odds = threshold / (1 - threshold);
            double treatAll = (positives - (rows - positives) * odds) / rows;
            curve.add(0, new Tables.NetBenefit(threshold, (hits - alarms * odds) / rows, treatAll));
        }
        return curve;
    }

    private Tables.Scores scores() {
        long[] positives = new long[COARSE_BINS];
        long[] negatives = new long[COARSE_BINS];
        for (int bin : histogram.occupied()) {
            double probability = Logit.inverse(histogram.grid().middle(bin));
            int coarse = Math.min(COARSE_BINS - 1, (int) (probability * COARSE_BINS));
            positives[coarse] += Math.round(histogram.positives()[bin]);
            negatives[coarse] += Math.round(histogram.negatives()[bin]);
        }
        List<Double> edges = new ArrayList<>();
        List<Long> ofPositives = new ArrayList<>();
        List<Long> ofNegatives = new ArrayList<>();
        for (int bin = 0; bin <= COARSE_BINS; bin++) {
            edges.add((double) bin / COARSE_BINS);
        }
        for (int bin = 0; bin < COARSE_BINS; bin++) {
            ofPositives.add(positives[bin]);
            ofNegatives.add(negatives[bin]);
        }
        return new Tables.Scores(edges, ofPositives, ofNegatives);
    }
}
