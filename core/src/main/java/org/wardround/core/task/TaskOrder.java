package org.wardround.core.task;

import org.wardround.core.identity.SiteId;
import org.wardround.core.sum.SumLayout;

/**
 * What one site is asked in one round.
 *
 * @param round counted from 1 within the run
 * @param release what the answer is: to be added to others', or to be read by itself
 * @param layout of the answer
 * @param share the site's w/W, above 0 up to 1; 1 unless the answer goes into a sum
 * @param maxNorm to which the clipped segments are scaled down, above 0; {@link Double#POSITIVE_INFINITY}: not clipped
 */
public record TaskOrder(
        SiteId site, int round, TaskKind kind, ReleaseKind release, SumLayout layout, double share, double maxNorm) {
    public TaskOrder {
        if (round < 1) {
            throw new IllegalArgumentException("rounds count from 1, got " + round);
        }
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be above 0 up to 1, got " + share);
        }
        if (release != ReleaseKind.SUM && share != 1) {
            throw new IllegalArgumentException("only what goes into a sum is multiplied by a share, got " + share);
        }
        if (!(maxNorm > 0)) {
            throw new IllegalArgumentException("maxNorm must be above 0, got " + maxNorm);
        }
    }
}
