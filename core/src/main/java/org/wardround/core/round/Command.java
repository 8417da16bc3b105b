package org.wardround.core.round;

import java.util.SortedSet;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.identity.SiteId;

/** What the runner of a round has to do after an event. */
public sealed interface Command {
    /** Let the sites know that a task waits for them. */
    record Offer(SortedSet<SiteId> sites) implements Command {}

    /** Count the site's answer in; it is staged whole and checked. */
    record Accept(SiteId site) implements Command {}

    /** Tell the site that its answer does not count. */
    record Refuse(SiteId site, ErrorCode code) implements Command {}

    /** Bring together the answers of exactly these sites: add them up, or aggregate them site by site, as the plan's release says. */
    record TakeSum(SortedSet<SiteId> contributors) implements Command {}

    /** Store the next model, provenance and audit in one transaction; the named sites' carried state becomes current. */
    record Commit(SortedSet<SiteId> contributors) implements Command {}

    /** Drop what was collected; nothing of it is used. */
    record GiveUp(ErrorCode code, String reason) implements Command {}
}
