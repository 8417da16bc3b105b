package org.wardround.simulation.exchange;

import org.wardround.core.identity.SiteId;
import org.wardround.core.random.SeededStream;

/**
 * Which sites drop out of a training round: each with the same probability, drawn from the seed, the site and the round.
 *
 * @param probability 0 to below 1
 */
public record Dropout(double probability, long seed) {
    public static final Dropout NONE = new Dropout(0, 0);

    public Dropout {
        if (!(probability >= 0 && probability < 1)) {
            throw new IllegalArgumentException("a dropout probability is from 0 to below 1, got " + probability);
        }
    }

    boolean takes(SiteId site, int round) {
        return probability > 0 && SeededStream.of(seed, "dropout", site, round).nextDouble() < probability;
    }
}
