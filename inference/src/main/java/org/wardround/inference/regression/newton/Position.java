package org.wardround.inference.regression.newton;

import java.util.Optional;
import org.wardround.inference.regression.algebra.Cholesky;
import org.wardround.inference.regression.algebra.SymmetricMatrix;

/**
 * A point with all that is known about it.
 *
 * @param value penalised log-likelihood
 * @param score of the penalised log-likelihood over all coefficients; without Firth's part until that was asked for
 * @param curvature information plus ridge
 */
record Position(double[] point, Evaluation evaluation, double value, double[] score, SymmetricMatrix curvature) {
    /** Empty where the point is of no use: no numbers, or no inverse of the free part of the information. */
    static Optional<Position> of(NewtonSetup setup, double[] point, Evaluation evaluation) {
        if (!evaluation.isUsable()) {
            return Optional.empty();
        }
        SymmetricMatrix curvature = evaluation.information().plusDiagonal(setup.ridge());
        double value = evaluation.logLikelihood();
        double[] score = evaluation.score().clone();
        for (int i = 0; i < point.length; i++) {
            score[i] -= setup.ridge()[i] * point[i];
            value -= setup.ridge()[i] * point[i] * point[i] / 2;
        }
        if (Cholesky.of(curvature.select(setup.free())).isEmpty()) {
            return Optional.empty();
        }
        if (setup.firth()) {
            Optional<Cholesky> whole = Cholesky.of(evaluation.information());
            if (whole.isEmpty()) {
                return Optional.empty();
            }
            value += whole.get().logDeterminant() / 2;
        }
        return Optional.of(new Position(point, evaluation, value, score, curvature));
    }

    Position adjusted(double[] addition) {
        double[] sum = score.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += addition[i];
        }
        return new Position(point, evaluation, value, sum, curvature);
    }

    /** The Newton step of the free coefficients. */
    Step step(NewtonSetup setup) {
        int[] free = setup.free();
        double[] gradient = new double[free.length];
        for (int i = 0; i < free.length; i++) {
            gradient[i] = score[free[i]];
        }
        double[] solved = Cholesky.of(curvature.select(free)).orElseThrow().solve(gradient);
        double[] step = new double[point.length];
        double decrement = 0;
        for (int i = 0; i < free.length; i++) {
            step[free[i]] = solved[i];
            decrement += solved[i] * gradient[i];
        }
        return new Step(step, StrictMath.sqrt(Math.max(0, decrement) / evaluation.dispersion()));
    }
}
