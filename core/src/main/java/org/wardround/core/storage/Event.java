package org.wardround.core.storage;

import java.util.regex.Pattern;

/**
 * Something that happened, as a journal keeps it.
 *
 * @param type what the payload is: 1 to 64 letters and digits, such as {@code RoundPlanned}
 * @param payload at most {@link #LARGEST_PAYLOAD_BYTES}; never forgotten as long as its stream is there, so what must be deleted earlier is an
 *     {@link Append#attachments() attachment}
 */
public record Event(String type, Bytes payload) {
    public static final int LARGEST_PAYLOAD_BYTES = 1 << 20;

    private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9]{1,64}");

    public Event {
        if (!TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException(
                    "an event's type has 1 to 64 letters and digits, got '%s'".formatted(type));
        }
        if (payload.length() > LARGEST_PAYLOAD_BYTES) {
            throw new IllegalArgumentException("an event's payload has at most %d bytes, got %d"
                    .formatted(LARGEST_PAYLOAD_BYTES, payload.length()));
        }
    }
}
