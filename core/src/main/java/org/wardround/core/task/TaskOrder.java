package org.wardround.core.task;

import org.wardround.core.identity.SiteId;
import org.wardround.core.sum.SumLayout;

/**
 * What one site is asked in one round.
 *
 * @param round counted from 1 within the run
 * @param layout of the answer
 * @param share the site's w/W, above 0 up to 1
 * @param maxNorm to which the clipped segments are scaled down; {@link Double#POSITIVE_INFINITY}: not clipped
 */
public record TaskOrder(SiteId site, int round, TaskKind kind, SumLayout layout, double share, double maxNorm) {}
