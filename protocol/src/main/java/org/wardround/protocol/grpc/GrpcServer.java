package org.wardround.protocol.grpc;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.wardround.protocol.call.SiteCalls;
import org.wardround.protocol.connection.DaemonThreads;
import org.wardround.protocol.connection.RefusedHandshakes;
import org.wardround.protocol.connection.RenewableKey;
import org.wardround.protocol.connection.TlsIdentity;
import org.wardround.protocol.connection.Trust;
import org.wardround.protocol.message.Limits;
import org.wardround.protocol.transport.SiteApi;

/**
 * The coordinator's end: one port, TLS 1.3, calls answered by a {@link SiteApi}. Every call but Enrol needs a certificate of the given authorities; who may
 * call is asked before the body is read. Thread-safe.
 */
public final class GrpcServer implements AutoCloseable {
    private static final int THREADS = 16;
    private static final int CALLS_PER_CONNECTION = 2 * Limits.CALLS;
    private static final int METADATA_BYTES = 8 * 1024;
    private static final int WINDOW_BYTES = 8 * 1024 * 1024;
    private static final int CLOSE_SECONDS = 5;

    private final InetSocketAddress address;
    private final Server server;
    private final SiteCalls calls;
    private final RefusedHandshakes handshakes;
    private final RenewableKey key;
    private final ExecutorService executor;
    private final boolean ownsCalls;

    /**
     * Where to listen and as whom.
     *
     * @param address host and port; port 0 takes a free one
     * @param identity whose certificate names the host that sites call
     * @param authorities whose client certificates are taken
     */
    public record Settings(InetSocketAddress address, TlsIdentity identity, List<X509Certificate> authorities) {
        public Settings {
            authorities = List.copyOf(authorities);
        }
    }

    private GrpcServer(Settings settings, SiteCalls calls, boolean ownsCalls) {
        this.address = settings.address();
        this.calls = calls;
        this.ownsCalls = ownsCalls;
        this.handshakes = new RefusedHandshakes(Trust.trusting(settings.authorities()));
        this.key = new RenewableKey(settings.identity());
        this.executor = Executors.newFixedThreadPool(THREADS, DaemonThreads.named("site-calls"));
        this.server = NettyServerBuilder.forAddress(settings.address())
                .sslContext(Tls.server(key, handshakes))
                .addService(GrpcCalls.definition(calls))
                .addStreamTracerFactory(new OversizedMessages(calls))
                .executor(executor)
                .decompressorRegistry(GrpcMethods.NO_COMPRESSION)
                .maxInboundMessageSize(Limits.MESSAGE_BYTES)
                .maxInboundMetadataSize(METADATA_BYTES)
                .maxConcurrentCallsPerConnection(CALLS_PER_CONNECTION)
                .flowControlWindow(WINDOW_BYTES)
                .handshakeTimeout(5, TimeUnit.SECONDS)
                .maxConnectionIdle(5, TimeUnit.MINUTES)
                .keepAliveTime(30, TimeUnit.SECONDS)
                .keepAliveTimeout(20, TimeUnit.SECONDS)
                .permitKeepAliveTime(15, TimeUnit.SECONDS)
                .build();
    }

    /** Listens until it is closed; UncheckedIOException if the port can't be had. */
    public static GrpcServer start(Settings settings, SiteApi api) {
        return started(new GrpcServer(settings, new SiteCalls(api), true));
    }

    /** Beside another transport, which shares {@code calls}; the caller closes them after both. */
    public static GrpcServer start(Settings settings, SiteCalls calls) {
        return started(new GrpcServer(settings, calls, false));
    }

    private static GrpcServer started(GrpcServer made) {
        try {
            made.server.start();
            return made;
        } catch (IOException e) {
            made.end();
            throw new UncheckedIOException("can't listen on " + made.address, e);
        }
    }

    /** The port that is listened on. */
    public int port() {
        return server.getPort();
    }

    /** Connections from now on see {@code identity}; those that are open go on. */
    public void replaceIdentity(TlsIdentity identity) {
        key.replace(identity);
    }

    /** Calls without a certificate, or beyond the rate of Enrol, that were refused since the start. */
    public long strangersRefused() {
        return calls.strangersRefused();
    }

    /** Handshakes that were ended since the start because the client's certificate was not to be trusted. */
    public long certificatesRefused() {
        return handshakes.count();
    }

    /** Takes no more calls and waits at most {@code grace} for those under way, then ends them. */
    public void stop(Duration grace) {
        server.shutdown();
        try {
            if (!server.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                server.shutdownNow();
                server.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
        end();
    }

    private void end() {
        if (ownsCalls) {
            calls.close();
        }
        executor.shutdown();
    }

    /** Ends all calls at once. */
    @Override
    public void close() {
        stop(Duration.ZERO);
    }
}
