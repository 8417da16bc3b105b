package org.wardround.core.strategy;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.wardround.core.aggregate.Aggregate;
import org.wardround.core.aggregate.OrderStatistics;
import org.wardround.core.aggregate.PerSiteAggregator;
import org.wardround.core.aggregate.SiteChange;
import org.wardround.core.aggregate.SiteChanges;
import org.wardround.core.update.PerSiteUpdate;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.VectorWriter;

/**
 * Answers that are read one by one. Losses are claims as well, and early stopping hears them: so a round's loss is the median over sites, weighted by
 * rows up to a cap, and no few sites can make a good model look bad.
 */
final class PerSiteAnswers implements RoundAnswers {
    /** A site counts for no more than the median number of rows, so that no minority of sites has half of the weight. */
    private static final double LOSS_WEIGHT_CAP = 1;

    private final PerSiteAggregator aggregator;
    private final List<PerSiteUpdate> updates;
    private final VectorWriter.Factory vectors;

    /**
     * @param updates of different sites, in any order
     */
    PerSiteAnswers(PerSiteAggregator aggregator, Collection<PerSiteUpdate> updates, VectorWriter.Factory vectors) {
        if (updates.isEmpty()) {
            throw new IllegalArgumentException("at least one site must have answered");
        }
        this.aggregator = aggregator;
        this.updates = updates.stream()
                .sorted(Comparator.comparing(PerSiteUpdate::site))
                .toList();
        this.vectors = vectors;
    }

    @Override
    public int contributors() {
        return updates.size();
    }

    @Override
    public double trainLoss() {
        return median(updates, PerSiteAnswers::rows, update -> update.value(TrainingSegments.TRAIN_LOSS));
    }

    @Override
    public double validationLoss() {
        List<PerSiteUpdate> validated =
                updates.stream().filter(update -> validationRows(update) >= 1).toList();
        return validated.isEmpty()
                ? Double.NaN
                : median(
                        validated,
                        PerSiteAnswers::validationRows,
                        update -> update.value(TrainingSegments.VALIDATION_LOSS) / validationRows(update));
    }

    private static double median(
            List<PerSiteUpdate> updates, ToDoubleFunction<PerSiteUpdate> rows, ToDoubleFunction<PerSiteUpdate> loss) {
        double[] claims = updates.stream().mapToDouble(rows).toArray();
        return OrderStatistics.weightedMedian(
                updates.stream().mapToDouble(loss).toArray(), OrderStatistics.capped(claims, LOSS_WEIGHT_CAP));
    }

    @Override
    public double noise() {
        return 0;
    }

    @Override
    public Advance advance(ServerState server) {
        SiteChanges changes = new SiteChanges(updates.stream()
                .map(update -> new SiteChange(update.site(), rows(update), update.vector(TrainingSegments.UPDATE)))
                .toList());
        Aggregate aggregate = aggregator.aggregate(changes, server.bound(), vectors);
        return new Advance(
                aggregate.change(), ArrayVector.EMPTY, aggregate.bound(), aggregate.bound(), aggregate.outliers());
    }

    /** A site that claims to have no rows, or fewer than none, counts as having one. */
    private static double rows(PerSiteUpdate update) {
        return Math.max(1, update.value(TrainingSegments.ROWS));
    }

    private static double validationRows(PerSiteUpdate update) {
        return update.value(TrainingSegments.VALIDATION_ROWS);
    }
}
