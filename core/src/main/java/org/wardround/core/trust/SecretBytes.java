package org.wardround.core.trust;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Bytes that must not be seen: not in texts, not in logs, compared in constant time, overwritten when closed. The bytes that are given are copied;
 * whoever gave them wipes his own. Java may have copied them while it moved objects, which nothing here can undo. Not thread-safe while it is
 * being closed.
 */
public final class SecretBytes implements AutoCloseable {
    private final byte[] bytes;
    private boolean wiped;

    private SecretBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    public static SecretBytes copyOf(byte[] bytes) {
        return new SecretBytes(bytes.clone());
    }

    public int sizeBytes() {
        return bytes.length;
    }

    /**
     * A copy, which the caller overwrites when it is done.
     *
     * @throws IllegalStateException where this was closed
     */
    public byte[] read(SecretAccess access) {
        requireOpen();
        return bytes.clone();
    }

    /** Whether both hold the same; takes the same time wherever they differ. */
    public boolean sameAs(SecretBytes other) {
        requireOpen();
        other.requireOpen();
        return MessageDigest.isEqual(bytes, other.bytes);
    }

    private void requireOpen() {
        if (wiped) {
            throw new IllegalStateException("this secret was wiped");
        }
    }

    /** Overwrites the bytes. A second call does nothing. */
    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
        wiped = true;
    }

    @Override
    public String toString() {
        return "a secret of %d bytes".formatted(bytes.length);
    }
}
