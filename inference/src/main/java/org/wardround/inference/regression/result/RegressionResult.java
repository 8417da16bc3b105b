package org.wardround.inference.regression.result;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardround.inference.regression.algebra.SymmetricMatrix;

/**
 * A fitted regression. Coefficients and matrices are in the order intercept (not for Cox), then the columns, in the units of the dataset.
 *
 * @param covariance model-based
 * @param robust coefficients with standard errors clustered by patient; empty where not asked for
 * @param wald tests of each term, then of all
 * @param robustWald the same with the robust covariance; empty where not asked for
 * @param likelihoodRatio of all terms, then, where asked for, of each term; empty under a ridge penalty, which has none
 * @param proportionalHazards Grambsch and Therneau's score test with log time of each term, then of all; empty where not asked for
 * @param centres the columns' means, at which the baseline curve stands
 * @param notes remarks for the reader, in words
 */
public record RegressionResult(
        List<Coefficient> coefficients,
        SymmetricMatrix covariance,
        List<Coefficient> robust,
        @Nullable SymmetricMatrix robustCovariance,
        FitFigures fit,
        List<TermTest> wald,
        List<TermTest> robustWald,
        List<TermTest> likelihoodRatio,
        List<TermTest> proportionalHazards,
        @Nullable BaselineCurve baseline,
        List<Double> centres,
        @Nullable VarianceComponents variances,
        List<String> notes) {
    public RegressionResult {
        coefficients = List.copyOf(coefficients);
        robust = List.copyOf(robust);
        wald = List.copyOf(wald);
        robustWald = List.copyOf(robustWald);
        likelihoodRatio = List.copyOf(likelihoodRatio);
        proportionalHazards = List.copyOf(proportionalHazards);
        centres = List.copyOf(centres);
        notes = List.copyOf(notes);
    }

    /** The estimates alone, in the order of {@link #coefficients}. */
    public double[] estimates() {
        return coefficients.stream().mapToDouble(Coefficient::estimate).toArray();
    }

    public double[] standardErrors() {
        return coefficients.stream().mapToDouble(Coefficient::standardError).toArray();
    }

    public Coefficient coefficient(String name) {
        return coefficients.stream()
                .filter(coefficient -> coefficient.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no coefficient '%s'".formatted(name)));
    }
}
