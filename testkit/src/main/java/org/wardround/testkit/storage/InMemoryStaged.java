package org.wardround.testkit.storage;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.storage.Blob;
import org.wardround.core.storage.Staged;

/** A writer of an {@link InMemoryBlobStore}; {@code announced} is null for a content that was created without a digest. */
final class InMemoryStaged implements Staged {
    private final InMemoryBlobStore store;
    private final MemoryFiles.Content content;
    private final long length;
    private final MemoryFiles.@Nullable Key announced;
    private boolean closed;

    InMemoryStaged(
            InMemoryBlobStore store, MemoryFiles.Content content, long length, MemoryFiles.@Nullable Key announced) {
        this.store = store;
        this.content = content;
        this.length = length;
        this.announced = announced;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public long offset() {
        return content.bytes().length;
    }

    @Override
    public void append(byte[] bytes, int count) {
        Objects.checkFromIndexSize(0, count, bytes.length);
        Objects.checkFromIndexSize(offset(), count, length);
        store.write(() -> {
            requireOpen();
            // Whoever fails to append has to stage again.
            closed = true;
            store.append(content, bytes, count);
            closed = false;
        });
    }

    @Override
    public Blob finish() {
        if (offset() != length) {
            throw new IllegalStateException("%d of %d bytes were written".formatted(offset(), length));
        }
        Sha256 digest = Sha256.of(content.bytes());
        store.write(() -> {
            requireOpen();
            closed = true;
            if (announced != null && !digest.equals(announced.digest())) {
                store.unstage(announced);
                throw new FederationException(
                        ErrorCode.DIGEST_MISMATCH,
                        "the %d bytes have SHA-256 %s, announced was %s".formatted(length, digest, announced.digest()));
            }
            store.keep(content, digest, announced);
        });
        return new InMemoryBlob(digest, content.bytes());
    }

    @Override
    public void discard() {
        store.write(() -> {
            requireOpen();
            closed = true;
            if (announced != null) {
                store.unstage(announced);
            }
        });
    }

    @Override
    public void close() {
        closed = true;
    }

    boolean isOpen() {
        return !closed;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this writer is closed, or another one has staged the same content since");
        }
    }
}
