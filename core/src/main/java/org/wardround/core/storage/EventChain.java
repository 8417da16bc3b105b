package org.wardround.core.storage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import org.wardround.core.identity.Sha256;

/**
 * The hash chain of a stream: who changes, removes or reorders an event changes every hash from there on.
 *
 * <p>The hash of no event is SHA-256("wardround-journal-1" ‖ line feed ‖ name). Each event makes SHA-256(hash before ‖ sequence ‖ milliseconds since 1970 ‖
 * length of the type ‖ type ‖ payload), with the two numbers and the length as big-endian integers of 8, 8 and 4 bytes and the text in UTF-8.
 */
public final class EventChain {
    private static final String DOMAIN = "wardround-journal-1\n";

    private EventChain() {}

    /** The hash of a stream without events. */
    public static Sha256 start(StreamName stream) {
        return Sha256.of(DOMAIN + stream.name());
    }

    /** {@code event} in its place after {@code head}; {@code at} is cut to milliseconds. */
    public static StoredEvent next(StreamHead head, Instant at, Event event) {
        long sequence = head.length() + 1;
        long millis = at.toEpochMilli();
        byte[] type = event.type().getBytes(StandardCharsets.UTF_8);
        MessageDigest digest = Sha256.newDigest();
        digest.update(head.hash().toBytes());
        digest.update(ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES)
                .putLong(sequence)
                .putLong(millis)
                .putInt(type.length)
                .flip());
        digest.update(type);
        event.payload().update(digest);
        return new StoredEvent(head.stream(), sequence, Instant.ofEpochMilli(millis), event, Sha256.finish(digest));
    }

    /** Throws {@link org.wardround.core.error.ErrorCode#STORAGE_CORRUPT} unless {@code events} follow {@code head} and each other. */
    public static void check(StreamHead head, List<StoredEvent> events) {
        StreamHead before = head;
        for (StoredEvent event : events) {
            if (!event.equals(next(before, event.at(), event.event()))) {
                throw StorageFailure.brokenChain(before, event.sequence());
            }
            before = event.head();
        }
    }
}
