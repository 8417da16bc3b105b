package org.wardround.inference.compare;

import java.util.Arrays;
import org.wardround.core.study.Metric;
import org.wardround.core.study.VariableType;
import org.wardround.inference.evaluate.Losses;

/**
 * What keeps a comparison from saying more than its rows can.
 *
 * @param largest no difference can lie beyond ±{@code largest}; infinite where the metric has no bound
 * @param oneClass whether the metric is about several classes and all rows are of one
 */
record PossibleDifferences(double largest, boolean oneClass) {
    private static final double NO_SPREAD = 1e-9;

    static PossibleDifferences of(Metric metric, PairedRows rows) {
        boolean classes = rows.type() == VariableType.BINARY || rows.type() == VariableType.CATEGORY;
        boolean within = metric == Metric.SENSITIVITY || metric == Metric.SPECIFICITY;
        boolean one = Arrays.stream(rows.outcomes()).distinct().count() == 1;
        return new PossibleDifferences(largest(metric, rows), classes && !within && one);
    }

    private static double largest(Metric metric, PairedRows rows) {
        return switch (metric) {
            case ACCURACY,
                    BALANCED_ACCURACY,
                    SENSITIVITY,
                    SPECIFICITY,
                    PPV,
                    NPV,
                    F1,
                    AUROC,
                    AUPRC,
                    CONCORDANCE,
                    CONCORDANCE_ALL_PAIRS -> 1;
            case BRIER -> rows.type() == VariableType.CATEGORY ? 2 : 1;
            case LOG_LOSS -> Losses.log(0);
            case NET_BENEFIT -> 1 + Math.max(odds(rows.a()), odds(rows.b()));
            case RMSE, R2, CALIBRATION_INTERCEPT, CALIBRATION_SLOPE -> Double.POSITIVE_INFINITY;
        };
    }

    /** What a false alarm costs. */
    private static double odds(ModelRows model) {
        return Double.isNaN(model.threshold()) ? 0 : model.threshold() / (1 - model.threshold());
    }

    Comparison checked(Comparison comparison) {
        if (!(comparison instanceof Comparison.Measured measured)) {
            return comparison;
        }
        if (measured.high() - measured.low() <= NO_SPREAD * Math.abs(measured.difference())) {
            return new Comparison.Undefined(
                    measured.n(), "the difference shows no spread at all, so nothing can be said about its chance");
        }
        Comparison.Measured possible = measured.within(largest);
        return oneClass ? possible.insufficient("only one class among the test rows") : possible;
    }
}
