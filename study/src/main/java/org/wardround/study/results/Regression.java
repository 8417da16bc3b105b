package org.wardround.study.results;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.wardround.core.identity.SiteId;

/**
 * What exact regression says beside its coefficients. Maps are by term or by column, in model order; NaN where not defined.
 *
 * @param method what was fitted; {@link Method#NONE} where the model was trained otherwise
 * @param robust by coefficient, with standard errors clustered by patient; empty where not worked out
 * @param variances between and within sites; {@link Variances#NONE} without a random intercept
 * @param baseline the survival curve of a patient with the mean of every column; empty unless the outcome is a time
 * @param curves by variable, what a spline or a polynomial amounts to
 * @param metaAnalysis by coefficient, over each site's own fit; each site's part is a figure about one site
 * @param notes for the reader, in words
 */
public record Regression(
        Method method,
        Fit fit,
        Tests tests,
        Map<String, Robust> robust,
        Variances variances,
        List<BaselinePoint> baseline,
        Map<String, Curve> curves,
        Map<String, MetaAnalysis> metaAnalysis,
        List<String> notes) {
    /** The model was not fitted by exact regression. */
    public static final Regression NONE = new Regression(
            Method.NONE,
            Fit.NONE,
            new Tests(Map.of(), Map.of(), Map.of()),
            Map.of(),
            Variances.NONE,
            List.of(),
            Map.of(),
            Map.of(),
            List.of());

    public Regression {
        robust = Ordered.kept(robust);
        baseline = List.copyOf(baseline);
        curves = Ordered.kept(curves);
        metaAnalysis = Ordered.kept(metaAnalysis);
        notes = List.copyOf(notes);
    }

    public boolean isNone() {
        return method.equals(Method.NONE);
    }

    /** Whether a coefficient is part of a spline or a polynomial, so that it can't be read alone. */
    public boolean isCurved(String coefficient) {
        return curves.keySet().stream()
                .filter(coefficient::startsWith)
                .map(variable -> coefficient.substring(variable.length()))
                .anyMatch(rest ->
                        rest.isEmpty() || rest.startsWith("^") || rest.chars().allMatch(c -> c == '\''));
    }

    /**
     * What was fitted.
     *
     * @param family {@code linear}, {@code logistic}, {@code poisson}, {@code cox} or {@code linear mixed}
     * @param penalty {@code none}, {@code firth} or {@code ridge 1.0}
     * @param ties of a Cox model, else empty
     */
    public record Method(String family, String penalty, String ties) {
        public static final Method NONE = new Method("", "", "");
    }

    /**
     * How well it fits.
     *
     * @param logLikelihood without the penalty
     * @param nullLogLikelihood of the model without terms
     * @param penalisedLogLikelihood what was maximised
     * @param dispersion residual variance of a linear model, else 1
     * @param parameters what AIC counts
     * @param events of a binary outcome or a time; 0 for others. Where they or the rows are suppressed, so is what tells them: the model without terms
     *     and BIC are NaN, and there are no tests of terms
     */
    public record Fit(
            double logLikelihood,
            double nullLogLikelihood,
            double penalisedLogLikelihood,
            double deviance,
            double nullDeviance,
            double dispersion,
            double aic,
            double bic,
            double parameters,
            int iterations,
            Count rows,
            Count events) {
        static final Fit NONE = new Fit(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Count.of(0), Count.of(0));
    }

    /** Tests of terms; the last or first of each is of all terms together, under {@link #ALL}. */
    public record Tests(
            Map<String, Test> likelihoodRatio, Map<String, Test> wald, Map<String, Test> proportionalHazards) {
        /** Under this name stands the test of all terms. */
        public static final String ALL = "(all terms)";

        public Tests {
            likelihoodRatio = Ordered.kept(likelihoodRatio);
            wald = Ordered.kept(wald);
            proportionalHazards = Ordered.kept(proportionalHazards);
        }
    }

    /**
     * One test.
     *
     * @param statistic χ², or F where {@code residualDegrees} is above 0
     */
    public record Test(double statistic, int degrees, double residualDegrees, double p) {}

    /** A coefficient's uncertainty by the robust covariance; the estimate is the same. */
    public record Robust(double standardError, double low, double high, double p) {}

    /** The variances of a model with a random intercept per site. */
    public record Variances(double residual, double between, double intraclassCorrelation, double p) {
        public static final Variances NONE = new Variances(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

        public boolean isNone() {
            return Double.isNaN(residual);
        }
    }

    /** From this time on the curve has this height. */
    public record BaselinePoint(double time, double cumulativeHazard, double survival) {}

    /**
     * The difference in the linear predictor from the reference value, all else equal.
     *
     * @param unit of the variable
     */
    public record Curve(String unit, double reference, List<CurvePoint> points) {
        public Curve {
            points = List.copyOf(points);
        }
    }

    /** One point, with a 95 % interval. */
    public record CurvePoint(double value, double estimate, double low, double high) {}

    /**
     * Sites' own estimates of one coefficient and what they come to.
     *
     * @param random by REML
     * @param i2 the share of variation that is between sites, 0 to 1
     * @param predictionLow lower end of the 95 % interval for a new site; NaN for two sites
     */
    public record MetaAnalysis(
            Pooled fixed,
            Pooled random,
            Heterogeneity heterogeneity,
            double predictionLow,
            double predictionHigh,
            SortedMap<SiteId, SiteEstimate> sites) {
        public MetaAnalysis {
            sites = Ordered.sorted(sites);
        }
    }

    /** A pooled estimate. */
    public record Pooled(double estimate, double standardError, double low, double high, double p) {}

    /** How far sites differ: Cochran's Q with its test, I² and τ². */
    public record Heterogeneity(double q, int degrees, double p, double i2, double tau2) {}

    /** A site's own estimate. */
    public record SiteEstimate(double estimate, double standardError, double low, double high) {}
}
