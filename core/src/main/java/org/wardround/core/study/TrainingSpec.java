package org.wardround.core.study;

import org.jspecify.annotations.Nullable;

/**
 * How a model is trained over the sites.
 *
 * @param rounds at most so many
 * @param quorum sites that must answer for a round to count, at least 1
 * @param earlyStopping null: all rounds are run and the last model is kept
 * @param privacy null: nothing bounds what one patient changes
 */
public record TrainingSpec(
        InitialParameters initial,
        StrategySpec strategy,
        int rounds,
        int quorum,
        LocalSpec local,
        @Nullable EarlyStopping earlyStopping,
        @Nullable PrivateTraining privacy) {
    public TrainingSpec {
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds must be at least 1, got " + rounds);
        }
        if (quorum < 1) {
            throw new IllegalArgumentException("quorum must be at least 1, got " + quorum);
        }
        if (privacy != null && !(local.work() instanceof LocalSpec.Work.Steps)) {
            throw new IllegalArgumentException(
                    "with differential privacy the number of steps must not follow from rows");
        }
    }

    /** A training without differential privacy. */
    public TrainingSpec(
            InitialParameters initial,
            StrategySpec strategy,
            int rounds,
            int quorum,
            LocalSpec local,
            @Nullable EarlyStopping earlyStopping) {
        this(initial, strategy, rounds, quorum, local, earlyStopping, null);
    }

    /** The same under differential privacy. */
    public TrainingSpec with(PrivateTraining wanted) {
        return new TrainingSpec(initial, strategy, rounds, quorum, local, earlyStopping, wanted);
    }

    /** Steps of the whole training at one site, where the study fixes them. */
    public long steps() {
        return rounds * stepsPerRound();
    }

    /** Steps of one round at one site, where the study fixes them. */
    public long stepsPerRound() {
        return local.work() instanceof LocalSpec.Work.Steps steps ? steps.count() : 0;
    }

    /** The same for one site alone, to be compared with: what guards many sites against a few has no say there, nor what protects patients in what leaves. */
    public TrainingSpec alone() {
        return new TrainingSpec(initial, strategy.alone(), rounds, quorum, local, earlyStopping);
    }
}
