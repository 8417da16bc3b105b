package org.wardround.cli.command;

import java.util.Locale;
import org.wardround.core.study.Metric;
import org.wardround.study.results.MetricValue;

/** Metrics in words and digits for a terminal. */
final class MetricWords {
    private static final int MOST_DECIMALS = 9;

    private MetricWords() {}

    static String title(Metric metric) {
        return switch (metric) {
            case ACCURACY -> "Accuracy";
            case BALANCED_ACCURACY -> "Balanced accuracy";
            case SENSITIVITY -> "Sensitivity";
            case SPECIFICITY -> "Specificity";
            case PPV -> "Positive predictive value";
            case NPV -> "Negative predictive value";
            case F1 -> "F1";
            case AUROC -> "AUROC";
            case AUPRC -> "AUPRC";
            case BRIER -> "Brier score";
            case LOG_LOSS -> "Log loss";
            case CALIBRATION_INTERCEPT -> "Calibration intercept";
            case CALIBRATION_SLOPE -> "Calibration slope";
            case NET_BENEFIT -> "Net benefit";
            case RMSE -> "Root mean squared error";
            case R2 -> "R²";
            case CONCORDANCE -> "Concordance within sites";
            case CONCORDANCE_ALL_PAIRS -> "Concordance over all pairs";
        };
    }

    /** {@code 0.84}; {@code not defined} where there is no such value. */
    static String alone(Metric metric, MetricValue value, int digits) {
        return value.isDefined() ? number(value.value(), decimals(metric, value.value(), digits)) : missing(value);
    }

    /** {@code 0.84 (0.71–0.94)}; {@code not defined} where there is no such value. */
    static String withInterval(Metric metric, MetricValue value, int digits) {
        if (!value.isDefined()) {
            return missing(value);
        }
        return withDecimals(value, decimals(metric, value.value(), digits));
    }

    /** The same with as many decimals as asked for; the value must be defined. */
    static String withDecimals(MetricValue value, int decimals) {
        if (Double.isNaN(value.low()) || Double.isNaN(value.high())) {
            return number(value.value(), decimals);
        }
        String to = value.low() < 0 ? " to " : "–";
        return "%s (%s%s%s)"
                .formatted(
                        number(value.value(), decimals),
                        number(value.low(), decimals),
                        to,
                        number(value.high(), decimals));
    }

    static String number(double value, int decimals) {
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return Double.parseDouble(text) == 0 ? text.replace("-", "") : text.replace('-', '−');
    }

    /**
     * So many decimals that a value shows {@code digits} significant ones, the whole part always in full. A metric without a unit has as many
     * decimals wherever it is up to 1, so that values stand under each other.
     */
    static int decimals(Metric metric, double value, int digits) {
        double size = Double.isFinite(value) ? Math.abs(value) : 1;
        int decimals = digits;
        for (; size > 1 && decimals > 0; size /= 10) {
            decimals--;
        }
        for (; metric == Metric.RMSE && size > 0 && size < 0.1 && decimals < MOST_DECIMALS; size *= 10) {
            decimals++;
        }
        return decimals;
    }

    /** What stands for a value that is not there. */
    static String missing(MetricValue value) {
        return value.isSuppressed() ? MetricValue.SUPPRESSED : MetricValue.NOT_DEFINED;
    }
}
