package org.wardround.core.storage;

import java.util.List;

/** What is written all together or not at all. Each stream at most once. */
public record Batch(List<Append> appends) {
    public Batch {
        appends = List.copyOf(appends);
        long streams = appends.stream().map(Append::stream).distinct().count();
        if (appends.isEmpty() || streams != appends.size()) {
            throw new IllegalArgumentException("a batch has at least one append and each stream once, got %s"
                    .formatted(appends.stream().map(Append::stream).toList()));
        }
    }

    public static Batch of(Append... appends) {
        return new Batch(List.of(appends));
    }
}
