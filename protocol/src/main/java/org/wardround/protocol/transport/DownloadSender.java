package org.wardround.protocol.transport;

import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.protocol.message.MessageCodec;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.message.ProtocolVersion;
import org.wardround.protocol.v1.DownloadPart;
import org.wardround.protocol.v1.DownloadRequest;

/** One download at the coordinator, the same on every transport: a request in, parts out. Close it in any case. Not thread-safe. */
public final class DownloadSender implements AutoCloseable {
    private final BlobSource source;
    private final ChunkReader reader;
    private final ProtocolVersion version;

    private DownloadSender(BlobSource source, long offset, ProtocolVersion version) {
        this.source = source;
        this.reader = new ChunkReader(source, offset);
        this.version = version;
    }

    /** Begins the download that {@code request} asks for; refused by {@link FederationException}. */
    public static DownloadSender begin(SiteApi api, Caller caller, byte[] request) {
        DownloadRequest asked = (DownloadRequest) MessageCodec.decodeRequest(Method.DOWNLOAD, request);
        BlobReference blob = BlobReference.of(asked.getBlob());
        BlobSource source = api.open(caller, blob);
        if (source.length() != blob.length() || asked.getOffset() > blob.length()) {
            long length = source.length();
            source.close();
            throw new FederationException(
                    ErrorCode.WRONG_LENGTH,
                    "%s has %d bytes, got a request for %d from byte %d on"
                            .formatted(blob.digest(), length, blob.length(), asked.getOffset()));
        }
        return new DownloadSender(source, asked.getOffset(), MessageCodec.versionOf(asked));
    }

    public boolean isAtEnd() {
        return reader.isAtEnd();
    }

    /** The bytes of the next part; IllegalStateException at the end. */
    public byte[] next() {
        DownloadPart part = DownloadPart.newBuilder().setChunk(reader.next()).build();
        return MessageCodec.encodeReply(Method.DOWNLOAD, part, version);
    }

    @Override
    public void close() {
        source.close();
    }
}
