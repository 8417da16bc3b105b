package org.wardround.simulation;

import java.util.stream.Collectors;
import org.wardround.core.study.Formula;
import org.wardround.inference.regression.RegressionOutcome;
import org.wardround.inference.regression.problem.Problem;

/**
 * Why a regression has no fit, in the words of its study: where the formula says what is behind a problem, so does the message.
 */
record UnfitWords(Formula formula) {
    /** All reasons in one line. */
    String of(RegressionOutcome.Unfitted unfitted) {
        return unfitted.problems().stream().map(this::words).collect(Collectors.joining("; "));
    }

    private String words(Problem problem) {
        if (problem instanceof Problem.NoRows && formula.hasWeights()) {
            return "model.weights: '%s' is 0 in every training row, so no row counts; check how the mapping translates it, or remove weights"
                    .formatted(formula.weights());
        }
        return problem.message();
    }
}
