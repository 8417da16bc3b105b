package org.wardround.core.storage;

import java.util.List;
import org.wardround.core.identity.Sha256;

/**
 * What a batch does to one stream.
 *
 * <p>Attachments are small contents that the events refer to by SHA-256, such as the vector of an answer. They become durable with the events and can be
 * dropped by a later append, which leaves the hash chain whole. They belong to the stream: another one may hold the same content, and keeps it.
 *
 * @param after how many events the stream must have so far
 * @param events at least one, oldest first
 * @param attachments each of at most {@link #LARGEST_ATTACHMENT_BYTES}; one that is already there is left alone
 * @param dropped attachments that go, before the new ones come; one that is not there is no error
 */
public record Append(StreamName stream, long after, List<Event> events, List<Bytes> attachments, List<Sha256> dropped) {
    public static final int LARGEST_ATTACHMENT_BYTES = 64 << 10;

    public Append {
        events = List.copyOf(events);
        attachments = List.copyOf(attachments);
        dropped = List.copyOf(dropped);
        if (after < 0 || events.isEmpty()) {
            throw new IllegalArgumentException(
                    "an append has at least one event, after 0 or more others, got %d after %d"
                            .formatted(events.size(), after));
        }
        for (Bytes attachment : attachments) {
            if (attachment.length() > LARGEST_ATTACHMENT_BYTES) {
                throw new IllegalArgumentException(
                        "an attachment has at most %d bytes, got %d; larger ones go to a blob store"
                                .formatted(LARGEST_ATTACHMENT_BYTES, attachment.length()));
            }
        }
    }

    /** Events without attachments, after what {@code head} says. */
    public static Append of(StreamHead head, Event... events) {
        return new Append(head.stream(), head.length(), List.of(events), List.of(), List.of());
    }

    public Append attaching(Bytes... added) {
        return new Append(stream, after, events, List.of(added), dropped);
    }

    public Append dropping(Sha256... gone) {
        return new Append(stream, after, events, attachments, List.of(gone));
    }
}
