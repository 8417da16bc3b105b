package org.wardround.core.storage;

import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;

/** A writer with nothing to write: the content was there. */
final class StoredAlready implements Staged {
    private final FileBlobStore store;
    private final Sha256 digest;
    private final long length;

    StoredAlready(FileBlobStore store, Sha256 digest, long length) {
        this.store = store;
        this.digest = digest;
        this.length = length;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public long offset() {
        return length;
    }

    @Override
    public void append(byte[] bytes, int count) {
        if (count != 0) {
            throw new IndexOutOfBoundsException("%d more bytes for a content that is whole".formatted(count));
        }
    }

    @Override
    public Blob finish() {
        return store.findDurable(digest)
                .orElseThrow(() -> new FederationException(
                        ErrorCode.DIGEST_MISMATCH,
                        "the content %s was deleted meanwhile: send it again".formatted(digest)));
    }

    @Override
    public void discard() {}

    @Override
    public void close() {}
}
