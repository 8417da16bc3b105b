package org.wardround.inference.evaluate;

import java.util.List;
import java.util.Map;
import org.wardround.core.study.Metric;
import org.wardround.inference.estimate.Bounds;
import org.wardround.inference.estimate.Estimate;
import org.wardround.inference.estimate.Proportion;

/** The four counts at a threshold, and the figures that follow from them. */
record Confusion(double truePositives, double falsePositives, double falseNegatives, double trueNegatives) {
    static Confusion of(double[] counts) {
        return new Confusion(counts[0], counts[1], counts[2], counts[3]);
    }

    double rows() {
        return truePositives + falsePositives + falseNegatives + trueNegatives;
    }

    private Proportion sensitivity() {
        return new Proportion(truePositives, truePositives + falseNegatives);
    }

    private Proportion specificity() {
        return new Proportion(trueNegatives, trueNegatives + falsePositives);
    }

    /** The same with the classes exchanged. */
    Confusion exchanged() {
        return of(new double[] {trueNegatives, falseNegatives, falsePositives, truePositives});
    }

    void addTo(Map<Metric, Estimate> metrics, double threshold) {
        metrics.put(Metric.ACCURACY, new Proportion(truePositives + trueNegatives, rows()).estimate("no rows"));
        metrics.put(Metric.BALANCED_ACCURACY, balancedAccuracy());
        metrics.put(Metric.SENSITIVITY, recall());
        metrics.put(Metric.SPECIFICITY, exchanged().recall());
        metrics.put(Metric.PPV, precision());
        metrics.put(Metric.NPV, exchanged().precision());
        metrics.put(Metric.F1, f1());
        metrics.put(Metric.NET_BENEFIT, netBenefit(threshold));
    }

    Estimate recall() {
        return sensitivity().estimate("no rows of the class");
    }

    Estimate precision() {
        return new Proportion(truePositives, truePositives + falsePositives)
                .estimate("no row was predicted to be of the class");
    }

    private Estimate balancedAccuracy() {
        return sensitivity().trials() == 0 || specificity().trials() == 0
                ? Reasons.oneClass(rows())
                : Proportion.mean(List.of(sensitivity(), specificity()));
    }

    /** F1 = 2J/(1+J), J being the share of hits among hits and errors: Wilson's limits of J, turned into limits of F1. */
    Estimate f1() {
        Proportion jaccard = new Proportion(truePositives, truePositives + falsePositives + falseNegatives);
        if (jaccard.trials() == 0) {
            return Reasons.of(rows(), "the class neither occurs nor was predicted");
        }
        Bounds bounds = new Bounds(
                fromJaccard(jaccard.bounds().low()),
                fromJaccard(jaccard.bounds().high()));
        return Estimate.Measured.of(
                fromJaccard(jaccard.value()), bounds, "Wilson on the Jaccard index", Math.round(rows()));
    }

    private static double fromJaccard(double jaccard) {
        return 2 * jaccard / (1 + jaccard);
    }

    /** TP/n − FP/n · t/(1−t) (Vickers and Elkin 2006). */
    private Estimate netBenefit(double threshold) {
        if (rows() == 0) {
            return new Estimate.Undefined(0, "no rows");
        }
        Proportion hits = new Proportion(truePositives, rows());
        return Proportion.difference(hits, threshold / (1 - threshold), new Proportion(falsePositives, rows()));
    }
}
