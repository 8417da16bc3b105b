package org.wardround.inference.evaluate;

import org.wardround.inference.estimate.Bounds;
import org.wardround.inference.estimate.Estimate;
import org.wardround.inference.estimate.RatioEstimate;

/**
 * Sums over patients of comparable pairs (b) and of the rightly ordered ones among them (a).
 *
 * @param patients who are in a comparable pair
 * @param events rows with an event that are the earlier one of a comparable pair
 */
record PairSums(double patients, double events, double a, double b, double aa, double ab, double bb) {
    static final int LENGTH = 7;

    static PairSums of(double[] values) {
        return new PairSums(values[0], values[1], values[2], values[3], values[4], values[5], values[6]);
    }

    static PairSums of(ScoredRows rows) {
        Concordance.Pairs pairs = Concordance.pairs(rows.outcomes(), rows.events(), rows.scores());
        double[][] byPatient = Concordance.byPatient(pairs, rows.patients());
        double[] sums = new double[LENGTH];
        sums[1] = pairs.leadingEvents();
        for (int patient = 0; patient < byPatient[0].length; patient++) {
            double a = byPatient[0][patient];
            double b = byPatient[1][patient];
            sums[0] += b > 0 ? 1 : 0;
            sums[2] += a;
            sums[3] += b;
            sums[4] += a * a;
            sums[5] += a * b;
            sums[6] += b * b;
        }
        return of(sums);
    }

    /** With pairs counted in units of 1/{@code factor}: sums by it, products by its square. */
    PairSums scaled(double factor) {
        double square = factor * factor;
        return new PairSums(patients, events, a * factor, b * factor, aa * square, ab * square, bb * square);
    }

    double[] toArray() {
        return new double[] {patients, events, a, b, aa, ab, bb};
    }

    /** Concordance, with twice the ratio estimator's standard error because every pair has two ends. */
    Estimate estimate(long n) {
        if (b == 0) {
            return Reasons.of((double) n, "no comparable pair");
        }
        RatioEstimate ratio = new RatioEstimate(patients, a, b, aa, ab, bb);
        double value = Math.min(1, Math.max(0, ratio.value()));
        double standardError = 2 * ratio.standardError();
        if (!(value > 0 && value < 1 && standardError > 0)) {
            return Estimate.Measured.of(value, Bounds.wilson(value * events, events), "Wilson on the events", n);
        }
        if (events >= HanleyMcNeil.FEW) {
            return Estimate.Measured.of(value, Bounds.logit(value, standardError), "influence of patients, logit", n);
        }
        double few = StrictMath.sqrt(HanleyMcNeil.variance(value, events, b / 2 / events));
        return Estimate.Measured.of(
                value,
                Bounds.logit(value, Math.max(standardError, few)),
                "larger of patients' influence and Hanley and McNeil's variance, logit",
                n);
    }
}
