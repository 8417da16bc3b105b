package org.wardround.simulation.exchange;

import org.wardround.core.identity.SiteId;
import org.wardround.core.round.RoundPlan;
import org.wardround.core.task.TaskOrder;

/** What sites are asked, whatever comes of their answers. */
sealed interface Asked permits Question, PerSiteQuestion {
    RoundPlan plan();

    SiteWork work();

    TaskOrder orderFor(SiteId site);
}
