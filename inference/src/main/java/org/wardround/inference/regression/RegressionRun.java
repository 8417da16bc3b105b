package org.wardround.inference.regression;

import java.util.Optional;
import org.wardround.core.sum.Sum;
import org.wardround.inference.regression.question.Question;

/**
 * A regression under way, as an immutable state: what to ask the sites next, and the state after the sum of their answers.
 *
 * <pre>{@code
 * RegressionRun run = RegressionRun.begin(spec);
 * while (run.question().isPresent()) {
 *     Question question = run.question().get();
 *     run = run.after(sum of question.answer(rows) over sites);
 * }
 * RegressionOutcome outcome = run.outcome().get();
 * }</pre>
 *
 * <p>Pure and thread-safe; the same sums give the same bits, so a run can be replayed from a journal.
 */
public interface RegressionRun {
    static RegressionRun begin(RegressionSpec spec) {
        return new Start(spec).begin();
    }

    /** What to ask next; empty where done. */
    Optional<Question> question();

    /**
     * The state after the sum of all sites' answers to {@link #question}.
     *
     * @throws IllegalArgumentException where the sum is in another layout or of nobody
     * @throws IllegalStateException where nothing was asked
     */
    RegressionRun after(Sum sum);

    /** What came of it; empty while there is a question. */
    Optional<RegressionOutcome> outcome();
}
