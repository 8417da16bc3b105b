package org.wardround.protocol.grpc;

import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.protocol.message.Limits;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.message.ProtocolVersion;
import org.wardround.protocol.transport.BlobReference;
import org.wardround.protocol.transport.BlobSink;
import org.wardround.protocol.transport.BlobSource;
import org.wardround.protocol.transport.SiteSession;
import org.wardround.protocol.transport.Transport;
import org.wardround.protocol.v1.BlobStatusReply;
import org.wardround.protocol.v1.BlobStatusRequest;
import org.wardround.protocol.v1.DownloadRequest;
import org.wardround.protocol.v1.HelloReply;
import org.wardround.protocol.v1.HelloRequest;
import org.wardround.protocol.v1.PollRequest;
import org.wardround.protocol.v1.UploadHeader;

/**
 * The site's end over gRPC: one connection, made when it is needed and made anew after it broke. An HTTP proxy is taken from the JDK's properties {@code
 * https.proxyHost} and {@code https.proxyPort}. Thread-safe.
 */
public final class GrpcTransport implements Transport {
    private static final Duration REPLY_TIME = Duration.ofSeconds(60);
    private static final Duration CLOSE_TIME = Duration.ofSeconds(5);
    private static final int WINDOW_BYTES = 8 * 1024 * 1024;

    private final String server;
    private final SslContext tls;
    private final ManagedChannel channel;
    private final ExecutorService executor;
    private final SiteSession session;

    /**
     * Where to call and whom to trust.
     *
     * @param authorities that may have issued the coordinator's certificate
     */
    public record Settings(String host, int port, List<X509Certificate> authorities) {
        public Settings {
            authorities = List.copyOf(authorities);
        }
    }

    private GrpcTransport(Settings settings, @Nullable RenewableKey key, ProtocolVersion highest) {
        this.server = settings.host() + ":" + settings.port();
        this.session = new SiteSession(highest);
        this.executor = Executors.newCachedThreadPool(GrpcServer.named("coordinator-calls"));
        this.tls = Tls.client(key, Tls.trusting(settings.authorities()));
        this.channel = NettyChannelBuilder.forAddress(settings.host(), settings.port())
                .sslContext(tls)
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
    public static GrpcTransport of(Settings settings, RenewableKey key) {
        return new GrpcTransport(settings, key, ProtocolVersion.CURRENT);
    }

    /** Without a certificate: for Enrol. */
    public static GrpcTransport ofStranger(Settings settings) {
        return new GrpcTransport(settings, null, ProtocolVersion.CURRENT);
    }

    /** As an older site would: speaks {@code highest} at most. */
    static GrpcTransport speaking(Settings settings, RenewableKey key, ProtocolVersion highest) {
        return new GrpcTransport(settings, key, highest);
    }

    @Override
    public Message call(Method method, Message request) {
        if (!method.isUnary()) {
            throw new IllegalArgumentException(method + " is a stream");
        }
        byte[] bytes = session.request(method, request);
        CallOptions options =
                CallOptions.DEFAULT.withDeadlineAfter(replyTime(request).toMillis(), TimeUnit.MILLISECONDS);
        ClientReply reply = new ClientReply(server);
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
        Optional<UploadHeader> header = headerOfWhatIsMissing(blob);
        if (header.isPresent()) {
            ClientCall<byte[], byte[]> call = begin(Method.UPLOAD, CallOptions.DEFAULT);
            session.reply(Method.UPLOAD, ClientUpload.send(call, session, server, header.get(), source));
        }
    }

    @Override
    public void download(BlobReference blob, BlobSink sink) {
        DownloadRequest request = DownloadRequest.newBuilder()
                .setBlob(blob.toMessage())
                .setOffset(sink.offset())
                .build();
        ClientCall<byte[], byte[]> call = begin(Method.DOWNLOAD, CallOptions.DEFAULT);
        ClientDownload.receive(call, session, server, request, blob, sink);
    }

    /** Calls from now on go over a new connection, which shows what the {@link RenewableKey} holds now; those under way end over the old one. */
    public void reconnect() {
        Tls.forgetSessions(tls);
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

    private Optional<UploadHeader> headerOfWhatIsMissing(BlobReference blob) {
        BlobStatusReply status = (BlobStatusReply) call(
                Method.BLOB_STATUS,
                BlobStatusRequest.newBuilder().setBlob(blob.toMessage()).build());
        if (status.getOffset() == blob.length()) {
            return Optional.empty();
        }
        return Optional.of(UploadHeader.newBuilder()
                .setBlob(blob.toMessage())
                .setOffset(status.getOffset())
                .build());
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

    private static Duration replyTime(Message request) {
        return request instanceof PollRequest poll ? REPLY_TIME.plusMillis(poll.getWaitMillis()) : REPLY_TIME;
    }
}
