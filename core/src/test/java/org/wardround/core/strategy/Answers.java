package org.wardround.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.wardround.core.sum.Accumulator;
import org.wardround.core.sum.FixedPoint;
import org.wardround.core.sum.Sum;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.Bounding;
import org.wardround.core.update.LocalUpdate;

/** Sites' answers on their real way: bounded, shared, rounded to the grid, added. */
final class Answers {
    private final SumLayout layout;
    private final double maxNorm;
    private final Accumulator accumulator;

    Answers(FederatedTraining training, TrainingState state) {
        this.layout = training.next(state).orElseThrow().layout();
        this.maxNorm = training.next(state).orElseThrow().form().maxNorm();
        this.accumulator = new Accumulator(layout);
    }

    /** An answer that consists of an update alone. */
    Answers add(double share, double... update) {
        return add(share, Map.of(TrainingSegments.UPDATE, update));
    }

    /** Segments that are not named hold zeros; the share is filled in. */
    Answers add(double share, Map<String, double[]> named) {
        Map<String, double[]> segments = new LinkedHashMap<>(named);
        segments.put(TrainingSegments.SHARE, new double[] {1});
        double[] values = new double[Math.toIntExact(layout.length())];
        segments.forEach(
                (name, block) -> System.arraycopy(block, 0, values, Math.toIntExact(layout.start(name)), block.length));
        Bounding bounding = new Bounding(maxNorm, share);
        Bounding.Outcome outcome = bounding.bound(LocalUpdate.owning(layout, values));
        assertThat(outcome).isInstanceOf(Bounding.Outcome.Bounded.class);
        accumulator.add(FixedPoint.encode(
                layout, ((Bounding.Outcome.Bounded) outcome).update().values()));
        return this;
    }

    /** The losses that a site tells of the received model. */
    Answers addLosses(double share, double trainLoss, double validationLossSum, double validationRows) {
        return add(
                share,
                Map.of(
                        TrainingSegments.TRAIN_LOSS, new double[] {trainLoss},
                        TrainingSegments.VALIDATION_LOSS, new double[] {validationLossSum},
                        TrainingSegments.VALIDATION_ROWS, new double[] {validationRows}));
    }

    Sum sum() {
        return accumulator.sum();
    }
}
