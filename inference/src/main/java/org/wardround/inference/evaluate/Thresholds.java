package org.wardround.inference.evaluate;

import org.wardround.core.study.ThresholdRule;
import org.wardround.core.sum.Sum;

/**
 * Chooses the probability from which on a row counts as positive, from the score histograms of validation rows. Candidates are the edges of the
 * histogram's bins, so the choice depends on the sum alone and has no ties that arithmetic could break differently.
 */
public final class Thresholds {
    /** From here on everybody is positive: where the rule asks for the score of one of a few patients, which is not told. */
    public static final double EVERYBODY = 0;

    /** Rows with the event that lie on either side of a threshold for a sensitivity; with fewer it would be the score of one of a few patients. */
    private static final int FEWEST_BEYOND = 11;

    private Thresholds() {}

    /** What came of choosing. */
    public sealed interface Choice {
        /**
         * A threshold.
         *
         * @param probability {@link #EVERYBODY}, or above 0 and below 1
         */
        record Chosen(double probability) implements Choice {}

        /** The rule can't be applied to these rows; the reason says why. */
        record Impossible(String reason) implements Choice {}
    }

    /**
     * Applies a rule to validation rows.
     *
     * @param evaluation of a binary outcome, as the validation rows were asked
     * @param validation the sum of the sites' answers
     */
    public static Choice choose(ThresholdRule rule, Evaluation evaluation, Sum validation) {
        if (rule instanceof ThresholdRule.Value value) {
            return new Choice.Chosen(value.probability());
        }
        ScoreHistogram histogram = evaluation.histogram(validation);
        if (histogram.positiveCount() == 0) {
            return new Choice.Impossible("no validation row has the event, so no threshold can be chosen "
                    + (rule instanceof ThresholdRule.Sensitivity ? "on sensitivity" : "by Youden's index"));
        }
        if (rule instanceof ThresholdRule.Sensitivity sensitivity) {
            return new Choice.Chosen(highestWith(histogram, sensitivity.atLeast()));
        }
        if (histogram.negativeCount() == 0) {
            return new Choice.Impossible(
                    "every validation row has the event, so no threshold can be chosen by Youden's index");
        }
        return new Choice.Chosen(histogram.grid().threshold(youden(histogram)));
    }

    private static double highestWith(ScoreHistogram histogram, double sensitivity) {
        double needed = Math.max(FEWEST_BEYOND, sensitivity * histogram.positiveCount());
        double hits = 0;
        for (int bin = histogram.positives().length - 1; bin > 0; bin--) {
            hits += histogram.positives()[bin];
            if (hits >= needed) {
                boolean showsFew = histogram.positiveCount() - hits < FEWEST_BEYOND;
                return showsFew ? EVERYBODY : histogram.grid().threshold(bin);
            }
        }
        return EVERYBODY;
    }

    /** The middle of the longest run of neighbouring edges with the largest sensitivity + specificity; of equally long runs the lowest. */
    private static int youden(ScoreHistogram histogram) {
        double[] index = youdenIndices(histogram);
        double best = Double.NEGATIVE_INFINITY;
        int bestStart = 0;
        int bestLength = 0;
        int start = 0;
        for (int bin = 0; bin < index.length; bin++) {
            if (index[bin] != index[start]) {
                start = bin;
            }
            int length = bin - start + 1;
            if (index[bin] > best || (index[bin] == best && length > bestLength)) {
                best = index[bin];
                bestStart = start;
                bestLength = length;
            }
        }
        return bestStart + (bestLength - 1) / 2;
    }

    /** For each bin's lower edge TP·N − FP·P, which orders edges as sensitivity + specificity does and is a whole number. */
    private static double[] youdenIndices(ScoreHistogram histogram) {
        double[] indices = new double[histogram.positives().length];
        double positives = histogram.positiveCount();
        double negatives = histogram.negativeCount();
        double hits = 0;
        double alarms = 0;
        for (int bin = indices.length - 1; bin >= 0; bin--) {
            hits += histogram.positives()[bin];
            alarms += histogram.negatives()[bin];
            indices[bin] = hits * negatives - alarms * positives;
        }
        return indices;
    }
}
