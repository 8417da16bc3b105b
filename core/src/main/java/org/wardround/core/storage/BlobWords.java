package org.wardround.core.storage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.wardround.core.sum.ArrayWords;
import org.wardround.core.sum.Words;

/** A stored content as words: little-endian 64-bit integers without a header. Each read copies from the store. Safe for concurrent reading. */
public final class BlobWords implements Words, AutoCloseable {
    private static final int CHUNK = BlobStore.BLOCK_BYTES / Long.BYTES;

    private final Blob blob;
    private final long length;

    /** @param blob of a whole number of words, closed with these */
    public BlobWords(Blob blob) {
        if (blob.length() % Long.BYTES != 0) {
            throw new IllegalArgumentException("the content %s has %d bytes, which is no whole number of words"
                    .formatted(blob.digest(), blob.length()));
        }
        this.blob = blob;
        this.length = blob.length() / Long.BYTES;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void read(long offset, long[] target, int count) {
        byte[] bytes = new byte[Math.min(count, CHUNK) * Long.BYTES];
        for (int done = 0; done < count; done += CHUNK) {
            int piece = Math.min(CHUNK, count - done);
            blob.read((offset + done) * Long.BYTES, bytes, piece * Long.BYTES);
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(target, done, piece);
        }
    }

    @Override
    public void addTo(long offset, long[] target, int count) {
        long[] read = new long[count];
        read(offset, read, count);
        ArrayWords.owning(read).addTo(0, target, count);
    }

    @Override
    public void close() {
        blob.close();
    }

    @Override
    public String toString() {
        return "BlobWords[%d]".formatted(length);
    }
}
