package org.wardround.protocol.transport;

import com.google.protobuf.UnsafeByteOperations;
import org.wardround.protocol.message.Limits;
import org.wardround.protocol.v1.Chunk;

/** Cuts a source into the chunks of one transfer; the sending end of uploads and downloads. Not thread-safe. */
public final class ChunkReader {
    private final BlobSource source;
    private long offset;

    /** Begins at {@code offset}, within the source's length. */
    public ChunkReader(BlobSource source, long offset) {
        this.source = source;
        this.offset = offset;
    }

    /** Whether all chunks were taken. */
    public boolean isAtEnd() {
        return offset >= source.length();
    }

    /** The next chunk; IllegalStateException at the end. */
    public Chunk next() {
        if (isAtEnd()) {
            throw new IllegalStateException("all %d bytes were read".formatted(source.length()));
        }
        int count = (int) Math.min(Limits.CHUNK_BYTES, source.length() - offset);
        byte[] bytes = new byte[count];
        source.read(offset, bytes, count);
        Chunk chunk = Chunk.newBuilder()
                .setOffset(offset)
                .setData(UnsafeByteOperations.unsafeWrap(bytes))
                .setCrc32C(ChunkWriter.checksum(bytes, count))
                .build();
        offset += count;
        return chunk;
    }
}
