package org.wardround.inference.evaluate;

import org.wardround.inference.estimate.Bounds;
import org.wardround.inference.estimate.Estimate;

/**
 * The area under the precision–recall curve as average precision, Σ (recallₖ − recallₖ₋₁)·precisionₖ from the highest bin down, with the logit
 * interval of Boyd, Eng and Page (2013, section 3.2).
 */
final class AveragePrecision {
    private AveragePrecision() {}

    static Estimate estimate(ScoreHistogram histogram) {
        double positives = histogram.positiveCount();
        double rows = positives + histogram.negativeCount();
        if (positives == 0) {
            return Reasons.of(rows, "no events");
        }
        double value = 0;
        double best = 0;
        double worst = 0;
        double hits = 0;
        double misses = 0;
        int[] bins = histogram.occupied();
        for (int i = bins.length - 1; i >= 0; i--) {
            double here = histogram.positives()[bins[i]];
            double wrong = histogram.negatives()[bins[i]];
            value += here * (hits + here) / (hits + here + misses + wrong);
            best += here == 0 ? 0 : here * (hits + here) / (hits + here + misses);
            worst += sum(hits, misses + wrong, here);
            hits += here;
            misses += wrong;
        }
        double precision = value / positives;
        // At best a bin's positives are tied and before its negatives, at worst they come after them one by one.
        double error = Math.max(Math.max(best / positives - precision, precision - worst / positives), 0);
        return estimate(precision, positives, rows).offBy(error, 0, 1);
    }

    private static Estimate.Measured estimate(double value, double positives, double rows) {
        if (value >= 1) {
            return Estimate.Measured.of(
                    1, Bounds.wilson(positives, positives), "Wilson on the events", Math.round(rows));
        }
        double standardError = StrictMath.sqrt(value * (1 - value) / positives);
        return Estimate.Measured.of(
                value, Bounds.logit(value, standardError), "logit (Boyd, Eng and Page)", Math.round(rows));
    }

    /** Σ over the bin's positives of the precision at each, coming one after another. */
    private static double sum(double hits, double misses, double positives) {
        double sum = 0;
        for (double i = 1; i <= positives; i++) {
            sum += (hits + i) / (hits + i + misses);
        }
        return sum;
    }
}
