package org.wardround.core.storage;

import java.security.MessageDigest;
import org.wardround.core.identity.Sha256;

/** A content in a {@link BlobStore}, opened for reading. Safe for concurrent reading; to be closed by whoever asked for it. */
public interface Blob extends AutoCloseable {
    Sha256 digest();

    /** In bytes. */
    long length();

    /**
     * Copies {@code count} bytes from {@code offset} on to the front of {@code target}. Throws {@link IndexOutOfBoundsException} beyond the end, and
     * {@link org.wardround.core.error.FederationException} with {@code STORAGE_FAILED} where the disk fails.
     */
    void read(long offset, byte[] target, int count);

    /** Reads all of it and throws {@code STORAGE_CORRUPT} where the content has not the digest any more. Nothing else checks that. */
    default void verify() {
        MessageDigest found = Sha256.newDigest();
        byte[] block = new byte[(int) Math.min(BlobStore.BLOCK_BYTES, length())];
        for (long offset = 0; offset < length(); offset += block.length) {
            int count = (int) Math.min(block.length, length() - offset);
            read(offset, block, count);
            found.update(block, 0, count);
        }
        Sha256 digest = Sha256.finish(found);
        if (!digest.equals(digest())) {
            throw StorageFailure.changed("a stored content of %d bytes".formatted(length()), digest(), digest);
        }
    }

    @Override
    void close();
}
