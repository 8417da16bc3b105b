package org.wardround.inference.compare;

import java.util.Arrays;
import org.wardround.core.study.Metric;
import org.wardround.inference.evaluate.ScoredRows;

/** A metric of rows that count as often as their weight says; what can be prepared is prepared once. NaN where it does not exist. */
@FunctionalInterface
interface WeightedMetric {
    double value(double[] weights);

    static WeightedMetric of(Metric metric, ModelRows model) {
        return switch (metric) {
            case PPV -> weights -> ratio(model, weights, true);
            case NPV -> weights -> ratio(model, weights, false);
            case F1 -> weights -> f1(model, weights);
            case AUPRC -> averagePrecision(model.rows());
            case R2 -> weights -> r2(model.rows(), weights);
            default -> throw new IllegalArgumentException("no bootstrap of " + metric.jsonName());
        };
    }

    /** Among the rows that the model flags (or does not) the share that it is right about. */
    private static double ratio(ModelRows model, double[] weights, boolean flagged) {
        double right = 0;
        double all = 0;
        for (int row = 0; row < weights.length; row++) {
            if (model.flags(row) == flagged) {
                all += weights[row];
                right += model.rows().outcomes()[row] == (flagged ? 1 : 0) ? weights[row] : 0;
            }
        }
        return right / all;
    }

    private static double f1(ModelRows model, double[] weights) {
        double hits = 0;
        double errors = 0;
        for (int row = 0; row < weights.length; row++) {
            boolean event = model.rows().outcomes()[row] == 1;
            hits += event && model.flags(row) ? weights[row] : 0;
            errors += event != model.flags(row) ? weights[row] : 0;
        }
        return 2 * hits / (2 * hits + errors);
    }

    /** Rows with equal scores share one threshold. */
    private static WeightedMetric averagePrecision(ScoredRows rows) {
        double[] scores = rows.scores();
        Integer[] order = new Integer[rows.rows()];
        Arrays.setAll(order, row -> row);
        Arrays.sort(order, (i, j) -> Double.compare(scores[j], scores[i]));
        return weights -> {
            double hits = 0;
            double flagged = 0;
            double sum = 0;
            int next = 0;
            while (next < order.length) {
                double score = scores[order[next]];
                double here = 0;
                for (; next < order.length && scores[order[next]] == score; next++) {
                    here += rows.outcomes()[order[next]] == 1 ? weights[order[next]] : 0;
                    flagged += weights[order[next]];
                }
                hits += here;
                sum += flagged == 0 ? 0 : here * hits / flagged;
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
