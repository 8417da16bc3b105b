package org.wardround.study.results;

import java.util.List;

/**
 * A confusion matrix.
 *
 * @param counts some of which may be suppressed; a row for each true class, a column for each predicted class, both in the order of the labels
 */
public record Confusion(List<String> labels, List<List<Count>> counts) {
    public static final Confusion NONE = new Confusion(List.of(), List.of());

    public Confusion {
        labels = List.copyOf(labels);
        counts = counts.stream().map(List::copyOf).toList();
        int classes = labels.size();
        if (counts.size() != classes || counts.stream().anyMatch(row -> row.size() != classes)) {
            throw new IllegalArgumentException(
                    "a confusion matrix of %d classes has as many rows and columns".formatted(classes));
        }
    }

    /** With counts that are all shown. */
    public static Confusion of(List<String> labels, List<List<Integer>> counts) {
        return new Confusion(
                labels,
                counts.stream()
                        .map(row -> row.stream().map(count -> Count.of(count)).toList())
                        .toList());
    }

    public boolean isNone() {
        return labels.isEmpty();
    }
}
