package org.wardround.publish;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.SiteId;
import org.wardround.core.model.FeatureColumn;
import org.wardround.core.model.Preprocessing;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.ModelSpec;
import org.wardround.core.study.Study;
import org.wardround.core.study.ThresholdRule;
import org.wardround.core.study.VariableType;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.VectorDigest;
import org.wardround.inference.evaluate.Recalibration;
import org.wardround.inference.program.RecalibrationProgram.Recalibrated;
import org.wardround.privacy.disclosure.Cell;
import org.wardround.study.results.Metrics;
import org.wardround.study.results.ModelResult;
import org.wardround.study.results.ModelResult.Coefficient;
import org.wardround.study.results.Regression;

/** What results say about the final model. */
public final class ModelResults {
    static final String INTERCEPT = "intercept";

    private final DataDictionary dictionary;
    private final ModelSpec spec;
    private final String moments;

    /** @param moments how exactly the model tells those of its training rows, see {@link #moments} */
    public ModelResults(DataDictionary dictionary, ModelSpec spec, String moments) {
        this.dictionary = dictionary;
        this.spec = spec;
        this.moments = moments;
    }

    /** How a study's model tells means and deviations of training rows. */
    public static String moments(Study study) {
        boolean noised = study.analysis() instanceof Analysis.Train train
                && train.training().privacy() != null;
        return noised ? ModelResult.NOISED : study.data().moments().yamlName();
    }

    /**
     * A model in numbers. Shows none of them in {@code toString}.
     *
     * @param parameters shared: do not write
     * @param encoding of all sites' records; of some site's where each has its own
     * @param perSite whether each site's rows are standardised by its own numbers
     */
    public record Numbers(double[] parameters, Preprocessing encoding, boolean perSite) {
        @Override
        public String toString() {
            return "Numbers[%d parameters]".formatted(parameters.length);
        }
    }

    /** @param threshold as a probability; NaN where there is none */
    public ModelResult of(
            Numbers fitted, double threshold, ThresholdRule rule, ModelResult.Recalibration recalibration) {
        ModelResult.Identity identity = new ModelResult.Identity(
                spec.type(),
                VectorDigest.of(ArrayVector.owning(fitted.parameters())).hex(),
                fitted.parameters().length);
        return new ModelResult(
                identity,
                dictionary.standardisation().yamlName(),
                moments,
                coefficients(fitted),
                threshold(threshold, rule),
                recalibration);
    }

    /** The same with what is known of coefficients' errors, and with the regression. */
    static ModelResult with(
            ModelResult model,
            List<org.wardround.inference.regression.result.Coefficient> estimated,
            Regression regression) {
        Map<String, Coefficient> coefficients = new LinkedHashMap<>(model.coefficients());
        estimated.forEach(fitted -> coefficients.computeIfPresent(
                RegressionResults.name(fitted), (name, plain) -> withUncertainty(plain, fitted)));
        return new ModelResult(
                model.identity(),
                model.standardise(),
                model.moments(),
                coefficients,
                model.threshold(),
                model.recalibration(),
                regression);
    }

    private static Coefficient withUncertainty(
            Coefficient plain, org.wardround.inference.regression.result.Coefficient fitted) {
        double perEstimate = plain.perUnit() / plain.estimate();
        return new Coefficient(
                plain.estimate(),
                plain.perUnit(),
                plain.unit(),
                new ModelResult.Uncertainty(
                        fitted.standardError(),
                        fitted.low(),
                        fitted.high(),
                        fitted.p(),
                        fitted.low() * perEstimate,
                        fitted.high() * perEstimate));
    }

    /** {@link ModelResult.Recalibration#NONE} where nothing could be fitted over all sites. */
    public static ModelResult.Recalibration recalibration(Recalibrated fitted, Metrics after, Disclosure disclosure) {
        if (!fitted.overall().isDefined()) {
            return ModelResult.Recalibration.NONE;
        }
        return new ModelResult.Recalibration(
                fit(fitted.overall(), disclosure, disclosure.rows(fitted.side()), List.of()),
                fits(fitted, disclosure),
                fitted.side().name().toLowerCase(Locale.ROOT),
                after);
    }

    /** Of each site by itself. */
    static SortedMap<SiteId, ModelResult.Fit> fits(Recalibrated fitted, Disclosure disclosure) {
        SortedMap<SiteId, ModelResult.Fit> sites = new TreeMap<>();
        fitted.sites()
                .forEach((site, fit) -> sites.put(
                        site,
                        fit(
                                fit,
                                disclosure,
                                disclosure.rows(site, fitted.side()),
                                disclosure.classes(site, fitted.side()))));
        return sites;
    }

    private static ModelResult.Fit fit(Recalibration fit, Disclosure disclosure, Cell rows, List<Cell> classes) {
        return new ModelResult.Fit(
                EvaluationResults.value(fit.intercept(), disclosure, rows, classes),
                EvaluationResults.value(fit.slope(), disclosure, rows, classes));
    }

    private ModelResult.Threshold threshold(double probability, ThresholdRule rule) {
        return dictionary.outcome().type() == VariableType.BINARY
                ? new ModelResult.Threshold(words(rule), probability)
                : ModelResult.Threshold.NONE;
    }

    private static String words(ThresholdRule rule) {
        if (rule instanceof ThresholdRule.Value value) {
            return "value " + value.probability();
        }
        return rule instanceof ThresholdRule.Sensitivity sensitivity
                ? "sensitivity " + sensitivity.atLeast()
                : "youden";
    }

    /** One weight for each column, and the intercept; for a category as many for each class. */
    private Map<String, Coefficient> coefficients(Numbers fitted) {
        Map<String, Coefficient> coefficients = new LinkedHashMap<>();
        if (spec instanceof ModelSpec.Mlp) {
            return coefficients;
        }
        boolean coded = dictionary.outcome().type() == VariableType.CATEGORY;
        int classes = coded ? dictionary.outcome().classes() : 1;
        int features = fitted.encoding().features();
        for (int output = 0; output < classes; output++) {
            String suffix = classes == 1
                    ? ""
                    : String.format(
                            Locale.ROOT, " (%s)", dictionary.outcome().levels().get(output));
            for (int column = 0; column < features; column++) {
                coefficients.put(
                        fitted.encoding().columns().get(column).term() + suffix,
                        coefficient(fitted, output * features + column, column));
            }
            if (fitted.parameters().length > classes * features) {
                double intercept = fitted.parameters()[classes * features + output];
                coefficients.put(INTERCEPT + suffix, new Coefficient(intercept, Double.NaN, ""));
            }
        }
        return coefficients;
    }

    private Coefficient coefficient(Numbers fitted, int position, int column) {
        Preprocessing encoding = fitted.encoding();
        double estimate = fitted.parameters()[position];
        double scale = encoding.scale(column);
        FeatureColumn source = encoding.columns().get(column);
        String unit = source instanceof FeatureColumn.Value value
                ? dictionary.variables().get(value.variable()).unit()
                : "";
        double perUnit = fitted.perSite() || scale == 0 ? Double.NaN : estimate / scale;
        return new Coefficient(estimate, perUnit, unit);
    }
}
