package org.wardround.report.section;

import org.wardround.core.study.Metric;
import org.wardround.report.plot.Scale;
import org.wardround.study.results.Results;

/**
 * A metric in words.
 *
 * @param name for tables and axes
 * @param inText for the middle of a sentence
 * @param definition what it says, in one sentence
 */
record MetricWords(String name, String inText, String definition) {
    static MetricWords of(Metric metric) {
        return switch (metric) {
            case ACCURACY -> same(metric, "Share of patients who are classified rightly.");
            case BALANCED_ACCURACY -> same(metric, "Mean of the sensitivities of the classes.");
            case SENSITIVITY -> same(metric, "Share of patients with the event whom the model flags.");
            case SPECIFICITY -> same(metric, "Share of patients without the event whom the model does not flag.");
            case PPV -> kept(metric, "Positive predictive value: share with the event among those flagged.");
            case NPV -> kept(metric, "Negative predictive value: share without the event among those not flagged.");
            case F1 -> kept(metric, "Harmonic mean of sensitivity and PPV.");
            case AUROC ->
                kept(
                        metric,
                        "Area under the ROC curve: how often a patient with the event has the higher predicted risk than one without. 0.5 is chance, 1 is perfect.");
            case AUPRC ->
                kept(
                        metric,
                        "Area under the precision–recall curve, as average precision. Chance is the share of patients with the event.");
            case BRIER ->
                new MetricWords(
                        metric.title(),
                        "Brier score",
                        "Mean squared error of the predicted probabilities; 0 is perfect.");
            case LOG_LOSS -> same(metric, "Mean of −log of the probability given to what came true; 0 is perfect.");
            case CALIBRATION_INTERCEPT ->
                same(
                        metric,
                        "Calibration in the large: 0 is ideal; above 0, risks are predicted too low on average, below 0 too high.");
            case CALIBRATION_SLOPE ->
                same(metric, "1 is ideal; below 1, predictions are too extreme, above 1 not extreme enough.");
            case NET_BENEFIT ->
                same(
                        metric,
                        "At the threshold: patients rightly flagged less those wrongly flagged, these weighted by the odds of the threshold, a patient. Flagging nobody has 0.");
            case RMSE -> kept(metric, "Root of the mean squared error, in the unit of the outcome; 0 is perfect.");
            case R2 ->
                kept(
                        metric,
                        "Share of the outcome's variance that the predictions explain; below 0, the mean would predict better.");
            case CONCORDANCE ->
                same(
                        metric,
                        "How often, of two patients of one hospital, the one with the higher predicted risk has the event first. 0.5 is chance, 1 is perfect.");
            case CONCORDANCE_ALL_PAIRS ->
                new MetricWords(
                        metric.title(),
                        "concordance over all pairs",
                        "Concordance over pairs across hospitals too; only a simulation can compute it.");
        };
    }

    private static MetricWords same(Metric metric, String definition) {
        String name = metric.title();
        return new MetricWords(name, Character.toLowerCase(name.charAt(0)) + name.substring(1), definition);
    }

    private static MetricWords kept(Metric metric, String definition) {
        return new MetricWords(metric.title(), metric.title(), definition);
    }

    /** Name, unit where the metric has the outcome's, and which way is better. */
    static String axis(Metric metric, Results results) {
        return withUnit(of(metric).name(), metric, results)
                + (isCalibration(metric) ? "" : metric.higherIsBetter() ? " (higher is better)" : " (lower is better)");
    }

    /** The outcome's unit after a name or word for the metric, where the metric has it. */
    static String withUnit(String words, Metric metric, Results results) {
        return metric == Metric.RMSE
                ? Names.withUnit(words, results.header().study().outcome().unit())
                : words;
    }

    static boolean isCalibration(Metric metric) {
        return metric == Metric.CALIBRATION_INTERCEPT || metric == Metric.CALIBRATION_SLOPE;
    }

    /** The axis cut to the metric's range, for metrics that have one. */
    static Scale within(Metric metric, Scale scale) {
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
                    CONCORDANCE_ALL_PAIRS -> scale.within(0, 1);
            case BRIER, LOG_LOSS, RMSE -> scale.within(0, Double.MAX_VALUE);
            case R2 -> scale.within(-Double.MAX_VALUE, 1);
            case CALIBRATION_INTERCEPT, CALIBRATION_SLOPE, NET_BENEFIT -> scale;
        };
    }
}
