package org.wardround.inference.program;

import java.util.function.ToDoubleFunction;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundPlan;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.task.ReleaseKind;
import org.wardround.core.task.TaskOrder;

/**
 * One question to the sites of a round whose answers are added.
 *
 * @param plan a round of {@link ReleaseKind#SUM}
 * @param layout of every answer
 */
public record SumQuestion(RoundPlan plan, SumLayout layout, Weighting weighting, SiteWork work) implements Question {
    public SumQuestion {
        if (plan.release() != ReleaseKind.SUM) {
            throw new IllegalArgumentException("a round of %s has no sum".formatted(plan.release()));
        }
    }

    /**
     * How answers enter the sum.
     *
     * @param share each site's w/W, for the segments that are weighted
     * @param maxNorm to which clipped segments are scaled down; {@link Double#POSITIVE_INFINITY}: not clipped
     */
    public record Weighting(ToDoubleFunction<SiteId> share, double maxNorm) {
        /** Counts and sums: every site with weight 1, nothing clipped. */
        public static final Weighting NONE = new Weighting(site -> 1, Double.POSITIVE_INFINITY);
    }

    @Override
    public TaskOrder orderFor(SiteId site) {
        return new TaskOrder(
                site,
                plan.number(),
                plan.kind(),
                plan.release(),
                layout,
                weighting.share().applyAsDouble(site),
                weighting.maxNorm());
    }
}
