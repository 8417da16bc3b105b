package org.wardround.core.storage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.wardround.core.identity.Sha256;

/**
 * Large contents on disk, each under its SHA-256. A content is whole and durable before it can be found. Thread-safe.
 *
 * <p>Equal contents are one: who deletes must know that nobody else refers to it. Methods throw {@link org.wardround.core.error.FederationException} with
 * {@code STORAGE_FAILED} where the disk fails and {@code STORAGE_FULL} where it is full.
 */
public interface BlobStore extends AutoCloseable {
    /** In what pieces contents are best read and written: 64 KiB. */
    int BLOCK_BYTES = 64 << 10;

    /**
     * A content on its way.
     *
     * @param offset how many of its {@code length} bytes are there
     * @param touched when bytes came last
     */
    record Unfinished(Sha256 digest, long length, long offset, Instant touched) {}

    /**
     * Begins to write a content, or goes on where this sender's earlier writer stopped, also one of an earlier process; what is there is read once before this returns. An
     * earlier writer that is still open is closed, and one that still reads throws {@link IllegalStateException}. Other senders write equal contents beside this one, each its own
     * copy. Where the content is already stored, {@link Staged#offset()} is {@code length} and {@link Staged#finish()} finds it.
     *
     * <p>Throws {@code STORAGE_FULL} where there is no room for the rest of it, and {@code DIGEST_MISMATCH} where the content is stored and has another length.
     *
     * @param sender a name, any text: from whom the content comes
     * @param length in bytes, at least 0
     */
    Staged stage(String sender, Sha256 digest, long length);

    /** {@link #stage(String, Sha256, long)} where all contents come from one sender. */
    default Staged stage(Sha256 digest, long length) {
        return stage("", digest, length);
    }

    /** Begins to write a content that is made here, so that its digest is known at its end. Lost unless finished by this process. */
    Staged create(long length);

    /** Opens a stored content. */
    Optional<Blob> find(Sha256 digest);

    /** Whether there was something to delete; after a power failure it may be there again. Contents that are open remain readable until they are closed. */
    boolean delete(Sha256 digest);

    /** Deletes contents, those that are there, so that no power failure brings one back, nor one that {@link #delete} has taken: durable on return. */
    void erase(SortedSet<Sha256> gone);

    /** All stored contents. */
    SortedSet<Sha256> digests();

    /** Throws away all that the sender began and did not finish; what is being written at the moment stays. */
    void discardStaged(String sender);

    /** All contents that were staged and not finished, sorted by digest; {@code stage(…).discard()} removes one. */
    List<Unfinished> unfinished();

    /** Closes what is staged. Later calls throw {@link IllegalStateException}. */
    @Override
    void close();
}
