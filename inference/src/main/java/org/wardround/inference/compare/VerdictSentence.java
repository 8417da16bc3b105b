package org.wardround.inference.compare;

import java.util.Locale;
import org.wardround.core.study.Metric;

/** A verdict in plain words, with its interval. */
record VerdictSentence(Metric metric, double margin, double alpha) {
    String of(Verdict.Kind kind, Comparison comparison) {
        if (!(comparison instanceof Comparison.Measured measured)) {
            return "Cannot tell: %s.".formatted(comparison.note());
        }
        String numbers = "the difference in %s is %s (%s %% interval %s to %s)"
                .formatted(
                        inText(),
                        signed(measured.difference()),
                        plain(Math.rint(1000 * (1 - alpha)) / 10),
                        signed(measured.low()),
                        signed(measured.high()));
        return switch (kind) {
            case BETTER -> "The federated model is better here: %s.".formatted(numbers);
            case WORSE -> "The federated model is worse here: %s.".formatted(numbers);
            case EQUIVALENT ->
                "Both models are equivalent here: %s, inside the margin of %s.".formatted(numbers, plain(margin));
            case CANNOT_TELL -> "Cannot tell: %s%s.".formatted(numbers, doubt(measured));
        };
    }

    private String inText() {
        return switch (metric) {
            case ACCURACY -> "accuracy";
            case BALANCED_ACCURACY -> "balanced accuracy";
            case SENSITIVITY -> "sensitivity";
            case SPECIFICITY -> "specificity";
            case PPV, NPV, F1, AUROC, AUPRC, RMSE -> metric.name();
            case BRIER -> "Brier score";
            case LOG_LOSS -> "log loss";
            case CALIBRATION_INTERCEPT -> "calibration intercept";
            case CALIBRATION_SLOPE -> "calibration slope";
            case NET_BENEFIT -> "net benefit";
            case R2 -> "R²";
            case CONCORDANCE -> "concordance";
            case CONCORDANCE_ALL_PAIRS -> "concordance over all pairs";
        };
    }

    private String doubt(Comparison.Measured measured) {
        if (!measured.sufficient()) {
            return "; " + measured.note();
        }
        return measured.low() > 0 || measured.high() < 0
                ? ", which is not clear enough once corrected for all that is asked"
                : ", which neither shows a difference nor stays inside the margin of " + plain(margin);
    }

    private static String signed(double value) {
        String text = String.format(Locale.ROOT, "%+.3f", value).replace('-', '−');
        return text.equals("−0.000") || text.equals("+0.000") ? "0.000" : text;
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
