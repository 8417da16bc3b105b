package org.wardround.core.storage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import org.wardround.core.identity.Sha256;
import org.wardround.core.vector.Vector;

/**
 * A stored content as a vector: little-endian 64-bit floats without a header, so that the content's digest is the one that {@link
 * org.wardround.core.vector.VectorDigest} gives. Each read copies from the store. Safe for concurrent reading. {@code toString} shows the length alone.
 */
public final class BlobVector implements Vector, AutoCloseable {
    static final int CHUNK = BlobStore.BLOCK_BYTES / Double.BYTES;

    private final Blob blob;
    private final long length;

    /**
     * @param blob of a whole number of values, closed with this vector
     */
    public BlobVector(Blob blob) {
        if (blob.length() % Double.BYTES != 0) {
            throw new IllegalArgumentException("the content %s has %d bytes, which is no whole number of 64-bit floats"
                    .formatted(blob.digest(), blob.length()));
        }
        this.blob = blob;
        this.length = blob.length() / Double.BYTES;
    }

    /** The same as {@link org.wardround.core.vector.VectorDigest} gives, without reading the values. */
    public Sha256 digest() {
        return blob.digest();
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void read(long offset, double[] target, int count) {
        Objects.checkFromIndexSize(offset, count, length);
        Objects.checkFromIndexSize(0, count, target.length);
        byte[] bytes = new byte[Math.min(count, CHUNK) * Double.BYTES];
        for (int done = 0; done < count; done += CHUNK) {
            int piece = Math.min(CHUNK, count - done);
            blob.read((offset + done) * Double.BYTES, bytes, piece * Double.BYTES);
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asDoubleBuffer()
                    .get(target, done, piece);
        }
    }

    @Override
    public void close() {
        blob.close();
    }

    @Override
    public String toString() {
        return "BlobVector[%d]".formatted(length);
    }
}
