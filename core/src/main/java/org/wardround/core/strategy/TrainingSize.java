package org.wardround.core.strategy;

import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.VariableType;
import org.wardround.core.sum.Segment;

/**
 * The sizes that fix the layout of a training's sums.
 *
 * @param sites of the run, at least 1: so many contributions a sum holds at most
 * @param parameters of the model, at least 1
 * @param lossExponent b of the bound 2^b on a site's mean loss
 */
public record TrainingSize(int sites, long parameters, int lossExponent) {
    private static final int USUAL_LOSS_EXPONENT = 20;

    /** A count's loss is at most the count times the size of its linear predictor, which a useful model keeps below 2^8. */
    private static final int COUNT_LOSS_BITS = 8;

    public TrainingSize {
        if (sites < 1 || parameters < 1) {
            throw new IllegalArgumentException(
                    "training needs at least one site and one parameter, got %d and %d".formatted(sites, parameters));
        }
    }

    /**
     * A mean loss of at most 2^20, which is far beyond any useful log loss. For a number the bound follows the squared range, so that a model that
     * predicts 0 is within it, and for a count its range.
     */
    public static TrainingSize of(int sites, long parameters, Outcome outcome) {
        int exponent = USUAL_LOSS_EXPONENT;
        Range range = outcome.range();
        if (outcome.type() == VariableType.NUMBER && range != null) {
            exponent = Math.max(exponent, 2 * Segment.exponentFor(range.magnitude()) + 2);
        }
        if (outcome.type() == VariableType.INTEGER && range != null) {
            exponent = Math.max(exponent, Segment.exponentFor(range.magnitude()) + COUNT_LOSS_BITS);
        }
        return new TrainingSize(sites, parameters, exponent);
    }

    /**
     * For a number that is learnt in standard deviations from the mean over {@code rows} rows: a row is no further from it than the root of their
     * number, so a model that predicts the mean has at most half their number as its loss at any site.
     */
    public static TrainingSize ofStandardised(int sites, long parameters, long rows) {
        return new TrainingSize(sites, parameters, Math.max(USUAL_LOSS_EXPONENT, Segment.exponentFor(rows)));
    }
}
