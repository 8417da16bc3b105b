package org.wardround.protocol.grpc;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.CompletableFuture;
import org.wardround.protocol.connection.Route;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.transport.BlobReference;
import org.wardround.protocol.transport.BlobSink;
import org.wardround.protocol.transport.ChunkWriter;
import org.wardround.protocol.transport.SiteSession;
import org.wardround.protocol.v1.DownloadPart;
import org.wardround.protocol.v1.DownloadRequest;

/** Takes a blob; a part is asked for when the one before is written. gRPC calls one method at a time. */
final class ClientDownload extends ClientCall.Listener<byte[]> {
    private final ClientCall<byte[], byte[]> call;
    private final SiteSession session;
    private final Route route;
    private final ChunkWriter writer;
    private final CompletableFuture<Boolean> whole = new CompletableFuture<>();

    private ClientDownload(ClientCall<byte[], byte[]> call, SiteSession session, Route route, ChunkWriter writer) {
        this.call = call;
        this.session = session;
        this.route = route;
        this.writer = writer;
    }

    /** Waits until all is there and finished. */
    static void receive(
            ClientCall<byte[], byte[]> call,
            SiteSession session,
            Route route,
            DownloadRequest request,
            BlobReference blob,
            BlobSink sink) {
        byte[] first = session.request(Method.DOWNLOAD, request);
        ClientDownload download = new ClientDownload(call, session, route, new ChunkWriter(blob, sink));
        call.start(download, new Metadata());
        call.request(1);
        call.sendMessage(first);
        call.halfClose();
        ClientReply.await(download.whole, route);
        download.writer.finish();
    }

    @Override
    public void onMessage(byte[] message) {
        if (whole.isDone()) {
            return;
        }
        try {
            DownloadPart part = (DownloadPart) session.reply(Method.DOWNLOAD, message);
            writer.append(part.getChunk());
            call.request(1);
        } catch (RuntimeException e) {
            whole.completeExceptionally(e);
            call.cancel("the bytes can't be taken", e);
        }
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        if (status.isOk()) {
            whole.complete(true);
        } else {
            whole.completeExceptionally(GrpcErrors.refusal(status, trailers, route));
        }
    }
}
