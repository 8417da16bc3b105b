package org.wardround.site.ledger;

/**
 * The most that one population may be charged with, over all runs and studies. Set by the site alone.
 *
 * @param notBounded releases that nothing bounds; 0 or more
 * @param epsilon of all bounded releases together, at {@code delta}; 0 or more, or infinite
 * @param delta from 1e-10 to below 1
 */
public record Caps(int notBounded, double epsilon, double delta) {
    /** At which ε is counted where the site does not say. */
    public static final double USUAL_DELTA = 1e-6;

    /** Charges are written down and nothing is refused. */
    public static final Caps NONE = ofReleases(Integer.MAX_VALUE);

    public Caps {
        if (notBounded < 0 || !(epsilon >= 0) || !(delta >= 1e-10 && delta < 1)) {
            throw new IllegalArgumentException("caps are 0 or more, with a delta from 1e-10 to below 1, got %d, %s, %s"
                    .formatted(notBounded, epsilon, delta));
        }
    }

    /** Whether ε has a cap. */
    public boolean capsEpsilon() {
        return epsilon < Double.POSITIVE_INFINITY;
    }

    /** Whether releases without a bound have one. */
    public boolean capsReleases() {
        return notBounded < Integer.MAX_VALUE;
    }

    /** A number of releases that nothing bounds. */
    public static Caps ofReleases(int notBounded) {
        return new Caps(notBounded, Double.POSITIVE_INFINITY, USUAL_DELTA);
    }
}
