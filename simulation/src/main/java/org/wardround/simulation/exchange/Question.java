package org.wardround.simulation.exchange;

import java.util.function.ToDoubleFunction;
import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundPlan;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.task.TaskOrder;

/**
 * One question to the sites of a round.
 *
 * @param layout of every answer
 * @param share each site's w/W
 * @param maxNorm to which clipped segments are scaled down; {@link Double#POSITIVE_INFINITY}: not clipped
 */
public record Question(
        RoundPlan plan, SumLayout layout, ToDoubleFunction<SiteId> share, double maxNorm, SiteWork work) {
    /** Counts and sums: nothing is weighted and nothing clipped. */
    public static Question unweighted(RoundPlan plan, SumLayout layout, SiteWork work) {
        return new Question(plan, layout, site -> 1, Double.POSITIVE_INFINITY, work);
    }

    TaskOrder orderFor(SiteId site) {
        return new TaskOrder(site, plan.number(), plan.kind(), layout, share.applyAsDouble(site), maxNorm);
    }
}
