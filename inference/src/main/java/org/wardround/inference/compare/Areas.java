package org.wardround.inference.compare;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.wardround.core.study.VariableType;

/**
 * The paired comparison of two areas under ROC curves (DeLong, DeLong and Clarke-Pearson 1988), with t limits on as many degrees of freedom as
 * the smaller class has rows, less one. For a category the mean of the areas of each class against all others. Where the models rank no pair of
 * rows differently the variance is 0 but knowledge is not complete: the interval is then Tango's for as many pairs that all agree as the smaller
 * class has rows.
 */
final class Areas {
    private Areas() {}

    static Comparison compare(PairedRows rows, double alpha) {
        int classes = rows.type() == VariableType.CATEGORY ? rows.a().rows().scoresPerRow() : 1;
        double[] pulls = new double[rows.rows()];
        double difference = 0;
        double fewest = rows.rows();
        for (int k = 0; k < classes; k++) {
            double positive = classes == 1 ? 1 : k;
            boolean[] isPositive = new boolean[rows.rows()];
            double positives = 0;
            for (int row = 0; row < isPositive.length; row++) {
                isPositive[row] = rows.outcomes()[row] == positive;
                positives += isPositive[row] ? 1 : 0;
            }
            double smaller = Math.min(positives, rows.rows() - positives);
            fewest = Math.min(fewest, smaller);
            if (smaller < 2) {
                return new Comparison.Undefined(rows.rows(), "too few test patients of one class");
            }
            difference += addPulls(rows, k, isPositive, pulls) / classes;
        }
        Arrays.setAll(pulls, row -> pulls[row] / classes);
        int[] clusters = rows.clusters();
        Influence influence = new Influence(difference, pulls, fewest - 1);
        Comparison compared = influence.comparison(
                clusters, alpha, "DeLong's paired variance, t", PairedDifference.tooFewInClass(fewest));
        return influence.standardError(clusters) > 0
                ? compared
                : PairedDifference.atLeast(compared, Math.min(fewest, PairedDifference.patients(clusters)), alpha);
    }

    /** The difference of one class's areas; adds what each row pulls it by. */
    private static double addPulls(PairedRows rows, int score, boolean[] isPositive, double[] pulls) {
        double[] a = placements(column(rows.a(), score), isPositive);
        double[] b = placements(column(rows.b(), score), isPositive);
        double[] sum = new double[2];
        double[] count = new double[2];
        for (int row = 0; row < pulls.length; row++) {
            sum[isPositive[row] ? 1 : 0] += a[row] - b[row];
            count[isPositive[row] ? 1 : 0]++;
        }
        double difference = sum[1] / count[1];
        for (int row = 0; row < pulls.length; row++) {
            double members = count[isPositive[row] ? 1 : 0];
            double factor = StrictMath.sqrt(members / (members - 1)) / members;
            pulls[row] += (a[row] - b[row] - difference) * factor;
        }
        return difference;
    }

    private static double[] column(ModelRows model, int score) {
        double[] column = new double[model.rows().rows()];
        Arrays.setAll(column, row -> model.rows().score(row, score));
        return column;
    }

    /** For a positive row the share of negatives with a lower score, for a negative one of positives with a higher score; ties half. */
    static double[] placements(double[] scores, boolean[] isPositive) {
        double[] positives = sorted(scores, isPositive, true);
        double[] negatives = sorted(scores, isPositive, false);
        double[] placements = new double[scores.length];
        for (int row = 0; row < scores.length; row++) {
            double[] others = isPositive[row] ? negatives : positives;
            double below = (countBelow(others, scores[row], false) + countBelow(others, scores[row], true)) / 2.0;
            placements[row] = (isPositive[row] ? below : others.length - below) / others.length;
        }
        return placements;
    }

    private static double[] sorted(double[] scores, boolean[] isPositive, boolean positive) {
        return IntStream.range(0, scores.length)
                .filter(row -> isPositive[row] == positive)
                .mapToDouble(row -> scores[row])
                .sorted()
                .toArray();
    }

    /** How many of the sorted values are below {@code value}, or not above it. */
    private static int countBelow(double[] sorted, double value, boolean orEqual) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value || (orEqual && sorted[middle] == value)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
