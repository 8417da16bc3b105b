package org.wardround.inference.regression.mixed;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardround.inference.regression.algebra.SymmetricMatrix;

/**
 * The search for the variance ratio with the least profiled deviance: over a grid first, then by Newton's method in log θ within the two neighbours of
 * the best, by halves where Newton leaves them. Immutable.
 */
public final class Search {
    /** θ from 10^-12 to 10^6, and 0. */
    public static final List<Double> GRID = List.of(
            0.0, 1e-12, 1e-11, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1e0, 1e1, 1e2, 1e3, 1e4,
            1e5, 1e6);

    private final SymmetricMatrix products;
    private final int[] fixed;
    private final long rows;
    private final boolean restricted;
    private final double low;
    private final double high;
    private final double next;
    private final int steps;
    private final @Nullable Profile found;

    private Search(Search from, double low, double high, double next, @Nullable Profile found) {
        this(from.products, from.fixed, from.rows, from.restricted, low, high, next, from.steps + 1, found);
    }

    private Search(
            SymmetricMatrix products,
            int[] fixed,
            long rows,
            boolean restricted,
            double low,
            double high,
            double next,
            int steps,
            @Nullable Profile found) {
        this.products = products;
        this.fixed = fixed;
        this.rows = rows;
        this.restricted = restricted;
        this.low = low;
        this.high = high;
        this.next = next;
        this.steps = steps;
        this.found = found;
    }

    /**
     * @param fixed positions of the fixed effects in a row, the intercept's 0 first
     * @param grid the sums at {@link #GRID}
     * @return empty where the fixed effects have no inverse
     */
    public static Optional<Search> begin(
            SymmetricMatrix products, int[] fixed, long rows, boolean restricted, List<AtRatio> grid) {
        int best = -1;
        Profile lowest = null;
        for (int i = 0; i < grid.size(); i++) {
            Optional<Profile> profile = Profile.of(products, grid.get(i), fixed, rows, restricted);
            if (profile.isEmpty()) {
                return Optional.empty();
            }
            if (lowest == null || profile.get().deviance() < lowest.deviance()) {
                lowest = profile.get();
                best = i;
            }
        }
        if (lowest == null) {
            return Optional.empty();
        }
        Search start = new Search(
                products, fixed, rows, restricted, lowest.ratio() / 10, lowest.ratio() * 10, lowest.ratio(), 0, null);
        return Optional.of(best == 0 ? new Search(start, 0, 0, 0, lowest) : start.after(grid.get(best), 0));
    }

    /** The ratio to ask about; empty where found. */
    public Optional<Double> ratio() {
        return found == null ? Optional.of(next) : Optional.empty();
    }

    public Profile found() {
        if (found == null) {
            throw new IllegalStateException("the search goes on");
        }
        return found;
    }

    public boolean isDone() {
        return found != null;
    }

    public int steps() {
        return steps;
    }

    /**
     * The state after the sums at {@link #ratio}.
     *
     * @param tolerance done where log θ would move by no more
     */
    public Search after(AtRatio at, double tolerance) {
        Profile profile = Profile.of(products, at, fixed, rows, restricted).orElseThrow();
        double ratio = at.ratio();
        double slope = ratio * profile.slope();
        double curvature = ratio * ratio * profile.curvature() + slope;
        double newLow = slope < 0 ? Math.max(low, ratio) : low;
        double newHigh = slope < 0 ? high : Math.min(high, ratio);
        double step = -slope / curvature;
        double newton = ratio * StrictMath.exp(Math.max(-3, Math.min(3, step)));
        boolean inside = curvature > 0 && newton > newLow && newton < newHigh;
        if (curvature > 0 && Math.abs(step) <= tolerance || newHigh / newLow - 1 <= tolerance) {
            return new Search(this, newLow, newHigh, ratio, profile);
        }
        return new Search(this, newLow, newHigh, inside ? newton : Math.sqrt(newLow * newHigh), null);
    }
}
