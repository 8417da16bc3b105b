package org.wardround.protocol.https;

import io.grpc.netty.shaded.io.netty.bootstrap.ServerBootstrap;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelFuture;
import io.grpc.netty.shaded.io.netty.channel.ChannelInitializer;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.WriteBufferWaterMark;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.SocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpServerCodec;
import io.grpc.netty.shaded.io.netty.handler.flow.FlowControlHandler;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.grpc.netty.shaded.io.netty.util.concurrent.EventExecutorGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.wardround.protocol.call.SiteCalls;
import org.wardround.protocol.connection.DaemonThreads;
import org.wardround.protocol.connection.RefusedHandshakes;
import org.wardround.protocol.connection.RenewableKey;
import org.wardround.protocol.connection.TlsIdentity;
import org.wardround.protocol.connection.Trust;

/**
 * The coordinator's end over plain HTTPS: one port, HTTP/1.1 over TLS 1.3. Every call but Enrol needs a certificate of the given authorities; who may call is
 * asked before the body is read. Thread-safe.
 */
public final class HttpsServer implements AutoCloseable {
    private static final int NETWORK_THREADS = 2;
    private static final int THREADS = 16;
    private static final int MOST_QUEUED = 1024 * 1024;

    private final EventLoopGroup network = new MultiThreadIoEventLoopGroup(
            NETWORK_THREADS, DaemonThreads.named("https-network"), NioIoHandler.newFactory());
    private final EventExecutorGroup workers =
            new DefaultEventExecutorGroup(THREADS, DaemonThreads.named("https-site-calls"));
    private final Set<HttpsConnection> open = ConcurrentHashMap.newKeySet();
    private final RenewableKey key;
    private final RefusedHandshakes handshakes;
    private final HttpsTls tls;
    private final SiteCalls calls;
    private final Channel listening;

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

    private HttpsServer(Settings settings, SiteCalls calls) {
        this.key = new RenewableKey(settings.identity());
        this.handshakes = new RefusedHandshakes(Trust.trusting(settings.authorities()));
        this.tls = HttpsTls.server(key, handshakes);
        this.calls = calls;
        ChannelFuture bound = new ServerBootstrap()
                .group(network)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(MOST_QUEUED / 2, MOST_QUEUED))
                .childHandler(new Connections())
                .bind(settings.address())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            stopThreads();
            String why = "can't listen on %s (%s): is another program there, or may you not use that port?"
                    .formatted(settings.address(), bound.cause().getMessage());
            throw new UncheckedIOException(why, new IOException(why));
        }
        this.listening = bound.channel();
    }

    /**
     * Listens until it is closed; UncheckedIOException if the port can't be had.
     *
     * @param calls which other transports may share; the caller closes them after this
     */
    public static HttpsServer start(Settings settings, SiteCalls calls) {
        return new HttpsServer(settings, calls);
    }

    /** The port that is listened on. */
    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /** Connections from now on see {@code identity}; those that are open go on. */
    public void replaceIdentity(TlsIdentity identity) {
        key.replace(identity);
    }

    /** Handshakes that were ended since the start because the client's certificate was not to be trusted. */
    public long certificatesRefused() {
        return handshakes.count();
    }

    /** Takes no more connections and waits at most {@code grace} for calls under way, then ends them. */
    public void stop(Duration grace) {
        listening.close().awaitUninterruptibly();
        open.forEach(HttpsConnection::finish);
        long end = System.nanoTime() + grace.toNanos();
        for (HttpsConnection connection : open) {
            connection.awaitEnd(Math.max(0, end - System.nanoTime()));
        }
        open.forEach(HttpsConnection::end);
        stopThreads();
    }

    /** Ends all calls at once. */
    @Override
    public void close() {
        stop(Duration.ZERO);
    }

    private void stopThreads() {
        network.shutdownGracefully(100, 2_000, TimeUnit.MILLISECONDS).awaitUninterruptibly();
        workers.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private final class Connections extends ChannelInitializer<SocketChannel> {
        @Override
        protected void initChannel(SocketChannel channel) {
            HttpsConnection connection = new HttpsConnection(channel, calls);
            open.add(connection);
            channel.closeFuture().addListener(closed -> open.remove(connection));
            channel.pipeline()
                    .addLast("tls", tls.called(channel.alloc()))
                    .addLast("http", new HttpServerCodec(HttpForm.strict()))
                    .addLast("one-by-one", new FlowControlHandler())
                    .addLast(workers, "calls", connection);
        }
    }
}
