package org.wardround.inference.program;

import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundPlan;
import org.wardround.core.task.TaskOrder;

/** What sites are asked, whatever comes of their answers. */
public sealed interface Question permits SumQuestion, PerSiteQuestion {
    RoundPlan plan();

    SiteWork work();

    TaskOrder orderFor(SiteId site);
}
