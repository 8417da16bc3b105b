package org.wardround.inference.regression;

import java.util.List;
import org.wardround.inference.regression.problem.Problem;
import org.wardround.inference.regression.result.RegressionResult;

/** What came of a regression. */
public sealed interface RegressionOutcome {
    record Fitted(RegressionResult result) implements RegressionOutcome {}

    /** No fit, and all known reasons, at least one. */
    record Unfitted(List<Problem> problems) implements RegressionOutcome {
        public Unfitted {
            problems = List.copyOf(problems);
        }

        /** All reasons, one a line. */
        public String message() {
            return String.join("\n", problems.stream().map(Problem::message).toList());
        }
    }
}
