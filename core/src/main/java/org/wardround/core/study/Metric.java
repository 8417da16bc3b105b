package org.wardround.core.study;

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
}
