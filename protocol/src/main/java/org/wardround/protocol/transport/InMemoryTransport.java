package org.wardround.protocol.transport;

import com.google.protobuf.Message;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.protocol.message.ErrorDetails;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.message.ProtocolVersion;
import org.wardround.protocol.v1.DownloadPart;
import org.wardround.protocol.v1.DownloadRequest;
import org.wardround.protocol.v1.HelloReply;
import org.wardround.protocol.v1.HelloRequest;
import org.wardround.protocol.v1.UploadHeader;
import org.wardround.protocol.v1.UploadPart;

/**
 * A coordinator in the same process, without sockets or threads: for tests and fault simulation. Every message is turned into its bytes and back, so what
 * passes here passes on a real transport. Thread-safe if the {@link SiteApi} is.
 */
public final class InMemoryTransport implements Transport {
    private final SiteApi api;
    private final Caller caller;
    private final CallAnswerer answerer;
    private final SiteSession session;
    private volatile boolean closed;

    /** Calls as {@code caller}, as if its certificate had been checked. */
    public InMemoryTransport(SiteApi api, Caller caller) {
        this.api = api;
        this.caller = caller;
        this.answerer = new CallAnswerer(api);
        this.session = new SiteSession(ProtocolVersion.CURRENT);
    }

    @Override
    public Message call(Method method, Message request) {
        byte[] bytes = session.request(method, request);
        return session.reply(method, answered(method, bytes));
    }

    @Override
    public HelloReply hello(HelloRequest request) {
        return (HelloReply) call(Method.HELLO, request);
    }

    @Override
    public ProtocolVersion version() {
        return session.version();
    }

    @Override
    public void upload(BlobReference blob, BlobSource source) {
        Optional<UploadHeader> header = Uploads.ofMissing(this, blob);
        if (header.isEmpty()) {
            return;
        }
        admitted(Method.UPLOAD);
        try (UploadReceiver receiver = new UploadReceiver(api, caller)) {
            receiver.onPart(part(UploadPart.newBuilder().setHeader(header.get()).build()));
            ChunkReader reader = new ChunkReader(source, header.get().getOffset());
            while (!reader.isAtEnd()) {
                admittedStill();
                receiver.onPart(
                        part(UploadPart.newBuilder().setChunk(reader.next()).build()));
            }
            session.reply(Method.UPLOAD, receiver.onEnd());
        }
    }

    @Override
    public void download(BlobReference blob, BlobSink sink) {
        byte[] request = session.request(
                Method.DOWNLOAD,
                DownloadRequest.newBuilder()
                        .setBlob(blob.toMessage())
                        .setOffset(sink.offset())
                        .build());
        admitted(Method.DOWNLOAD);
        ChunkWriter writer = new ChunkWriter(blob, sink);
        try (DownloadSender sender = DownloadSender.begin(api, caller, request)) {
            while (!sender.isAtEnd()) {
                admittedStill();
                DownloadPart part = (DownloadPart) session.reply(Method.DOWNLOAD, sender.next());
                writer.append(part.getChunk());
            }
        }
        writer.finish();
    }

    @Override
    public void close() {
        closed = true;
    }

    private byte[] part(UploadPart part) {
        return session.request(Method.UPLOAD, part);
    }

    private byte[] answered(Method method, byte[] request) {
        if (!method.isUnary()) {
            throw new IllegalArgumentException(method + " is a stream");
        }
        admitted(method);
        CompletableFuture<byte[]> reply = answerer.answer(caller, method, request);
        try {
            return reply.join();
        } catch (CompletionException | CancellationException e) {
            throw carried(Failures.refusal(e));
        }
    }

    private void admitted(Method method) {
        admittedStill();
        api.admit(caller, method);
    }

    private void admittedStill() {
        if (closed) {
            throw new FederationException(ErrorCode.UNREACHABLE, "this transport is closed");
        }
    }

    // A refusal reaches a site as what its bytes say.
    private FederationException carried(FederationException refusal) {
        return ErrorDetails.decode(ErrorDetails.encode(refusal, session.version()), ErrorCode.INTERNAL);
    }
}
