package org.wardround.study.results;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.SiteId;

/**
 * The final model.
 *
 * @param identity what it is
 * @param standardise how features were scaled, as in study files
 * @param moments how means and deviations of training rows stand in the model's file: {@link #ROUNDED}, {@link #EXACT} or {@link #NOISED}
 * @param coefficients by term, in model order; empty for models without readable coefficients
 * @param threshold {@link Threshold#NONE} unless the outcome is binary
 * @param recalibration {@link Recalibration#NONE} except in external validation
 * @param regression {@link Regression#NONE} unless it was fitted by exact regression; a section of its own in files
 */
public record ModelResult(
        Identity identity,
        String standardise,
        String moments,
        Map<String, Coefficient> coefficients,
        Threshold threshold,
        Recalibration recalibration,
        Regression regression) {
    public static final String ROUNDED = "rounded";
    public static final String EXACT = "exact";

    /** Under differential privacy. */
    public static final String NOISED = "noised";

    public ModelResult {
        coefficients = Ordered.kept(coefficients);
    }

    /** Without exact regression. */
    public ModelResult(
            Identity identity,
            String standardise,
            String moments,
            Map<String, Coefficient> coefficients,
            Threshold threshold,
            Recalibration recalibration) {
        this(identity, standardise, moments, coefficients, threshold, recalibration, Regression.NONE);
    }

    /** The same with another recalibration. */
    public ModelResult with(Recalibration other) {
        return new ModelResult(identity, standardise, moments, coefficients, threshold, other, regression);
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
     * @param uncertainty {@link Uncertainty#NONE} unless it comes from exact regression
     */
    public record Coefficient(double estimate, double perUnit, String unit, Uncertainty uncertainty) {
        public Coefficient(double estimate, double perUnit, String unit) {
            this(estimate, perUnit, unit, Uncertainty.NONE);
        }
    }

    /**
     * What is known of a coefficient's error, by the model-based covariance.
     *
     * @param low lower end of the 95 % interval, on the estimate's scale
     * @param p two-sided, of no effect
     * @param perUnitLow lower end of the interval for one unit of the variable; NaN where {@code perUnit} is
     */
    public record Uncertainty(
            double standardError, double low, double high, double p, double perUnitLow, double perUnitHigh) {
        public static final Uncertainty NONE =
                new Uncertainty(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

        public boolean isNone() {
            return Double.isNaN(standardError);
        }
    }

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

    /**
     * Of the linear predictor: recalibrated = intercept + slope · predictor (Cox 1958).
     *
     * @param overall fitted to the rows of all sites
     * @param sites fitted to the rows of each site alone; one that could not be fitted says why
     * @param fittedTo the side of the split whose rows it was fitted to, {@code validation} or {@code test}
     * @param after the model so recalibrated over all test rows; where it was fitted to them, no better figures exist on any others
     */
    public record Recalibration(Fit overall, SortedMap<SiteId, Fit> sites, String fittedTo, Metrics after) {
        public static final Recalibration NONE = new Recalibration(Fit.NONE, new TreeMap<>(), "", Metrics.NONE);

        public Recalibration {
            sites = Ordered.sorted(sites);
        }

        public boolean isNone() {
            return fittedTo.isEmpty();
        }

        public boolean onTestRows() {
            return fittedTo.equals("test");
        }

        /** Of all sites; NaN where there is none. */
        public double intercept() {
            return overall.intercept().value();
        }

        /** Of all sites; NaN where there is none. */
        public double slope() {
            return overall.slope().value();
        }
    }

    /** Intercept and slope, from the same rows by the same method. */
    public record Fit(MetricValue intercept, MetricValue slope) {
        static final Fit NONE = undefined(0, "");

        /** Nothing could be fitted, for the stated reason. */
        public static Fit undefined(int n, String reason) {
            return new Fit(MetricValue.undefined(n, reason), MetricValue.undefined(n, reason));
        }

        public boolean isDefined() {
            return intercept.isDefined() && slope.isDefined();
        }
    }
}
