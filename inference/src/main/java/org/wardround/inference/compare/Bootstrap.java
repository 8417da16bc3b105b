package org.wardround.inference.compare;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wardround.core.random.SeededStream;
import org.wardround.core.study.Metric;
import org.wardround.inference.estimate.Quantiles;

/**
 * Resamples patients with all their rows (Efron 1979), 2,000 times. The interval is the union of the percentile interval and of the t interval
 * with the resamples' standard deviation, p the larger of the two methods' p: either alone is too hopeful in small samples.
 */
final class Bootstrap {
    /** The metrics that have no other method. */
    static final Set<Metric> METRICS = Set.of(Metric.PPV, Metric.NPV, Metric.F1, Metric.AUPRC, Metric.R2);

    private static final int RESAMPLES = 2_000;
    private static final double LEAST_USABLE = 0.9;

    /** Fewer patients have too few different resamples. */
    private static final int FEWEST = 5;

    /** Of fewer, some resamples hold outcomes that hardly differ, and then R² has no bound. */
    private static final int FEWEST_FOR_R2 = 10;

    private final PairedRows rows;
    private final double alpha;
    private final long seed;
    private final List<Metric> metrics;
    private final int[] clusters;
    private final int patients;
    private final Map<Metric, double[]> resampled = new EnumMap<>(Metric.class);

    /** @param metrics to compare by: drawing costs most, so all share the resamples */
    Bootstrap(PairedRows rows, double alpha, long seed, List<Metric> metrics) {
        this.rows = rows;
        this.alpha = alpha;
        this.seed = seed;
        this.metrics = metrics;
        this.clusters = rows.clusters();
        this.patients = PairedDifference.patients(clusters);
    }

    Comparison compare(Metric metric) {
        WeightedMetric a = WeightedMetric.of(metric, rows.a());
        WeightedMetric b = WeightedMetric.of(metric, rows.b());
        double[] once = new double[rows.rows()];
        Arrays.fill(once, 1);
        double difference = a.value(once) - b.value(once);
        if (Double.isNaN(difference)) {
            return new Comparison.Undefined(rows.rows(), "one of the two models has no such figure on these rows");
        }
        int fewest = metric == Metric.R2 ? FEWEST_FOR_R2 : FEWEST;
        if (patients < fewest) {
            return new Comparison.Undefined(rows.rows(), "needs %d patients or more".formatted(fewest));
        }
        if (resampled.isEmpty()) {
            resample();
        }
        double[] differences = resampled.getOrDefault(metric, new double[0]);
        if (differences.length < LEAST_USABLE * RESAMPLES) {
            return new Comparison.Undefined(rows.rows(), "too few rows to resample");
        }
        Comparison compared = compare(metric, difference, differences);
        boolean withFloor = switch (metric) {
            case PPV, NPV, F1 -> true;
            case AUPRC -> deviation(differences) == 0;
            default -> false;
        };
        return withFloor ? PairedDifference.atLeast(compared, trials(metric), alpha) : compared;
    }

    /** How many rows the figure is about, under the model for which they are fewer. */
    private double trials(Metric metric) {
        if (metric == Metric.F1 || metric == Metric.AUPRC) {
            return rows.where(rows::isEvent).length;
        }
        boolean flagged = metric == Metric.PPV;
        return Math.min(
                rows.where(row -> rows.a().flags(row) == flagged).length,
                rows.where(row -> rows.b().flags(row) == flagged).length);
    }

    private Comparison compare(Metric metric, double difference, double[] resamples) {
        double deviation = deviation(resamples);
        double half = Quantiles.student(alpha, patients - 1.0) * deviation;
        double low = Math.min(quantile(resamples, alpha / 2), difference - half);
        double high = Math.max(quantile(resamples, 1 - alpha / 2), difference + half);
        double p = deviation == 0 ? 1 : Quantiles.studentP(difference / deviation, patients - 1.0);
        return new Comparison.Measured(
                difference,
                low,
                high,
                Math.max(p, percentileP(resamples)),
                rows.rows(),
                "bootstrap over patients, percentile and t",
                insufficient(metric).isEmpty(),
                insufficient(metric));
    }

    private String insufficient(Metric metric) {
        String few = PairedDifference.tooFewPatients(patients);
        if (metric == Metric.R2 || !few.isEmpty()) {
            return few;
        }
        double events = rows.where(rows::isEvent).length;
        return PairedDifference.tooFewInClass(Math.min(events, rows.rows() - events));
    }

    /** For each metric the differences of the resamples in which both models have a figure, ascending. */
    private void resample() {
        List<Difference> differences = metrics.stream()
                .map(metric -> new Difference(
                        metric, WeightedMetric.of(metric, rows.a()), WeightedMetric.of(metric, rows.b())))
                .toList();
        SeededStream stream = SeededStream.of(seed, "bootstrap");
        double[] drawn = new double[patients];
        double[] weights = new double[rows.rows()];
        for (int i = 0; i < RESAMPLES; i++) {
            Arrays.fill(drawn, 0);
            for (int draw = 0; draw < patients; draw++) {
                drawn[stream.nextInt(patients)]++;
            }
            for (int row = 0; row < weights.length; row++) {
                weights[row] = drawn[clusters[row]];
            }
            for (Difference difference : differences) {
                difference.add(weights);
            }
        }
        differences.forEach(difference -> resampled.put(difference.metric, difference.sorted()));
    }

    /** One metric's differences. */
    private static final class Difference {
        private final Metric metric;
        private final WeightedMetric a;
        private final WeightedMetric b;
        private final double[] values = new double[RESAMPLES];
        private int usable;

        Difference(Metric metric, WeightedMetric a, WeightedMetric b) {
            this.metric = metric;
            this.a = a;
            this.b = b;
        }

        void add(double[] weights) {
            double value = a.value(weights) - b.value(weights);
            if (!Double.isNaN(value)) {
                values[usable++] = value;
            }
        }

        double[] sorted() {
            double[] sorted = Arrays.copyOf(values, usable);
            Arrays.sort(sorted);
            return sorted;
        }
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).sum() / values.length;
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return StrictMath.sqrt(squares / (values.length - 1));
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1.0, Math.floor(share * sorted.length))];
    }

    private static double percentileP(double[] sorted) {
        double atOrBelow = Arrays.stream(sorted).filter(value -> value <= 0).count();
        double atOrAbove = Arrays.stream(sorted).filter(value -> value >= 0).count();
        return Math.min(1, 2 * (Math.min(atOrBelow, atOrAbove) + 1) / (sorted.length + 1));
    }
}
