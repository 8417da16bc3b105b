package org.wardround.cli.command;

import java.util.Locale;
import org.wardround.core.study.Metric;
import org.wardround.study.results.MetricValue;

/** Metrics in words and digits for a terminal. */
final class MetricWords {
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
    static String alone(MetricValue value, int decimals) {
        return value.isDefined() ? number(value.value(), decimals) : "not defined";
    }

    /** {@code 0.84 (0.71–0.94)}; {@code not defined} where there is no such value. */
    static String withInterval(MetricValue value, int decimals) {
        if (!value.isDefined()) {
            return "not defined";
        }
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
        return Double.parseDouble(text) == 0 ? text.replace("-", "") : text;
    }

    /** So many decimals that a number of this size shows {@code digits} significant ones; values up to 1 count as below 1. */
    static int decimals(double largest, int digits) {
        int decimals = digits;
        for (double size = Math.abs(largest); size > 1 && decimals > 0; size /= 10) {
            decimals--;
        }
        return decimals;
    }
}
