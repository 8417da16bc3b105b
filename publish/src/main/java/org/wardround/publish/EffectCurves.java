package org.wardround.publish;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wardround.core.model.FeatureColumn;
import org.wardround.core.model.Preprocessing;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Formula;
import org.wardround.core.study.Range;
import org.wardround.core.study.Term;
import org.wardround.core.study.Variable;
import org.wardround.inference.estimate.Quantiles;
import org.wardround.inference.program.Describe;
import org.wardround.inference.regression.result.RegressionResult;
import org.wardround.study.results.Regression.Curve;
import org.wardround.study.results.Regression.CurvePoint;

/**
 * What a spline or polynomial amounts to: the linear predictor at values of the variable less that at its mean, with 95 % intervals from the
 * covariance. A variable that an interaction has too is left out: its effect depends on others.
 */
final class EffectCurves {
    private static final int STEPS = 60;

    private final DataDictionary dictionary;
    private final Describe.Description description;
    private final RegressionResult result;

    EffectCurves(DataDictionary dictionary, Describe.Description description, RegressionResult result) {
        this.dictionary = dictionary;
        this.description = description;
        this.result = result;
    }

    Map<String, Curve> curves() {
        Formula formula = description.formula();
        Map<String, Curve> curves = new LinkedHashMap<>();
        for (Term term : formula.terms()) {
            String name = term.variables().get(0);
            boolean bent = term instanceof Term.Spline || term instanceof Term.Polynomial;
            boolean alone = formula.terms().stream()
                    .noneMatch(other -> other instanceof Term.Interaction
                            && other.variables().contains(name));
            if (bent && alone) {
                curves.put(name, curve(dictionary.indexOf(name), ends(term)));
            }
        }
        return curves;
    }

    /** From the first knot to the last; of a polynomial two standard deviations to both sides of the mean, within the declared range. */
    private double[] ends(Term term) {
        if (term instanceof Term.Spline spline && spline.knots() instanceof Term.Knots.At at) {
            return new double[] {
                at.positions().get(0), at.positions().get(at.positions().size() - 1)
            };
        }
        int variable = dictionary.indexOf(term.variables().get(0));
        Preprocessing scaling = description.scaling().preprocessing();
        double spread = 0;
        for (int column = 0; column < scaling.features(); column++) {
            boolean first = scaling.columns().get(column) instanceof FeatureColumn.Power power
                    && power.variable() == variable
                    && power.exponent() == 1;
            spread = first ? scaling.scale(column) : spread;
        }
        Range range = dictionary.variables().get(variable).range();
        double mean = scaling.imputed(variable);
        double low = mean - 2 * spread;
        double high = mean + 2 * spread;
        return range == null
                ? new double[] {low, high}
                : new double[] {Math.max(range.low(), low), Math.min(range.high(), high)};
    }

    private Curve curve(int variable, double[] ends) {
        double reference = description.federated().imputed(variable);
        List<CurvePoint> points = new ArrayList<>();
        for (int step = 0; step <= STEPS; step++) {
            points.add(point(variable, ends[0] + (ends[1] - ends[0]) * step / STEPS, reference));
        }
        Variable of = dictionary.variables().get(variable);
        return new Curve(of.unit(), reference, points);
    }

    private CurvePoint point(int variable, double value, double reference) {
        Preprocessing encoding = description.federated();
        int intercepts = result.coefficients().size() - encoding.features();
        double[] difference = difference(encoding, variable, value, reference);
        double estimate = 0;
        double variance = 0;
        for (int i = 0; i < difference.length; i++) {
            estimate +=
                    difference[i] * result.coefficients().get(intercepts + i).estimate();
            for (int k = 0; k < difference.length; k++) {
                variance += difference[i] * difference[k] * result.covariance().get(intercepts + i, intercepts + k);
            }
        }
        double half = Quantiles.normal(0.05) * StrictMath.sqrt(Math.max(0, variance));
        return new CurvePoint(value, estimate, estimate - half, estimate + half);
    }

    /** How the columns change from the reference to the value. */
    private static double[] difference(Preprocessing encoding, int variable, double value, double reference) {
        double[] raw = new double[encoding.variables()];
        double[] there = new double[encoding.features()];
        double[] here = new double[encoding.features()];
        raw[variable] = value;
        encoding.encode(raw, there, 0);
        raw[variable] = reference;
        encoding.encode(raw, here, 0);
        for (int i = 0; i < there.length; i++) {
            there[i] -= here[i];
        }
        return there;
    }
}
