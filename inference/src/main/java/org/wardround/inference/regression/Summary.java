package org.wardround.inference.regression;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.wardround.inference.regression.newton.Penalty;
import org.wardround.inference.regression.result.BaselineCurve;
import org.wardround.inference.regression.result.CoefficientTable;
import org.wardround.inference.regression.result.FitFigures;
import org.wardround.inference.regression.result.RegressionResult;
import org.wardround.inference.regression.result.TermTest;
import org.wardround.inference.regression.result.VarianceComponents;

/** Puts a result together. */
record Summary(
        RegressionSpec spec,
        Described described,
        CoefficientTable table,
        @Nullable CoefficientTable robust) {
    RegressionOutcome outcome(
            FitFigures figures, List<TermTest> likelihoodRatios, boolean toWorkingPrecision, List<String> more) {
        return outcome(figures, likelihoodRatios, toWorkingPrecision, more, List.of(), null, null);
    }

    RegressionOutcome outcome(
            FitFigures figures,
            List<TermTest> likelihoodRatios,
            boolean toWorkingPrecision,
            List<String> more,
            List<TermTest> proportionalHazards,
            @Nullable BaselineCurve baseline,
            @Nullable VarianceComponents variances) {
        return new RegressionOutcome.Fitted(new RegressionResult(
                table.coefficients(),
                table.covariance(),
                robust == null ? List.of() : robust.coefficients(),
                robust == null ? null : robust.covariance(),
                figures,
                table.tests(),
                robust == null ? List.of() : robust.tests(),
                likelihoodRatios,
                proportionalHazards,
                baseline,
                centres(),
                variances,
                notes(toWorkingPrecision, more)));
    }

    private List<Double> centres() {
        return IntStream.range(0, spec.columns().size())
                .mapToObj(column -> described.scaling().centre(column))
                .toList();
    }

    private List<String> notes(boolean toWorkingPrecision, List<String> more) {
        List<String> notes = new ArrayList<>(more);
        if (toWorkingPrecision) {
            notes.add("converged to working precision, which is coarser than the tolerance asked for");
        }
        if (spec.penalty() instanceof Penalty.Ridge) {
            notes.add(
                    "a ridge penalty draws coefficients towards 0: standard errors are those of the penalised likelihood's curvature, and"
                            + " likelihood-ratio tests are left out");
        }
        return notes;
    }
}
