package org.wardround.study.results;

import java.util.List;

/**
 * How many test rows have which prediction.
 *
 * @param edges ascending; one more than there are bins
 * @param positives rows with the event, by bin
 * @param negatives rows without, by bin
 */
public record ScoreHistogram(List<Double> edges, List<Integer> positives, List<Integer> negatives) {
    public static final ScoreHistogram NONE = new ScoreHistogram(List.of(), List.of(), List.of());

    public ScoreHistogram {
        edges = List.copyOf(edges);
        positives = List.copyOf(positives);
        negatives = List.copyOf(negatives);
        int bins = Math.max(0, edges.size() - 1);
        if (positives.size() != bins || negatives.size() != bins) {
            throw new IllegalArgumentException("a histogram with %d edges has %d bins".formatted(edges.size(), bins));
        }
    }

    public boolean isNone() {
        return edges.isEmpty();
    }
}
