package org.wardround.inference.compare;

import java.util.stream.IntStream;
import org.wardround.core.study.Metric;
import org.wardround.inference.evaluate.ScoredRows;

/** A metric of rows that count as often as their weight says; what can be prepared is prepared once. NaN where it does not exist. */
@FunctionalInterface
interface WeightedMetric {
    double value(double[] weights);

    static WeightedMetric of(Metric metric, ModelRows model) {
        return switch (metric) {
            case PPV -> ratio(model, true);
            case NPV -> ratio(model, false);
            case F1 -> f1(model);
            case AUPRC -> averagePrecision(model.rows());
            case R2 -> weights -> r2(model.rows(), weights);
            default -> throw new IllegalArgumentException("no bootstrap of " + metric.jsonName());
        };
    }

    /** Among the rows that the model flags (or does not) the share that it is right about. */
    private static WeightedMetric ratio(ModelRows model, boolean flagged) {
        double[] outcomes = model.rows().outcomes();
        int[] right = model.where(row -> model.flags(row) == flagged && (outcomes[row] == 1) == flagged);
        int[] all = model.where(row -> model.flags(row) == flagged);
        return weights -> sum(weights, right) / sum(weights, all);
    }

    private static WeightedMetric f1(ModelRows model) {
        double[] outcomes = model.rows().outcomes();
        int[] hits = model.where(row -> model.flags(row) && outcomes[row] == 1);
        int[] errors = model.where(row -> model.flags(row) != (outcomes[row] == 1));
        return weights -> {
            double twice = 2 * sum(weights, hits);
            return twice / (twice + sum(weights, errors));
        };
    }

    private static double sum(double[] weights, int[] rows) {
        double sum = 0;
        for (int row : rows) {
            sum += weights[row];
        }
        return sum;
    }

    /** Rows with equal scores share one threshold. */
    private static WeightedMetric averagePrecision(ScoredRows rows) {
        double[] scores = rows.scores();
        int[] order = IntStream.range(0, rows.rows())
                .boxed()
                .sorted((i, j) -> Double.compare(scores[j], scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        boolean[] event = new boolean[order.length];
        boolean[] lastOfScore = new boolean[order.length];
        for (int i = 0; i < order.length; i++) {
            event[i] = rows.outcomes()[order[i]] == 1;
            lastOfScore[i] = i + 1 == order.length || scores[order[i + 1]] != scores[order[i]];
        }
        return weights -> {
            double hits = 0;
            double flagged = 0;
            double sum = 0;
            double here = 0;
            for (int i = 0; i < order.length; i++) {
                double weight = weights[order[i]];
                flagged += weight;
                here += event[i] ? weight : 0;
                if (lastOfScore[i]) {
                    hits += here;
                    sum += here == 0 ? 0 : here * hits / flagged;
                    here = 0;
                }
            }
            return sum / hits;
        };
    }

    private static double r2(ScoredRows rows, double[] weights) {
        double sum = 0;
        double count = 0;
        for (int row = 0; row < weights.length; row++) {
            sum += weights[row] * rows.outcomes()[row];
            count += weights[row];
        }
        double mean = sum / count;
        double errors = 0;
        double total = 0;
        for (int row = 0; row < weights.length; row++) {
            double error = rows.outcomes()[row] - rows.scores()[row];
            double distance = rows.outcomes()[row] - mean;
            errors += weights[row] * error * error;
            total += weights[row] * distance * distance;
        }
        return total > 0 ? 1 - errors / total : Double.NaN;
    }
}
