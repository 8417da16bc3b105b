package org.wardround.core.storage;

import java.time.Instant;
import org.wardround.core.identity.Sha256;

/**
 * An event in its place.
 *
 * @param sequence 1 for the first of its stream, without gaps
 * @param at when it was written, in whole milliseconds: for people to read and for keeping nothing too long, never for deciding what happens in a run
 * @param hash of the stream up to and with this event, as {@link EventChain} defines it
 */
public record StoredEvent(StreamName stream, long sequence, Instant at, Event event, Sha256 hash) {
    /** The stream as it stood with this event as its last. */
    public StreamHead head() {
        return new StreamHead(stream, sequence, hash);
    }
}
