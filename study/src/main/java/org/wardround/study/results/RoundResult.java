package org.wardround.study.results;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wardround.core.identity.SiteId;

/**
 * One round.
 *
 * @param number from 1
 * @param losses of the model that the round made
 * @param contributors sites whose update counted
 * @param lost sites that were asked and did not contribute, with the reason in words
 * @param step size and time
 */
public record RoundResult(
        int number, Losses losses, SortedSet<SiteId> contributors, SortedMap<SiteId, String> lost, Step step) {
    public RoundResult {
        contributors = Collections.unmodifiableSortedSet(new TreeSet<>(contributors));
        lost = Ordered.sorted(lost);
    }

    /**
     * Mean loss a row, over the sites together.
     *
     * @param validation NaN where no validation rows were kept
     */
    public record Losses(double train, double validation) {}

    /**
     * What the round changed.
     *
     * @param updateNorm Euclidean norm of the change of the model
     * @param seconds wall-clock time
     * @param bound Euclidean norm to which changes were scaled down; NaN where nothing bounded them
     * @param outliers sites whose change stood apart, with what was done about it
     */
    public record Step(double updateNorm, double seconds, double bound, SortedMap<SiteId, String> outliers) {
        public Step {
            outliers = Ordered.sorted(outliers);
        }

        /** A change that nothing bounded and in which nobody stood apart. */
        public Step(double updateNorm, double seconds) {
            this(updateNorm, seconds, Double.NaN, new TreeMap<>());
        }
    }
}
