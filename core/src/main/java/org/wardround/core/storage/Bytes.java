package org.wardround.core.storage;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.wardround.core.identity.Sha256;

/** An immutable sequence of bytes, equal to another with the same bytes. {@code toString} shows the length alone. Thread-safe. */
public final class Bytes {
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    public static Bytes copyOf(byte[] content) {
        return content.length == 0 ? EMPTY : new Bytes(content.clone());
    }

    /** The text in UTF-8. */
    public static Bytes of(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    public int length() {
        return content.length;
    }

    /** The bytes in a new array. */
    public byte[] toArray() {
        return content.clone();
    }

    public Sha256 digest() {
        return Sha256.of(content);
    }

    void update(MessageDigest digest) {
        digest.update(content);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return "Bytes[%d]".formatted(content.length);
    }
}
