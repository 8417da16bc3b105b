package org.wardround.protocol.grpc;

import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.protocol.connection.DaemonThreads;
import org.wardround.protocol.connection.RenewableKey;
import org.wardround.protocol.connection.Route;
import org.wardround.protocol.connection.TlsSessions;
import org.wardround.protocol.connection.Trust;
import org.wardround.protocol.message.Limits;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.message.ProtocolVersion;
import org.wardround.protocol.transport.BlobReference;
import org.wardround.protocol.transport.BlobSink;
import org.wardround.protocol.transport.BlobSource;
import org.wardround.protocol.transport.ReplyTime;
import org.wardround.protocol.transport.SiteSession;
import org.wardround.protocol.transport.Transport;
import org.wardround.protocol.transport.Uploads;
import org.wardround.protocol.v1.DownloadRequest;
import org.wardround.protocol.v1.HelloReply;
import org.wardround.protocol.v1.HelloRequest;
import org.wardround.protocol.v1.UploadHeader;

/**
 * The site's end over gRPC: one connection, made when it is needed and made anew after it broke. Thread-safe.
 */
public final class GrpcTransport implements Transport {
    private static final Duration CLOSE_TIME = Duration.ofSeconds(5);
    private static final int WINDOW_BYTES = 8 * 1024 * 1024;

    private final Route route;
    private final SslContext tls;
    private final ManagedChannel channel;
    private final ExecutorService executor;
    private final SiteSession session;

    private GrpcTransport(Route route, @Nullable RenewableKey key, ProtocolVersion highest) {
        this.route = route;
        this.session = new SiteSession(highest);
        this.executor = Executors.newCachedThreadPool(DaemonThreads.named("coordinator-calls"));
        this.tls = Tls.client(key, Trust.trusting(route.authorities()));
        this.channel = NettyChannelBuilder.forAddress(
                        route.coordinator().server().host(),
                        route.coordinator().server().port())
                .sslContext(tls)
                .proxyDetector(new ConfiguredProxy(route.proxy()))
                .executor(executor)
                .decompressorRegistry(GrpcMethods.NO_COMPRESSION)
                .maxInboundMessageSize(Limits.MESSAGE_BYTES)
                .flowControlWindow(WINDOW_BYTES)
                .keepAliveTime(20, TimeUnit.SECONDS)
                .keepAliveTimeout(20, TimeUnit.SECONDS)
                .disableRetry()
                .build();
    }

    /** With the site's certificate, which {@code key} may replace later. */
    public static GrpcTransport of(Route route, RenewableKey key) {
        return new GrpcTransport(route, key, ProtocolVersion.CURRENT);
    }

    /** Without a certificate: for Enrol. */
    public static GrpcTransport ofStranger(Route route) {
        return new GrpcTransport(route, null, ProtocolVersion.CURRENT);
    }

    /** As the software of another minor version would: speaks {@code highest} at most. */
    public static GrpcTransport speaking(Route route, RenewableKey key, ProtocolVersion highest) {
        return new GrpcTransport(route, key, highest);
    }

    @Override
    public Message call(Method method, Message request) {
        if (!method.isUnary()) {
            throw new IllegalArgumentException(method + " is a stream");
        }
        byte[] bytes = session.request(method, request);
        CallOptions options =
                CallOptions.DEFAULT.withDeadlineAfter(ReplyTime.of(request).toMillis(), TimeUnit.MILLISECONDS);
        ClientReply reply = new ClientReply(route);
        ClientCall<byte[], byte[]> call = begin(method, options);
        call.start(reply, new Metadata());
        call.request(2);
        call.sendMessage(bytes);
        call.halfClose();
        return session.reply(method, reply.await());
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
        if (header.isPresent()) {
            ClientCall<byte[], byte[]> call = begin(Method.UPLOAD, CallOptions.DEFAULT);
            session.reply(Method.UPLOAD, ClientUpload.send(call, session, route, header.get(), source));
        }
    }

    @Override
    public void download(BlobReference blob, BlobSink sink) {
        DownloadRequest request = DownloadRequest.newBuilder()
                .setBlob(blob.toMessage())
                .setOffset(sink.offset())
                .build();
        ClientCall<byte[], byte[]> call = begin(Method.DOWNLOAD, CallOptions.DEFAULT);
        ClientDownload.receive(call, session, route, request, blob, sink);
    }

    @Override
    public void reconnect() {
        TlsSessions.forget(tls.sessionContext());
        channel.enterIdle();
    }

    @Override
    public void close() {
        channel.shutdownNow();
        // What ends under way is still told to its callers by the executor.
        try {
            channel.awaitTermination(CLOSE_TIME.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        executor.shutdown();
    }

    private ClientCall<byte[], byte[]> begin(Method method, CallOptions options) {
        if (channel.isShutdown()) {
            throw new FederationException(ErrorCode.UNREACHABLE, "this transport is closed");
        }
        // How long to wait after a failure is the caller's to say, not the channel's.
        if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
            channel.enterIdle();
        }
        return channel.newCall(GrpcMethods.of(method), options);
    }
}
