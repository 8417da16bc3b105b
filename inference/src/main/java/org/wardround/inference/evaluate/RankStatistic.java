package org.wardround.inference.evaluate;

import org.wardround.inference.estimate.Bounds;
import org.wardround.inference.estimate.Estimate;

/**
 * The area under the ROC curve from a histogram: the share of pairs of a positive and a negative row in which the positive one has the higher
 * score, pairs in one bin counting half.
 *
 * @param value the area
 * @param sameBin half the share of pairs that lie in one bin: how far the value can be from the exact area
 * @param ofPositives variance of the positive rows' placements (DeLong, DeLong and Clarke-Pearson 1988, equation 5); 0 with one row
 * @param ofNegatives variance of the negative rows' placements
 */
record RankStatistic(
        double value, double sameBin, double positives, double negatives, double ofPositives, double ofNegatives) {
    static RankStatistic of(ScoreHistogram histogram, int[] bins) {
        double positives = histogram.positiveCount();
        double negatives = histogram.negativeCount();
        double pairs = positives * negatives;
        double won = 0;
        double same = 0;
        double below = 0;
        for (int bin : bins) {
            double here = histogram.positives()[bin] * histogram.negatives()[bin];
            won += histogram.positives()[bin] * below + here / 2;
            same += here / 2;
            below += histogram.negatives()[bin];
        }
        double area = won / pairs;
        double[] squares = squares(histogram, bins, area);
        return new RankStatistic(
                area,
                same / pairs,
                positives,
                negatives,
                positives > 1 ? squares[0] / (positives - 1) : 0,
                negatives > 1 ? squares[1] / (negatives - 1) : 0);
    }

    private static double[] squares(ScoreHistogram histogram, int[] bins, double area) {
        double positivesAbove = histogram.positiveCount();
        double positives = positivesAbove;
        double negatives = histogram.negativeCount();
        double negativesBelow = 0;
        double[] squares = new double[2];
        for (int bin : bins) {
            double positive = histogram.positives()[bin];
            double negative = histogram.negatives()[bin];
            positivesAbove -= positive;
            double ofPositive = (negativesBelow + negative / 2) / negatives - area;
            double ofNegative = (positivesAbove + positive / 2) / positives - area;
            squares[0] += positive * ofPositive * ofPositive;
            squares[1] += negative * ofNegative * ofNegative;
            negativesBelow += negative;
        }
        return squares;
    }

    /** The area with its interval, or that one class is missing. */
    static Estimate estimate(ScoreHistogram histogram) {
        double positives = histogram.positiveCount();
        double negatives = histogram.negativeCount();
        if (positives == 0 || negatives == 0) {
            return Reasons.oneClass(positives + negatives);
        }
        return of(histogram, histogram.occupied()).estimate();
    }

    private Estimate.Measured estimate() {
        long n = Math.round(positives + negatives);
        if (value == 0 || value == 1) {
            double fewer = Math.min(positives, negatives);
            return Estimate.Measured.of(value, Bounds.wilson(value * fewer, fewer), "Wilson on the smaller class", n)
                    .withErrorBound(sameBin);
        }
        double deLong = ofPositives / positives + ofNegatives / negatives;
        // Placements without any spread, as those of a constant score, say nothing about what other patients would
        // show.
        boolean hopeful = Math.min(positives, negatives) < HanleyMcNeil.FEW || deLong == 0;
        double variance = hopeful ? Math.max(deLong, HanleyMcNeil.variance(value, positives, negatives)) : deLong;
        String method = hopeful ? "larger of DeLong's and Hanley and McNeil's variance, logit" : "DeLong, logit";
        return Estimate.Measured.of(value, Bounds.logit(value, StrictMath.sqrt(variance)), method, n)
                .withErrorBound(sameBin);
    }
}
