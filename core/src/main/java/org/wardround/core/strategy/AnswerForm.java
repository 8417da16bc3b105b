package org.wardround.core.strategy;

import org.wardround.core.sum.SumLayout;
import org.wardround.core.task.ReleaseKind;

/**
 * The form in which a site answers a {@link TrainingTask}.
 *
 * @param release whether the answer goes into a sum or is read by itself
 * @param layout of the answer
 * @param maxNorm L2 norm to which the site scales its clipped segments down; {@link Double#POSITIVE_INFINITY}: not clipped
 */
public record AnswerForm(ReleaseKind release, SumLayout layout, double maxNorm) {
    /** Added to the others', not clipped. */
    public static AnswerForm sum(SumLayout layout) {
        return new AnswerForm(ReleaseKind.SUM, layout, Double.POSITIVE_INFINITY);
    }
}
