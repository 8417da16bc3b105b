package org.wardround.inference.evaluate;

import org.wardround.core.study.Outcome;
import org.wardround.core.study.VariableType;

/**
 * What is to be measured.
 *
 * @param threshold from this probability on a row counts as positive; NaN where the outcome is not binary, or none was chosen
 * @param groups how many groups of rows are told apart; group 0 is all rows
 * @param grid of a score histogram
 */
public record EvaluationDesign(Outcome outcome, double threshold, int groups, ScoreGrid grid) {
    /** Bins for binary outcomes: 0.002 on the logit scale. */
    public static final int FINE = 16_384;

    /** Bins for each class of a category: 0.008 on the logit scale. */
    public static final int COARSE = 4_096;

    public EvaluationDesign {
        if (groups < 1) {
            throw new IllegalArgumentException("an evaluation needs at least 1 group, got " + groups);
        }
        if (!Double.isNaN(threshold) && !(threshold >= 0 && threshold < 1)) {
            throw new IllegalArgumentException("a threshold must be 0 or more and below 1, got " + threshold);
        }
    }

    /** With that many bins of one width. */
    public EvaluationDesign(Outcome outcome, double threshold, int groups, int bins) {
        this(outcome, threshold, groups, new ScoreGrid(bins));
    }

    /** With the usual number of bins for the outcome. */
    public static EvaluationDesign of(Outcome outcome, double threshold, int groups) {
        return new EvaluationDesign(
                outcome, threshold, groups, outcome.type() == VariableType.CATEGORY ? COARSE : FINE);
    }

    /** The same with other bins, such as {@link Evaluation#refined} proposes. */
    public EvaluationDesign with(ScoreGrid other) {
        return new EvaluationDesign(outcome, threshold, groups, other);
    }

    /** No threshold and no groups, for validation rows. */
    public static EvaluationDesign plain(Outcome outcome) {
        return of(outcome, Double.NaN, 1);
    }
}
