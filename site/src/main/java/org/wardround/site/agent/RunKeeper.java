package org.wardround.site.agent;

import org.wardround.site.run.SiteRun;

/** Keeps for the hospital what it wants to see of a run; called on the run's thread before the line that says that the run is over, again after a restart in between. */
@FunctionalInterface
public interface RunKeeper {
    /** Nothing is kept. */
    RunKeeper NONE = run -> {};

    /** @param run at the end of its program, or where that has failed; what is thrown is as if the line had not come */
    void keep(SiteRun run);
}
