package org.wardround.simulation;

import org.wardround.privacy.release.Protection;

/**
 * How a simulation is carried out.
 *
 * @param seed of initial parameters, batches, site selection and dropouts; never of the split
 * @param threads at least 1; the result does not depend on it
 * @param dropout probability that a site drops out of a training round, 0 to below 1
 * @param sums how answers that are added are protected; the result does not depend on it
 */
public record SimulationOptions(long seed, int threads, double dropout, Protection sums) {
    public SimulationOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, got " + threads);
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("dropout must be from 0 to below 1, got " + dropout);
        }
    }

    /** With sums in the clear: one person holds all tables. */
    public SimulationOptions(long seed, int threads, double dropout) {
        this(seed, threads, dropout, Protection.PLAIN);
    }
}
