package org.wardround.study.results;

import java.util.List;

/**
 * A confusion matrix.
 *
 * @param counts a row for each true class, a column for each predicted class, both in the order of the labels
 */
public record Confusion(List<String> labels, List<List<Integer>> counts) {
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

    public boolean isNone() {
        return labels.isEmpty();
    }
}
