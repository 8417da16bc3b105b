package org.wardround.core.study;

import org.jspecify.annotations.Nullable;

/**
 * How a model is trained over the sites.
 *
 * @param rounds at most so many
 * @param quorum sites that must answer for a round to count, at least 1
 * @param earlyStopping null: all rounds are run and the last model is kept
 */
public record TrainingSpec(
        InitialParameters initial,
        StrategySpec strategy,
        int rounds,
        int quorum,
        LocalSpec local,
        @Nullable EarlyStopping earlyStopping) {
    public TrainingSpec {
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds must be at least 1, got " + rounds);
        }
        if (quorum < 1) {
            throw new IllegalArgumentException("quorum must be at least 1, got " + quorum);
        }
    }

    /** The same for one site alone: what guards many sites against a few has no say there. */
    public TrainingSpec alone() {
        return new TrainingSpec(initial, strategy.alone(), rounds, quorum, local, earlyStopping);
    }
}
