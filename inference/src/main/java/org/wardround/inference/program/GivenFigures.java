package org.wardround.inference.program;

import org.wardround.inference.statistics.GivenTally;

/**
 * Everybody's counts as the sites' rules give them, and figures of those patients whose counts are given as they are. Not cleared for anybody.
 *
 * @param figures of one stratum
 */
public record GivenFigures(GivenTally tally, GroupFigures figures) {
    @Override
    public String toString() {
        return "GivenFigures";
    }
}
