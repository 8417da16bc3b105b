package org.wardround.core.dataset;

import java.util.List;

/**
 * One side of the split. {@code toString} shows no counts.
 *
 * @param outcomes rows of each class of a binary or category; rows that are censored and rows with the event for a time-to-event; empty for a
 *     number
 */
public record SideFlow(int rows, int patients, List<Integer> outcomes) {
    public SideFlow {
        outcomes = List.copyOf(outcomes);
    }

    @Override
    public String toString() {
        return "SideFlow";
    }
}
