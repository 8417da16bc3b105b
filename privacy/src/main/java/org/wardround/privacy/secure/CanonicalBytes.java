package org.wardround.privacy.secure;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.wardround.core.identity.Sha256;

/**
 * The one form in bytes of a list of fields: numbers as eight bytes, the highest first; all else after its length in bytes as such a number. Two lists of fields never
 * have the same bytes. Not thread-safe.
 */
final class CanonicalBytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    CanonicalBytes number(long value) {
        bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
        return this;
    }

    CanonicalBytes bytes(byte[] value) {
        number(value.length);
        bytes.writeBytes(value);
        return this;
    }

    /** In UTF-8. */
    CanonicalBytes text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    CanonicalBytes digest(Sha256 value) {
        return bytes(value.toBytes());
    }

    byte[] toArray() {
        return bytes.toByteArray();
    }
}
