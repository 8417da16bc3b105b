package org.wardround.inference.regression;

import java.util.ArrayList;
import java.util.List;
import org.wardround.core.sum.Accumulator;
import org.wardround.core.sum.FixedPoint;
import org.wardround.core.sum.Sum;
import org.wardround.core.update.LocalUpdate;
import org.wardround.inference.regression.question.Question;
import org.wardround.inference.regression.question.RegressionRows;

/**
 * A whole regression in one process: for a site's own fit, for a simulation's pooled comparator, and wherever all rows are at hand. The sums are the
 * same fixed-point sums as between sites, so that the result has the same bits.
 */
public final class InProcess {
    private InProcess() {}

    /** @param sites one or more, at most as many as the spec's limits allow */
    public static RegressionOutcome fit(RegressionSpec spec, List<RegressionRows> sites) {
        RegressionRun run = RegressionRun.begin(spec);
        while (run.question().isPresent()) {
            Question question = run.question().get();
            List<LocalUpdate> answers = new ArrayList<>();
            for (RegressionRows rows : sites) {
                answers.add(question.answer(rows));
            }
            run = run.after(sum(answers));
        }
        return run.outcome().orElseThrow();
    }

    private static Sum sum(List<LocalUpdate> answers) {
        Accumulator accumulator = new Accumulator(answers.get(0).layout());
        for (LocalUpdate answer : answers) {
            accumulator.add(FixedPoint.encode(answer.layout(), answer.values()));
        }
        return accumulator.sum();
    }
}
