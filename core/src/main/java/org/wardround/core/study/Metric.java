package org.wardround.core.study;

import java.util.Arrays;
import java.util.List;

/** The figures that an evaluation gives, with their names in study files and results. */
public enum Metric {
    ACCURACY("accuracy", "Accuracy", true),
    BALANCED_ACCURACY("balancedAccuracy", "Balanced accuracy", true),
    SENSITIVITY("sensitivity", "Sensitivity", true),
    SPECIFICITY("specificity", "Specificity", true),
    PPV("ppv", "PPV", true),
    NPV("npv", "NPV", true),
    F1("f1", "F1", true),
    AUROC("auroc", "AUROC", true),
    AUPRC("auprc", "AUPRC", true),
    BRIER("brier", "Brier score", false),
    LOG_LOSS("logLoss", "Log loss", false),
    CALIBRATION_INTERCEPT("calibrationIntercept", "Calibration intercept", false),
    CALIBRATION_SLOPE("calibrationSlope", "Calibration slope", false),
    NET_BENEFIT("netBenefit", "Net benefit", true),
    RMSE("rmse", "RMSE", false),
    R2("r2", "R²", true),
    /** Over pairs of patients of one site. */
    CONCORDANCE("concordance", "Concordance", true),
    /** Over pairs across sites too: only a simulation can compute it. */
    CONCORDANCE_ALL_PAIRS("concordanceAllPairs", "Concordance, all pairs", true);

    private static final List<Metric> OF_CATEGORIES = List.of(ACCURACY, BALANCED_ACCURACY, BRIER, LOG_LOSS);
    private static final List<Metric> OF_NUMBERS = List.of(RMSE, R2);
    private static final List<Metric> OF_COUNTS = List.of(LOG_LOSS, RMSE);
    private static final List<Metric> OF_TIMES = List.of(CONCORDANCE, CONCORDANCE_ALL_PAIRS);

    private final String jsonName;
    private final String title;
    private final boolean higherIsBetter;

    Metric(String jsonName, String title, boolean higherIsBetter) {
        this.jsonName = jsonName;
        this.title = title;
        this.higherIsBetter = higherIsBetter;
    }

    public String jsonName() {
        return jsonName;
    }

    /** As people read it in a table. */
    public String title() {
        return title;
    }

    /** Whether more is better; without meaning where {@link #canBePrimary()} does not hold. */
    public boolean higherIsBetter() {
        return higherIsBetter;
    }

    /** Whether models can be ranked by it. The calibration figures have an ideal, 0 and 1, on either side of which is worse. */
    public boolean canBePrimary() {
        return this != CALIBRATION_INTERCEPT && this != CALIBRATION_SLOPE;
    }

    /** The metrics that are defined for a type of outcome, in the order above. */
    public static List<Metric> of(VariableType outcome) {
        return switch (outcome) {
            case BINARY ->
                Arrays.stream(values())
                        .filter(metric -> metric.ordinal() < RMSE.ordinal())
                        .toList();
            case CATEGORY -> OF_CATEGORIES;
            case INTEGER -> OF_COUNTS;
            case NUMBER, DATE -> OF_NUMBERS;
            case TIME_TO_EVENT -> OF_TIMES;
        };
    }

    /** The metric of the verdict where a study names none. */
    public static Metric primaryOf(VariableType outcome) {
        return switch (outcome) {
            case BINARY -> AUROC;
            case CATEGORY -> LOG_LOSS;
            case NUMBER, INTEGER, DATE -> RMSE;
            case TIME_TO_EVENT -> CONCORDANCE;
        };
    }
}
