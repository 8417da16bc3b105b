package org.wardround.core.round;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.wardround.core.identity.SiteId;
import org.wardround.core.task.ReleaseKind;
import org.wardround.core.task.TaskKind;

/**
 * Who is asked what in a round.
 *
 * @param number counted from 1 within the run
 * @param release what each site is asked to let go
 * @param quorum how many answers a round needs to count, from 1 to the number of invited sites
 */
public record RoundPlan(int number, TaskKind kind, ReleaseKind release, SortedSet<SiteId> invited, int quorum) {
    public RoundPlan {
        invited = Collections.unmodifiableSortedSet(new TreeSet<>(invited));
        if (number < 1) {
            throw new IllegalArgumentException("rounds count from 1, got " + number);
        }
        if (quorum < 1 || quorum > invited.size()) {
            throw new IllegalArgumentException(
                    "quorum must be between 1 and the %d invited sites, got %d".formatted(invited.size(), quorum));
        }
    }
    /** A round whose answers are added up. */
    public RoundPlan(int number, TaskKind kind, SortedSet<SiteId> invited, int quorum) {
        this(number, kind, ReleaseKind.SUM, invited, quorum);
    }
}
