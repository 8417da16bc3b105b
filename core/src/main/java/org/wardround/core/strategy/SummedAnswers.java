package org.wardround.core.strategy;

import java.util.Collections;
import org.wardround.core.aggregate.SumAggregator;
import org.wardround.core.study.StrategySpec;
import org.wardround.core.study.StrategySpec.Clip;
import org.wardround.core.study.StrategySpec.LocalRule;
import org.wardround.core.study.TrainingSpec;
import org.wardround.core.sum.Sum;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.Vector;

/** Answers that were added, under masks or not. */
final class SummedAnswers implements RoundAnswers {
    private static final double SMALLEST_BOUND = 0x1p-40;

    private final TrainingSpec training;
    private final StrategySpec strategy;
    private final SumAggregator aggregator;
    private final Sum sum;
    private final double share;

    /**
     * @param sum over at least one site
     */
    SummedAnswers(TrainingSpec training, SumAggregator aggregator, Sum sum) {
        this.training = training;
        this.strategy = training.strategy();
        this.aggregator = aggregator;
        this.sum = sum;
        this.share = sum.value(TrainingSegments.SHARE);
        if (!(share > 0)) {
            throw new IllegalArgumentException("the sum must be over at least one site");
        }
    }

    @Override
    public int contributors() {
        return sum.contributors();
    }

    @Override
    public double trainLoss() {
        return asked() ? sum.value(TrainingSegments.TRAIN_LOSS) / share : Double.NaN;
    }

    private boolean asked() {
        return sum.layout().has(TrainingSegments.TRAIN_LOSS);
    }

    @Override
    public double validationLoss() {
        double rows = asked() ? sum.value(TrainingSegments.VALIDATION_ROWS) : 0;
        return rows > 0 ? sum.value(TrainingSegments.VALIDATION_LOSS) / rows : Double.NaN;
    }

    @Override
    public Advance advance(ServerState server) {
        Vector control = strategy.local() instanceof LocalRule.ControlVariates
                ? aggregator.aggregate(sum, TrainingSegments.CONTROL, 1)
                : ArrayVector.EMPTY;
        return new Advance(
                aggregator.aggregate(sum, TrainingSegments.UPDATE, changeScale()),
                control,
                bound(server),
                nextBound(server),
                Collections.emptySortedMap());
    }

    @Override
    public double noise() {
        if (!sum.layout().has(TrainingSegments.NOISE)) {
            return 0;
        }
        // All sites have the same σ, as the plan says: n of them add up to a variance of nσ², and the sum of σ is nσ.
        double sigma = Math.max(0, sum.value(TrainingSegments.NOISE)) / StrictMath.sqrt(sum.contributors());
        return sigma * changeScale();
    }

    private double bound(ServerState server) {
        if (strategy.clip() instanceof Clip.Norm norm) {
            return Double.isInfinite(norm.initial()) ? Double.NaN : norm.initial();
        }
        return server.bound();
    }

    /** C·exp(−η(b̄ − γ)) (Andrew et al. 2021, equation 2), within what the layout has room for. */
    private double nextBound(ServerState server) {
        if (strategy.clip() instanceof Clip.Adaptive adaptive) {
            double within = sum.value(TrainingSegments.WITHIN_BOUND) / sum.contributors();
            double next = server.bound() * StrictMath.exp(-adaptive.rate() * (within - adaptive.quantile()));
            return Math.min(Math.max(next, SMALLEST_BOUND), TrainingLayouts.largestBound());
        }
        return server.bound();
    }

    /** FedNova's mean of normalised changes is multiplied by the mean number of steps (Wang et al. 2020, equation 6). */
    private double changeScale() {
        if (TrainingLayouts.isInUnits(training)) {
            long parameters = sum.layout().segment(TrainingSegments.UPDATE).length();
            return StepPrivacy.unit(training, parameters) / sum.contributors();
        }
        return strategy.local() instanceof LocalRule.Normalised
                ? sum.value(TrainingSegments.STEPS) / share / share
                : 1 / share;
    }
}
