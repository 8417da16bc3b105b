package org.wardround.privacy.accounting;

import java.util.List;

/**
 * The points of the grid between which the sum of many losses lies but for a probability of {@link #TAIL} on each side, by Chernoff's bound.
 *
 * @param first the lowest point
 */
record LossWindow(long first, long points) {
    static final double TAIL = 1e-15;

    private static final double GENTLEST_TILT = 1 / 256.0;
    private static final double STEEPEST_TILT = 1024;
    private static final double TILT_FACTOR = 1.5;

    static LossWindow of(List<Use> uses, List<LossGrid> grids) {
        double step = grids.get(0).step;
        double highest = 0;
        double lowest = 0;
        for (int i = 0; i < grids.size(); i++) {
            LossGrid grid = grids.get(i);
            lowest += (double) uses.get(i).times() * grid.first * step;
            highest += (double) uses.get(i).times() * (grid.first + grid.masses.length - 1) * step;
        }
        for (double tilt = GENTLEST_TILT; tilt < STEEPEST_TILT; tilt *= TILT_FACTOR) {
            double above = -StrictMath.log(TAIL);
            double below = above;
            for (int i = 0; i < grids.size(); i++) {
                above += uses.get(i).times() * grids.get(i).logMoment(tilt);
                below += uses.get(i).times() * grids.get(i).logMoment(-tilt);
            }
            highest = Math.min(highest, above / tilt);
            lowest = Math.max(lowest, -below / tilt);
        }
        long first = (long) Math.floor(lowest / step) - 1;
        return new LossWindow(first, (long) Math.ceil(highest / step) + 2 - first);
    }
}
