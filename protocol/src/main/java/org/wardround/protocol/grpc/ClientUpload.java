package org.wardround.protocol.grpc;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.protocol.connection.Route;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.transport.BlobSource;
import org.wardround.protocol.transport.ChunkReader;
import org.wardround.protocol.transport.SiteSession;
import org.wardround.protocol.v1.UploadHeader;
import org.wardround.protocol.v1.UploadPart;

/** Sends a blob as fast as the other side takes it: a chunk is read only when it can go out. gRPC calls one method at a time. */
final class ClientUpload extends ClientCall.Listener<byte[]> {
    private final ClientCall<byte[], byte[]> call;
    private final SiteSession session;
    private final Route route;
    private final UploadHeader header;
    private final ChunkReader reader;
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private byte @Nullable [] reply;
    private boolean begun;
    private boolean ended;

    private ClientUpload(
            ClientCall<byte[], byte[]> call, SiteSession session, Route route, UploadHeader header, BlobSource source) {
        this.call = call;
        this.session = session;
        this.route = route;
        this.header = header;
        this.reader = new ChunkReader(source, header.getOffset());
    }

    /** Waits until all is there; returns the reply's bytes. */
    static byte[] send(
            ClientCall<byte[], byte[]> call, SiteSession session, Route route, UploadHeader header, BlobSource source) {
        ClientUpload upload = new ClientUpload(call, session, route, header, source);
        call.start(upload, new Metadata());
        call.request(2);
        return ClientReply.await(upload.whole, route);
    }

    @Override
    public void onReady() {
        try {
            while (!ended && call.isReady()) {
                sendNext();
            }
        } catch (RuntimeException e) {
            ended = true;
            whole.completeExceptionally(e);
            call.cancel("the bytes to send can't be read", e);
        }
    }

    @Override
    public void onMessage(byte[] message) {
        reply = message;
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        ended = true;
        byte[] bytes = reply;
        if (!status.isOk()) {
            whole.completeExceptionally(GrpcErrors.refusal(status, trailers, route));
        } else if (bytes == null) {
            whole.completeExceptionally(
                    new FederationException(ErrorCode.MALFORMED_MESSAGE, route + " ended the upload without a reply"));
        } else {
            whole.complete(bytes);
        }
    }

    private void sendNext() {
        UploadPart.Builder part = UploadPart.newBuilder();
        if (!begun) {
            begun = true;
            call.sendMessage(part(part.setHeader(header).build()));
        } else if (!reader.isAtEnd()) {
            call.sendMessage(part(part.setChunk(reader.next()).build()));
        } else {
            ended = true;
            call.halfClose();
        }
    }

    private byte[] part(UploadPart part) {
        return session.request(Method.UPLOAD, part);
    }
}
