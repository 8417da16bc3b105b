package org.wardround.core.storage;

import java.util.List;

/**
 * What is written all together or not at all.
 *
 * @param appends at least one; each stream at most once
 * @param erased streams that go with all their events and attachments, as if they had never been; none that is appended to. One that is not there is no error
 */
public record Batch(List<Append> appends, List<StreamName> erased) {
    public Batch {
        appends = List.copyOf(appends);
        erased = List.copyOf(erased);
        List<StreamName> streams = appends.stream().map(Append::stream).toList();
        if (appends.isEmpty() || streams.stream().distinct().count() != appends.size()) {
            throw new IllegalArgumentException(
                    "a batch has at least one append and each stream once, got %s".formatted(streams));
        }
        if (erased.stream().anyMatch(streams::contains)) {
            throw new IllegalArgumentException(
                    "a batch erases no stream that it appends to, got %s and %s".formatted(erased, streams));
        }
    }

    /** Erases nothing. */
    public Batch(List<Append> appends) {
        this(appends, List.of());
    }

    public static Batch of(Append... appends) {
        return new Batch(List.of(appends));
    }

    /** The same, which erases these streams. */
    public Batch erasing(List<StreamName> gone) {
        return new Batch(appends, gone);
    }
}
