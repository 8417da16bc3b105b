package org.wardround.core.storage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import org.wardround.core.vector.Vector;
import org.wardround.core.vector.VectorWriter;

/**
 * Writes new vectors straight into a blob store: a finished one is durable, and is a {@link BlobVector} under its digest. One that is never finished is gone when the
 * store closes. Failures are those of {@link BlobStore#create} and {@link Staged}. Thread-safe.
 */
public final class BlobVectors implements VectorWriter.Factory {
    private final BlobStore store;

    public BlobVectors(BlobStore store) {
        this.store = store;
    }

    @Override
    public VectorWriter create(long length) {
        return new Writer(store.create(Math.multiplyExact(length, (long) Double.BYTES)));
    }

    private static final class Writer implements VectorWriter {
        private final Staged staged;
        private final ByteBuffer bytes =
                ByteBuffer.allocate(BlobStore.BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);

        private Writer(Staged staged) {
            this.staged = staged;
        }

        @Override
        public void append(double[] block, int count) {
            Objects.checkFromIndexSize(0, count, block.length);
            Objects.checkFromIndexSize(written(), count, length());
            for (int done = 0; done < count; done += BlobVector.CHUNK) {
                int piece = Math.min(BlobVector.CHUNK, count - done);
                bytes.clear().asDoubleBuffer().put(block, done, piece);
                staged.append(bytes.array(), piece * Double.BYTES);
            }
        }

        @Override
        public Vector finish() {
            if (written() != length()) {
                throw new IllegalStateException("%d of %d values were written".formatted(written(), length()));
            }
            return new BlobVector(staged.finish());
        }

        private long written() {
            return staged.offset() / Double.BYTES;
        }

        private long length() {
            return staged.length() / Double.BYTES;
        }
    }
}
