package org.wardround.inference.regression;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardround.inference.regression.algebra.Cholesky;
import org.wardround.inference.regression.algebra.SymmetricMatrix;
import org.wardround.inference.regression.glm.GlmFamily;
import org.wardround.inference.regression.newton.Evaluation;
import org.wardround.inference.regression.newton.NewtonOutcome.Converged;
import org.wardround.inference.regression.newton.Penalty;
import org.wardround.inference.regression.result.CoefficientTable;
import org.wardround.inference.regression.result.FitFigures;
import org.wardround.inference.regression.result.TermTest;

/**
 * What follows from a generalised linear model's optimum.
 *
 * @param nullModel fitted on its own; null where the fit started from it
 * @param scores products by patient; null where not asked for
 */
record GlmSummary(
        RegressionSpec spec,
        GlmFamily family,
        Described described,
        Converged full,
        @Nullable Converged nullModel,
        @Nullable SymmetricMatrix scores) {
    private boolean isGaussian() {
        return family == GlmFamily.GAUSSIAN;
    }

    private long rows() {
        return described.moments().rows();
    }

    private long residualDegrees() {
        return rows() - full.point().length;
    }

    private Evaluation nullEvaluation() {
        return nullModel == null ? full.start() : nullModel.evaluation();
    }

    /** 2·(log likelihood − that of the null model), both penalised where the fit is. */
    double likelihoodRatio() {
        if (isGaussian()) {
            return rows()
                    * StrictMath.log(
                            nullEvaluation().deviance() / full.evaluation().deviance());
        }
        double none = nullModel == null ? full.start().logLikelihood() : nullModel.value();
        return 2 * (full.value() - none);
    }

    /** With all constants; of the Gaussian family at the maximum-likelihood σ², weights being those of variances. */
    private double logLikelihood(Evaluation at) {
        double n = rows();
        return isGaussian()
                ? (described.moments().logWeights() - n * (StrictMath.log(2 * Math.PI * at.deviance() / n) + 1)) / 2
                : at.logLikelihood();
    }

    RegressionOutcome outcome(List<TermTest> likelihoodRatios, List<String> notes) {
        SymmetricMatrix inverse = Cholesky.of(full.curvature()).orElseThrow().inverse();
        double dispersion = isGaussian() ? full.evaluation().deviance() / residualDegrees() : 1;
        CoefficientTable table = table(inverse.times(dispersion));
        CoefficientTable robust = scores == null ? null : table(Sandwich.of(inverse, scores));
        return new Summary(spec, described, table, robust)
                .outcome(figures(inverse, dispersion), likelihoodRatios, full.toWorkingPrecision(), notes);
    }

    private CoefficientTable table(SymmetricMatrix covariance) {
        return new CoefficientTable(
                        spec.columns(), true, full.point(), covariance, isGaussian() ? residualDegrees() : 0)
                .transformed(described.scaling().back(true));
    }

    /** What the fit adds to the log-likelihood; half the log determinant of the information is that of the dataset's units. */
    private double penalty() {
        if (spec.penalty() instanceof Penalty.None) {
            return 0;
        }
        double penalty = full.value() - full.evaluation().logLikelihood();
        for (int column = 0;
                spec.penalty() instanceof Penalty.Firth
                        && column < spec.columns().size();
                column++) {
            penalty += StrictMath.log(described.scaling().scale(column));
        }
        return penalty;
    }

    private FitFigures figures(SymmetricMatrix inverse, double dispersion) {
        double parameters =
                Ridges.effectiveParameters(full.evaluation().information(), inverse) + (isGaussian() ? 1 : 0);
        double logLikelihood = logLikelihood(full.evaluation());
        return new FitFigures(
                logLikelihood,
                logLikelihood(nullEvaluation()),
                logLikelihood + penalty(),
                full.evaluation().deviance(),
                nullEvaluation().deviance(),
                dispersion,
                -2 * logLikelihood + 2 * parameters,
                -2 * logLikelihood + StrictMath.log(rows()) * parameters,
                rows(),
                parameters,
                full.iterations(),
                rows(),
                described.moments().events(),
                residualDegrees());
    }
}
