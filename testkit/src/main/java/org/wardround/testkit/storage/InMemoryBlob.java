package org.wardround.testkit.storage;

import java.util.Objects;
import org.wardround.core.identity.Sha256;
import org.wardround.core.storage.Blob;

/** A stored content; its array is not changed any more. */
final class InMemoryBlob implements Blob {
    private final Sha256 digest;
    private final byte[] content;

    InMemoryBlob(Sha256 digest, byte[] content) {
        this.digest = digest;
        this.content = content;
    }

    @Override
    public Sha256 digest() {
        return digest;
    }

    @Override
    public long length() {
        return content.length;
    }

    @Override
    public void read(long offset, byte[] target, int count) {
        Objects.checkFromIndexSize(offset, count, length());
        Objects.checkFromIndexSize(0, count, target.length);
        System.arraycopy(content, (int) offset, target, 0, count);
    }

    @Override
    public void close() {}
}
