package org.wardround.protocol.transport;

import com.google.protobuf.ByteString;
import java.util.zip.CRC32C;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.protocol.message.Limits;
import org.wardround.protocol.v1.Chunk;

/** Appends the chunks of one transfer to a sink, each checked; the receiving end of uploads and downloads. Not thread-safe. */
public final class ChunkWriter {
    private final BlobReference blob;
    private final BlobSink sink;
    private final byte[] buffer = new byte[Limits.CHUNK_BYTES];

    public ChunkWriter(BlobReference blob, BlobSink sink) {
        this.blob = blob;
        this.sink = sink;
    }

    /** Refuses by OFFSET_MISMATCH, WRONG_LENGTH or CHUNK_DAMAGED what does not continue the blob; nothing of a refused chunk is kept. */
    public void append(Chunk chunk) {
        ByteString data = chunk.getData();
        if (chunk.getOffset() != sink.offset()) {
            throw refused(ErrorCode.OFFSET_MISMATCH, "goes on at byte %d".formatted(chunk.getOffset()));
        }
        if (data.size() > blob.length() - sink.offset()) {
            throw refused(ErrorCode.WRONG_LENGTH, "has more bytes than were announced");
        }
        data.copyTo(buffer, 0);
        if (checksum(buffer, data.size()) != chunk.getCrc32C()) {
            throw refused(ErrorCode.CHUNK_DAMAGED, "has a chunk of another checksum");
        }
        sink.append(buffer, data.size());
    }

    /** The other side has sent all: WRONG_LENGTH if bytes are missing, DIGEST_MISMATCH if they are others. */
    public void finish() {
        if (sink.offset() != blob.length()) {
            throw refused(ErrorCode.WRONG_LENGTH, "ended early");
        }
        sink.finish();
    }

    static int checksum(byte[] bytes, int count) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, count);
        return (int) crc.getValue();
    }

    private FederationException refused(ErrorCode code, String what) {
        return new FederationException(
                code,
                "the transfer of %s %s; %d of %d bytes are kept: ask BlobStatus and go on there"
                        .formatted(blob.digest(), what, sink.offset(), blob.length()));
    }
}
