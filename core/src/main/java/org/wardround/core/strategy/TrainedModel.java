package org.wardround.core.strategy;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.aggregate.Outlier;
import org.wardround.core.identity.SiteId;
import org.wardround.core.vector.Vector;

/**
 * Parameters as they were after a round.
 *
 * @param round completed training rounds; 0: the initial model
 * @param step how the round led to it
 */
public record TrainedModel(int round, Vector parameters, Step step) {
    /**
     * The change that a round made.
     *
     * @param updateNorm L2 norm of the mean change; 0 for the initial model
     * @param bound L2 norm to which the sites' changes were scaled down; NaN where nothing bounded them or each site knows its own
     * @param outliers sites whose change stood apart; always empty where only a sum was seen
     */
    public record Step(double updateNorm, double bound, SortedMap<SiteId, Outlier> outliers) {
        /** No change yet. */
        public static final Step NONE = new Step(0, Double.NaN, Collections.emptySortedMap());

        public Step {
            outliers = Collections.unmodifiableSortedMap(new TreeMap<>(outliers));
        }
    }

    static TrainedModel initial(Vector parameters) {
        return new TrainedModel(0, parameters, Step.NONE);
    }

    public double updateNorm() {
        return step.updateNorm();
    }
}
