package org.wardround.study.results;

import java.util.List;
import org.wardround.core.study.Metric;

/** The tables behind the metrics; a part that does not apply to the outcome is empty. */
public record Tables(
        Confusion confusion,
        List<ClassResult> classes,
        List<CalibrationBin> calibration,
        List<NetBenefitPoint> netBenefit,
        ScoreHistogram scoreHistogram) {
    public static final Tables NONE = new Tables(Confusion.NONE, List.of(), List.of(), List.of(), ScoreHistogram.NONE);

    public Tables {
        classes = List.copyOf(classes);
        calibration = List.copyOf(calibration);
        netBenefit = List.copyOf(netBenefit);
    }

    public boolean isNone() {
        return equals(NONE);
    }

    /**
     * One class against the rest.
     *
     * @param support test rows of the class, which may be suppressed
     * @param figures sensitivity, specificity, PPV, NPV, F1 and AUROC
     */
    public record ClassResult(String label, Count support, Metrics figures) {
        /** With a count that is shown. */
        public ClassResult(String label, int support, Metrics figures) {
            this(label, Count.of(support), figures);
        }

        /** NaN where not defined, or not there. */
        public double value(Metric metric) {
            return figures.find(metric).map(MetricValue::value).orElse(Double.NaN);
        }
    }

    /** A group of rows with similar predictions, with the 95 % interval of what was observed. */
    public record CalibrationBin(double meanPredicted, double observed, double low, double high, int n) {}

    /** Net benefit a patient at one threshold (Vickers and Elkin 2006, equation 1); treating nobody has 0. */
    public record NetBenefitPoint(double threshold, double model, double treatAll) {}
}
