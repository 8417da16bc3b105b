package org.wardround.core.study;

import java.util.Arrays;
import java.util.List;

/** The figures that an evaluation gives, with their names in study files and results. */
public enum Metric {
    ACCURACY("accuracy", true),
    BALANCED_ACCURACY("balancedAccuracy", true),
    SENSITIVITY("sensitivity", true),
    SPECIFICITY("specificity", true),
    PPV("ppv", true),
    NPV("npv", true),
    F1("f1", true),
    AUROC("auroc", true),
    AUPRC("auprc", true),
    BRIER("brier", false),
    LOG_LOSS("logLoss", false),
    CALIBRATION_INTERCEPT("calibrationIntercept", false),
    CALIBRATION_SLOPE("calibrationSlope", false),
    NET_BENEFIT("netBenefit", true),
    RMSE("rmse", false),
    R2("r2", true),
    /** Over pairs of patients of one site. */
    CONCORDANCE("concordance", true),
    /** Over pairs across sites too: only a simulation can compute it. */
    CONCORDANCE_ALL_PAIRS("concordanceAllPairs", true);

    private static final List<Metric> OF_CATEGORIES = List.of(ACCURACY, BALANCED_ACCURACY, BRIER, LOG_LOSS);
    private static final List<Metric> OF_NUMBERS = List.of(RMSE, R2);
    private static final List<Metric> OF_COUNTS = List.of(LOG_LOSS, RMSE);
    private static final List<Metric> OF_TIMES = List.of(CONCORDANCE, CONCORDANCE_ALL_PAIRS);

    private final String jsonName;
    private final boolean higherIsBetter;

    Metric(String jsonName, boolean higherIsBetter) {
        this.jsonName = jsonName;
        this.higherIsBetter = higherIsBetter;
    }

    public String jsonName() {
        return jsonName;
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
