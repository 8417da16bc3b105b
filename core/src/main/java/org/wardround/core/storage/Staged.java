package org.wardround.core.storage;

/**
 * A content on its way into a {@link BlobStore}, written from front to back. One thread at a time. After any failure but that of {@link #finish()} for want of
 * bytes, it is closed; stage the content again, which goes on from where the disk got to.
 */
public interface Staged extends AutoCloseable {
    /** The announced length, in bytes. */
    long length();

    /** How many bytes are there already: where the writer goes on. */
    long offset();

    /**
     * Appends the first {@code count} bytes. Throws {@link IndexOutOfBoundsException} beyond the announced length, {@link IllegalStateException} where somebody else
     * has staged the same content since, and {@link org.wardround.core.error.FederationException} with {@code STORAGE_FULL} or {@code STORAGE_FAILED}.
     */
    void append(byte[] bytes, int count);

    /**
     * Checks length and digest and returns when the content is durable and can be found. To be called once.
     *
     * <p>Throws {@link IllegalStateException} while bytes are missing. Where the digest is another one, {@code DIGEST_MISMATCH}: all that was staged is thrown away,
     * and the writer starts at 0.
     */
    Blob finish();

    /** Throws away what was staged. */
    void discard();

    /** Keeps what was staged, unless it was {@link BlobStore#create created} without a digest, and ends the writing. Calling it again does nothing. */
    @Override
    void close();
}
