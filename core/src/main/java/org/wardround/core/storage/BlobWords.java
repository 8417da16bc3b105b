package org.wardround.core.storage;

import org.wardround.core.sum.ArrayWords;
import org.wardround.core.sum.Ring;
import org.wardround.core.sum.Words;

/** A stored content as words: little-endian integers of a ring without a header. Each read copies from the store. Safe for concurrent reading. */
public final class BlobWords implements Words, AutoCloseable {
    private final Blob blob;
    private final Ring ring;
    private final int chunk;
    private final long length;

    /** @param blob of a whole number of words, closed with these */
    public BlobWords(Blob blob, Ring ring) {
        if (blob.length() % ring.wordBytes() != 0) {
            throw new IllegalArgumentException("the content %s has %d bytes, which is no whole number of words"
                    .formatted(blob.digest(), blob.length()));
        }
        this.blob = blob;
        this.ring = ring;
        this.chunk = BlobStore.BLOCK_BYTES / ring.wordBytes();
        this.length = blob.length() / ring.wordBytes();
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public Ring ring() {
        return ring;
    }

    @Override
    public void read(long offset, long[] target, int count) {
        byte[] bytes = new byte[Math.min(count, chunk) * ring.wordBytes()];
        for (int done = 0; done < count; done += chunk) {
            int piece = Math.min(chunk, count - done);
            blob.read((offset + done) * ring.wordBytes(), bytes, piece * ring.wordBytes());
            ring.read(bytes, piece, target, done);
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
