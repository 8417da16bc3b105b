package org.wardround.inference.regression;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardround.inference.regression.algebra.Cholesky;
import org.wardround.inference.regression.algebra.SymmetricMatrix;
import org.wardround.inference.regression.newton.NewtonOutcome.Converged;
import org.wardround.inference.regression.newton.Penalty;
import org.wardround.inference.regression.result.BaselineCurve;
import org.wardround.inference.regression.result.CoefficientTable;
import org.wardround.inference.regression.result.FitFigures;
import org.wardround.inference.regression.result.TermTest;

/**
 * What follows from a Cox model's optimum, growing pass by pass.
 *
 * @param scores products by patient; null where not asked for
 */
record CoxSummary(
        RegressionSpec spec,
        Described described,
        Converged full,
        @Nullable SymmetricMatrix scores,
        List<TermTest> likelihoodRatios,
        List<TermTest> proportionality,
        List<String> notes) {
    CoxSummary(RegressionSpec spec, Described described, Converged full, @Nullable SymmetricMatrix scores) {
        this(spec, described, full, scores, List.of(), List.of(), List.of());
    }

    CoxSummary withTests(List<TermTest> tests, List<String> more) {
        List<String> all = new ArrayList<>(notes);
        all.addAll(more);
        return new CoxSummary(spec, described, full, scores, List.copyOf(tests), proportionality, List.copyOf(all));
    }

    CoxSummary withProportionality(List<TermTest> tests) {
        return new CoxSummary(spec, described, full, scores, likelihoodRatios, List.copyOf(tests), notes);
    }

    CoxSummary noting(String note) {
        return withTests(likelihoodRatios, List.of(note));
    }

    SymmetricMatrix standardisedCovariance() {
        return Cholesky.of(full.curvature()).orElseThrow().inverse();
    }

    /** 2·(log partial likelihood − that without any column). */
    double likelihoodRatio() {
        return 2 * (full.value() - full.start().logLikelihood());
    }

    RegressionOutcome outcome(@Nullable BaselineCurve baseline) {
        SymmetricMatrix inverse = standardisedCovariance();
        CoefficientTable robust = scores == null ? null : table(Sandwich.of(inverse, scores));
        return new Summary(spec, described, table(inverse), robust)
                .outcome(
                        figures(inverse),
                        likelihoodRatios,
                        full.toWorkingPrecision(),
                        notes,
                        proportionality,
                        baseline,
                        null);
    }

    private CoefficientTable table(SymmetricMatrix covariance) {
        return new CoefficientTable(spec.columns(), false, full.point(), covariance, 0)
                .transformed(described.scaling().back(false));
    }

    private FitFigures figures(SymmetricMatrix inverse) {
        double logLikelihood = full.evaluation().logLikelihood();
        double parameters = Ridges.effectiveParameters(full.evaluation().information(), inverse);
        long events = described.moments().events();
        return new FitFigures(
                logLikelihood,
                full.start().logLikelihood(),
                spec.penalty() instanceof Penalty.None ? logLikelihood : full.value(),
                -2 * logLikelihood,
                -2 * full.start().logLikelihood(),
                1,
                -2 * logLikelihood + 2 * parameters,
                -2 * logLikelihood + StrictMath.log(Math.max(1, events)) * parameters,
                events,
                parameters,
                full.iterations(),
                described.moments().rows(),
                events,
                0);
    }
}
