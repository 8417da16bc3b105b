package org.wardround.inference.statistics;

/** The mean of each quantity in each stratum; NaN where no value is present. Immutable. */
public final class Centres {
    private final double[][] means;

    /** @param means by quantity, then stratum; taken over */
    Centres(double[][] means) {
        this.means = means;
    }

    public double mean(int quantity, int stratum) {
        return means[quantity][stratum];
    }
}
