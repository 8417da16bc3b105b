package org.wardround.protocol.transport;

import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.protocol.message.MessageCodec;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.message.ProtocolVersion;
import org.wardround.protocol.v1.UploadHeader;
import org.wardround.protocol.v1.UploadPart;
import org.wardround.protocol.v1.UploadReply;

/** One upload at the coordinator, the same on every transport: parts in, a reply out. Close it in any case. Not thread-safe. */
public final class UploadReceiver implements AutoCloseable {
    private final SiteApi api;
    private final Caller caller;
    private @Nullable Transfer transfer;

    private record Transfer(BlobReference blob, BlobSink sink, ChunkWriter writer, ProtocolVersion version) {}

    public UploadReceiver(SiteApi api, Caller caller) {
        this.api = api;
        this.caller = caller;
    }

    /** The next part in order; the first is the header. Refused by {@link FederationException}. */
    public void onPart(byte[] bytes) {
        UploadPart part = decoded(bytes);
        Transfer open = transfer;
        switch (part.getKindCase()) {
            case HEADER -> {
                if (open != null) {
                    throw outOfOrder("a second header");
                }
                transfer = begin(part.getHeader(), MessageCodec.versionOf(part));
            }
            case CHUNK -> {
                if (open == null) {
                    throw outOfOrder("a chunk before the header");
                }
                open.writer().append(part.getChunk());
            }
            case KIND_NOT_SET -> throw outOfOrder("a part that is neither header nor chunk");
        }
    }

    /** The caller has sent all; returns the reply's bytes when the blob is durable. */
    public byte[] onEnd() {
        Transfer open = transfer;
        if (open == null) {
            throw outOfOrder("nothing");
        }
        open.writer().finish();
        UploadReply reply =
                UploadReply.newBuilder().setOffset(open.blob().length()).build();
        return MessageCodec.encodeReply(Method.UPLOAD, reply, open.version());
    }

    /** What has arrived is kept. */
    @Override
    public void close() {
        Transfer open = transfer;
        if (open != null) {
            transfer = null;
            open.sink().close();
        }
    }

    private UploadPart decoded(byte[] bytes) {
        try {
            return (UploadPart) MessageCodec.decodeRequest(Method.UPLOAD, bytes);
        } catch (FederationException e) {
            api.refused(caller, Method.UPLOAD, e);
            throw e;
        }
    }

    private Transfer begin(UploadHeader header, ProtocolVersion version) {
        BlobReference blob = BlobReference.of(header.getBlob());
        BlobSink sink = api.accept(caller, blob);
        if (sink.offset() != header.getOffset()) {
            long kept = sink.offset();
            sink.close();
            throw new FederationException(
                    ErrorCode.OFFSET_MISMATCH,
                    "the upload of %s begins at byte %d, but %d of %d bytes are kept: ask BlobStatus and go on there"
                            .formatted(blob.digest(), header.getOffset(), kept, blob.length()));
        }
        return new Transfer(blob, sink, new ChunkWriter(blob, sink), version);
    }

    private static FederationException outOfOrder(String got) {
        return new FederationException(
                ErrorCode.OUT_OF_ORDER,
                "an upload is one header and then chunks, got %s: ask BlobStatus and begin again".formatted(got));
    }
}
