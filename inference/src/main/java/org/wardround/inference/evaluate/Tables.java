package org.wardround.inference.evaluate;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.wardround.core.study.Metric;
import org.wardround.inference.estimate.Bounds;
import org.wardround.inference.estimate.Estimate;

/**
 * Tables and curves beside the metrics. Each is empty where it does not apply. Counts are those of the sum: whoever publishes them applies the
 * rule on small cells.
 *
 * @param labels of the confusion matrix
 * @param confusion rows are the truth, columns what was predicted
 */
public record Tables(
        List<String> labels,
        List<List<Long>> confusion,
        List<ClassFigures> classes,
        List<CalibrationGroup> calibration,
        List<NetBenefit> netBenefit,
        Scores scores) {
    /** No tables. */
    static final Tables NONE = new Tables(List.of(), List.of(), List.of(), List.of(), List.of(), Scores.NONE);

    public Tables {
        labels = List.copyOf(labels);
        confusion = List.copyOf(confusion);
        classes = List.copyOf(classes);
        calibration = List.copyOf(calibration);
        netBenefit = List.copyOf(netBenefit);
    }

    /**
     * One class against all others.
     *
     * @param support rows of the class
     */
    public record ClassFigures(String label, long support, Map<Metric, Estimate> metrics) {
        /** Sensitivity, specificity, PPV, NPV and F1 from the counts, AUROC as given. */
        static ClassFigures of(String label, Confusion confusion, Estimate auroc) {
            Map<Metric, Estimate> metrics = new EnumMap<>(Metric.class);
            metrics.put(Metric.SENSITIVITY, confusion.recall());
            metrics.put(Metric.SPECIFICITY, confusion.exchanged().recall());
            metrics.put(Metric.PPV, confusion.precision());
            metrics.put(Metric.NPV, confusion.exchanged().precision());
            metrics.put(Metric.F1, confusion.f1());
            metrics.put(Metric.AUROC, auroc);
            long support = Math.round(confusion.truePositives() + confusion.falseNegatives());
            return new ClassFigures(label, support, metrics);
        }

        public ClassFigures {
            metrics = Collections.unmodifiableMap(new EnumMap<>(metrics));
        }

        /** One of the six; throws {@link IllegalArgumentException} for any other. */
        public Estimate of(Metric metric) {
            Estimate estimate = metrics.get(metric);
            if (estimate == null) {
                throw new IllegalArgumentException("a class has no " + metric.jsonName());
            }
            return estimate;
        }
    }

    /**
     * Rows with neighbouring predictions.
     *
     * @param meanPredicted from the middles of the histogram's bins
     * @param observed share of events, with Wilson's interval
     */
    public record CalibrationGroup(double meanPredicted, double observed, Bounds interval, long n) {}

    /** Net benefit of treating whom the model flags at a threshold, and of treating all; treating nobody has 0. */
    public record NetBenefit(double threshold, double model, double treatAll) {}

    /**
     * A coarse histogram of predicted probabilities.
     *
     * @param edges one more than there are counts
     */
    public record Scores(List<Double> edges, List<Long> positives, List<Long> negatives) {
        static final Scores NONE = new Scores(List.of(), List.of(), List.of());

        public Scores {
            edges = List.copyOf(edges);
            positives = List.copyOf(positives);
            negatives = List.copyOf(negatives);
        }
    }
}
