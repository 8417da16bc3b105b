package org.wardround.inference.regression.newton;

import java.util.stream.IntStream;

/**
 * What stays the same over an optimisation. Arrays are not written to.
 *
 * @param name what is fitted, in words, for the questions' purpose
 * @param free positions of the coefficients that may move; the others stay where they start
 * @param ridge for each coefficient what is added to the information's diagonal, 0 or more
 */
public record NewtonSetup(
        String name, Objective objective, int[] free, double[] ridge, boolean firth, Stopping stopping) {
    /** All coefficients free. */
    public static NewtonSetup all(String name, Objective objective, double[] ridge, boolean firth, Stopping stopping) {
        return new NewtonSetup(
                name, objective, IntStream.range(0, objective.size()).toArray(), ridge, firth, stopping);
    }

    boolean isAdjusted() {
        return firth && objective.isAdjusted();
    }

    boolean isPenalised() {
        boolean penalised = firth;
        for (double value : ridge) {
            penalised |= value > 0;
        }
        return penalised;
    }
}
