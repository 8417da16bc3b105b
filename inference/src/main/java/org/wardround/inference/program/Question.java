package org.wardround.inference.program;

import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundPlan;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.task.TaskOrder;

/** What sites are asked, whatever comes of their answers. */
public sealed interface Question permits SumQuestion, PerSiteQuestion {
    RoundPlan plan();

    /** Of every answer. */
    SumLayout layout();

    /** To which clipped segments are scaled down; {@link Double#POSITIVE_INFINITY}: not clipped. */
    double maxNorm();

    SiteWork work();

    TaskOrder orderFor(SiteId site);
}
