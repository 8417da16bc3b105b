package org.wardround.study.results;

import java.util.Map;

/**
 * The final model.
 *
 * @param identity what it is
 * @param standardise how features were scaled, as in study files
 * @param coefficients by term, in model order; empty for models without readable coefficients
 * @param threshold {@link Threshold#NONE} unless the outcome is binary
 * @param recalibration {@link Recalibration#NONE} except in external validation
 */
public record ModelResult(
        Identity identity,
        String standardise,
        Map<String, Coefficient> coefficients,
        Threshold threshold,
        Recalibration recalibration) {
    public ModelResult {
        coefficients = Ordered.kept(coefficients);
    }

    /**
     * What names a model.
     *
     * @param sha256 of the final parameters
     * @param parameters how many numbers it has
     */
    public record Identity(String type, String sha256, long parameters) {}

    /**
     * One coefficient.
     *
     * @param estimate on the scale on which the model was trained
     * @param perUnit change of the linear predictor for one unit of the variable; NaN where not defined
     * @param unit of the variable; empty for codes and the intercept
     */
    public record Coefficient(double estimate, double perUnit, String unit) {}

    /**
     * From which probability on a patient counts as positive; chosen on validation rows.
     *
     * @param rule in words, such as {@code youden} or {@code sensitivity 0.95}
     */
    public record Threshold(String rule, double value) {
        public static final Threshold NONE = new Threshold("", Double.NaN);

        public boolean isNone() {
            return rule.isEmpty();
        }
    }

    /** Of the linear predictor: recalibrated = intercept + slope · predictor (Cox 1958). */
    public record Recalibration(double intercept, double slope) {
        public static final Recalibration NONE = new Recalibration(Double.NaN, Double.NaN);

        public boolean isNone() {
            return Double.isNaN(intercept) && Double.isNaN(slope);
        }
    }
}
