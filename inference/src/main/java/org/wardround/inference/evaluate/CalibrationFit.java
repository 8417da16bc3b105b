package org.wardround.inference.evaluate;

import java.util.Arrays;
import org.wardround.inference.estimate.Bounds;
import org.wardround.inference.estimate.Estimate;
import org.wardround.inference.estimate.Logit;

/**
 * Logistic regression of the event on the log-odds of the prediction (Cox 1958), by Newton's method over the bins of a histogram. Scores are
 * taken to lie in the middle of their bins.
 */
final class CalibrationFit {
    private static final int MAX_STEPS = 100;
    private static final double PRECISION = 1e-12;
    /** One to ten rows are a small cell. */
    private static final int FEW = 10;

    private final ScoreHistogram histogram;
    private final int[] bins;
    private final double rows;
    private double intercept;
    private double slope;

    private CalibrationFit(ScoreHistogram histogram, double slope) {
        this.histogram = histogram;
        this.bins = histogram.occupied();
        this.rows = histogram.positiveCount() + histogram.negativeCount();
        this.slope = slope;
    }

    /** Calibration in the large: the intercept where the slope is held at 1. */
    static Estimate inTheLarge(ScoreHistogram histogram) {
        CalibrationFit fit = new CalibrationFit(histogram, 1);
        if (fit.hasOneClass()) {
            return Reasons.oneClass(fit.rows);
        }
        fit.solve(false);
        double[] information = fit.gradientAndInformation();
        return fit.estimate(fit.intercept, 1 / information[2]);
    }

    /** Intercept and slope together. */
    static Recalibration of(ScoreHistogram histogram) {
        CalibrationFit fit = new CalibrationFit(histogram, 1);
        String obstacle = fit.obstacle();
        if (!obstacle.isEmpty()) {
            Estimate none = Reasons.of(fit.rows, obstacle);
            return new Recalibration(none, none);
        }
        fit.solve(true);
        double[] i = fit.gradientAndInformation();
        double determinant = i[2] * i[4] - i[3] * i[3];
        return new Recalibration(
                fit.estimate(fit.intercept, i[4] / determinant), fit.estimate(fit.slope, i[2] / determinant));
    }

    private boolean hasOneClass() {
        return histogram.positiveCount() == 0 || histogram.negativeCount() == 0;
    }

    /** Why there is no finite optimum; empty where there is one. */
    private String obstacle() {
        if (hasOneClass()) {
            return "only one class";
        }
        if (bins.length == 1) {
            return "all predictions are the same";
        }
        double[] positives = histogram.positives();
        double[] negatives = histogram.negatives();
        if (isOfFew()) {
            return "few patients would decide about the fit";
        }
        boolean overlap = first(positives) < last(negatives) && first(negatives) < last(positives);
        return overlap ? "" : "the predictions separate the classes perfectly, so no finite slope fits best";
    }

    /** Where most rows have one prediction, the slope is about the others; where there are two, it tells how many of each had the event. */
    private boolean isOfFew() {
        double[] counts = Arrays.stream(bins)
                .mapToDouble(bin -> histogram.positives()[bin] + histogram.negatives()[bin])
                .toArray();
        double most = Arrays.stream(counts).max().orElseThrow();
        boolean fewOthers = 2 * most > rows && rows - most <= FEW;
        boolean fewOfTwo = bins.length == 2
                && Arrays.stream(bins)
                        .anyMatch(bin -> isFew(histogram.positives()[bin])
                                || isFew(histogram.negatives()[bin]));
        return rows > FEW && (fewOthers || fewOfTwo);
    }

    private static boolean isFew(double count) {
        return count > 0 && count <= FEW;
    }

    private int first(double[] counts) {
        for (int bin : bins) {
            if (counts[bin] > 0) {
                return bin;
            }
        }
        throw new IllegalStateException("a class without rows");
    }

    private int last(double[] counts) {
        for (int i = bins.length - 1; i >= 0; i--) {
            if (counts[bins[i]] > 0) {
                return bins[i];
            }
        }
        throw new IllegalStateException("a class without rows");
    }

    private Estimate estimate(double value, double variance) {
        if (!Double.isFinite(value) || !Double.isFinite(StrictMath.sqrt(variance))) {
            return Reasons.of(rows, "the predictions are so certain that the rows say nothing about their calibration");
        }
        return Estimate.Measured.of(value, Bounds.normal(value, StrictMath.sqrt(variance)), "Wald", Math.round(rows));
    }

    private void solve(boolean withSlope) {
        double likelihood = logLikelihood();
        for (int step = 0; step < MAX_STEPS; step++) {
            double[] d = gradientAndInformation();
            double determinant = d[2] * d[4] - d[3] * d[3];
            double dIntercept = withSlope ? (d[4] * d[0] - d[3] * d[1]) / determinant : d[0] / d[2];
            double dSlope = withSlope ? (d[2] * d[1] - d[3] * d[0]) / determinant : 0;
            double before = likelihood;
            likelihood = ascend(dIntercept, dSlope, before);
            if (Math.abs(dIntercept) + Math.abs(dSlope) < PRECISION || likelihood <= before) {
                return;
            }
        }
    }

    /** Takes the step, halved until the likelihood does not fall. */
    private double ascend(double dIntercept, double dSlope, double before) {
        double oldIntercept = intercept;
        double oldSlope = slope;
        double length = 1;
        for (int halving = 0; halving < 40; halving++) {
            intercept = oldIntercept + length * dIntercept;
            slope = oldSlope + length * dSlope;
            double after = logLikelihood();
            if (after >= before) {
                return after;
            }
            length /= 2;
        }
        intercept = oldIntercept;
        slope = oldSlope;
        return before;
    }

    private double logLikelihood() {
        double sum = 0;
        for (int bin : bins) {
            double logOdds = intercept + slope * histogram.grid().middle(bin);
            sum -= histogram.positives()[bin] * softplus(-logOdds) + histogram.negatives()[bin] * softplus(logOdds);
        }
        return sum;
    }

    /** {@code log(1 + e^x)}. */
    private static double softplus(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }

    /** Gradient (intercept, slope), then information (intercept², intercept·slope, slope²). */
    private double[] gradientAndInformation() {
        double[] sums = new double[5];
        for (int bin : bins) {
            double x = histogram.grid().middle(bin);
            double count = histogram.positives()[bin] + histogram.negatives()[bin];
            double fitted = Logit.inverse(intercept + slope * x);
            double residual = histogram.positives()[bin] - count * fitted;
            double weight = count * fitted * (1 - fitted);
            sums[0] += residual;
            sums[1] += residual * x;
            sums[2] += weight;
            sums[3] += weight * x;
            sums[4] += weight * x * x;
        }
        return sums;
    }
}
