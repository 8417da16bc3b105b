package org.wardround.inference.program;

import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundPlan;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.task.ReleaseKind;
import org.wardround.core.task.TaskOrder;

/**
 * One question whose answers are read site by site and never added.
 *
 * @param plan a round of {@link ReleaseKind#PER_SITE_UPDATE}
 * @param layout of every answer
 * @param maxNorm to which clipped segments are scaled down at the site; {@link Double#POSITIVE_INFINITY}: not clipped
 */
public record PerSiteQuestion(RoundPlan plan, SumLayout layout, double maxNorm, SiteWork work) implements Question {
    public PerSiteQuestion {
        if (plan.release() != ReleaseKind.PER_SITE_UPDATE) {
            throw new IllegalArgumentException("a round of %s has no updates to read".formatted(plan.release()));
        }
    }

    @Override
    public TaskOrder orderFor(SiteId site) {
        return new TaskOrder(site, plan.number(), plan.kind(), plan.release(), layout, 1, maxNorm);
    }
}
