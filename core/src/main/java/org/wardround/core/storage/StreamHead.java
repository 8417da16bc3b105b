package org.wardround.core.storage;

import org.wardround.core.identity.Sha256;

/**
 * How far a stream goes and what it holds up to there.
 *
 * @param length how many events it has
 * @param hash of all of them, as {@link EventChain} defines it
 */
public record StreamHead(StreamName stream, long length, Sha256 hash) {
    public StreamHead {
        if (length < 0) {
            throw new IllegalArgumentException("a stream can't have %d events".formatted(length));
        }
    }

    /** Of a stream without events. */
    public static StreamHead empty(StreamName stream) {
        return new StreamHead(stream, 0, EventChain.start(stream));
    }
}
