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
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
    private static final int WATCH_SECONDS = 10;
    private static final int CLOSE_SECONDS = 5;

    private final Server server;
    private final SiteCalls calls;
    private final RefusedHandshakes handshakes;
    private final RenewableKey key;
    private final ExecutorService executor;
    private final ScheduledExecutorService watcher;

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

    private GrpcServer(Settings settings, SiteApi api) {
        ProgressWatch watch = new ProgressWatch();
        this.calls = new SiteCalls(api, watch);
        this.handshakes = new RefusedHandshakes(Tls.trusting(settings.authorities()));
        this.key = new RenewableKey(settings.identity());
        this.executor = Executors.newFixedThreadPool(THREADS, named("site-calls"));
        this.watcher = Executors.newSingleThreadScheduledExecutor(named("site-calls-watch"));
        watcher.scheduleAtFixedRate(watch::tick, WATCH_SECONDS, WATCH_SECONDS, TimeUnit.SECONDS);
        this.server = NettyServerBuilder.forAddress(settings.address())
                .sslContext(Tls.server(key, handshakes))
                .addService(calls.definition())
                .addStreamTracerFactory(new OversizedMessages(api))
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
        GrpcServer started = new GrpcServer(settings, api);
        try {
            started.server.start();
        } catch (IOException e) {
            started.executor.shutdownNow();
            started.watcher.shutdownNow();
            throw new UncheckedIOException("can't listen on " + settings.address(), e);
        }
        return started;
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
        watcher.shutdownNow();
        executor.shutdown();
    }

    /** Ends all calls at once. */
    @Override
    public void close() {
        stop(Duration.ZERO);
    }

    static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "%s-%d".formatted(name, count.incrementAndGet()));
            thread.setDaemon(true);
            return thread;
        };
    }
}
