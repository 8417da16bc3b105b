package org.wardround.inference.regression.newton;

import java.util.List;
import org.wardround.inference.regression.algebra.Dependence;
import org.wardround.inference.regression.algebra.SymmetricMatrix;

/** How an optimisation ended. Arrays are not written to. */
public sealed interface NewtonOutcome {
    /**
     * An optimum.
     *
     * @param point after the last step
     * @param evaluation before the last step, which is too short to tell
     * @param start at the first point
     * @param curvature information plus ridge, at unit dispersion
     * @param value the penalised log-likelihood
     * @param toWorkingPrecision whether rounding ended it and not the tolerance
     */
    record Converged(
            double[] point,
            Evaluation evaluation,
            Evaluation start,
            SymmetricMatrix curvature,
            double value,
            int iterations,
            boolean toWorkingPrecision)
            implements NewtonOutcome {}

    /** Sites had sums beyond their bounds at the very first point. */
    record Beyond(int sites) implements NewtonOutcome {}

    /** The information of the first point has no inverse. */
    record Dependent(List<Dependence> dependences) implements NewtonOutcome {}

    /**
     * The likelihood flattens while coefficients keep moving.
     *
     * @param coefficients positions, the one that moves fastest first
     * @param complete whether nothing is left to explain
     */
    record RunsOff(List<Integer> coefficients, boolean complete) implements NewtonOutcome {}

    record NotConverged(int iterations, double distance) implements NewtonOutcome {}

    record Singular(int iteration) implements NewtonOutcome {}
}
