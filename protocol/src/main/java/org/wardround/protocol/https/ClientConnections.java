package org.wardround.protocol.https;

import io.grpc.netty.shaded.io.netty.bootstrap.Bootstrap;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelFuture;
import io.grpc.netty.shaded.io.netty.channel.ChannelInitializer;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.SocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpClientCodec;
import io.grpc.netty.shaded.io.netty.handler.proxy.HttpProxyHandler;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslHandler;
import io.grpc.netty.shaded.io.netty.resolver.NoopAddressResolverGroup;
import io.grpc.netty.shaded.io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.trust.SecretAccess;
import org.wardround.protocol.connection.ConnectionFailures;
import org.wardround.protocol.connection.DaemonThreads;
import org.wardround.protocol.connection.HttpProxy;
import org.wardround.protocol.connection.Route;

/** Connections of one site: made when they are needed, each through the proxy if the route has one, and kept for the next call. Thread-safe. */
final class ClientConnections implements AutoCloseable {
    private static final int CONNECT_MILLIS = 20_000;
    private static final Duration LONGEST_IDLE = Duration.ofMinutes(1);

    private final EventLoopGroup network =
            new MultiThreadIoEventLoopGroup(1, DaemonThreads.named("https-coordinator"), NioIoHandler.newFactory());
    private final ConcurrentLinkedDeque<ClientConnection> idle = new ConcurrentLinkedDeque<>();
    private final Set<ClientConnection> all = ConcurrentHashMap.newKeySet();
    private final Set<ClientConnection> outdated = ConcurrentHashMap.newKeySet();
    private final Route route;
    private final HttpsTls tls;
    private volatile boolean closed;

    ClientConnections(Route route, HttpsTls tls) {
        this.route = route;
        this.tls = tls;
    }

    /** One that nobody else uses, to be given back or closed. */
    ClientConnection take() {
        for (ClientConnection kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
            if (kept.isOpen() && kept.idle().compareTo(LONGEST_IDLE) < 0 && !outdated.contains(kept)) {
                return kept;
            }
            kept.close();
        }
        requireOpen();
        return connected();
    }

    void giveBack(ClientConnection connection) {
        if (connection.isReusable() && !closed && !outdated.contains(connection)) {
            connection.rest();
            idle.addFirst(connection);
        } else {
            connection.close();
        }
    }

    /** Connections there are now are used for no further call. */
    void renew() {
        tls.forgetSessions();
        outdated.addAll(all);
    }

    private void requireOpen() {
        if (closed) {
            throw new FederationException(ErrorCode.UNREACHABLE, "this transport is closed");
        }
    }

    private ClientConnection connected() {
        Dialled dialled = new Dialled(proxy());
        try {
            ClientConnection made = dialled.connect();
            made.readOnDemand();
            if (closed) {
                made.close();
                requireOpen();
            }
            return made;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FederationException(ErrorCode.UNREACHABLE, "interrupted while calling " + route);
        }
    }

    private @Nullable HttpProxyHandler proxy() {
        if (route.proxy().isEmpty()) {
            return null;
        }
        HttpProxy proxy = route.proxy().get();
        try {
            HttpProxyHandler handler = handler(proxy, proxy.resolved());
            handler.setConnectTimeoutMillis(CONNECT_MILLIS);
            return handler;
        } catch (IOException e) {
            throw ConnectionFailures.of(route, e, "the proxy is unknown");
        }
    }

    private static HttpProxyHandler handler(HttpProxy proxy, InetSocketAddress address) {
        if (proxy.login().isEmpty()) {
            return new HttpProxyHandler(address);
        }
        byte[] password = proxy.login().get().password().read(SecretAccess.granted());
        String text = new String(password, StandardCharsets.UTF_8);
        Arrays.fill(password, (byte) 0);
        return new HttpProxyHandler(address, proxy.login().get().user(), text);
    }

    /** One attempt to connect. */
    private final class Dialled extends ChannelInitializer<SocketChannel> {
        private final @Nullable HttpProxyHandler proxy;
        private volatile @Nullable SslHandler handshake;
        private volatile @Nullable ClientConnection made;

        Dialled(@Nullable HttpProxyHandler proxy) {
            this.proxy = proxy;
        }

        @Override
        protected void initChannel(SocketChannel channel) {
            HttpProxyHandler through = proxy;
            if (through != null) {
                channel.pipeline().addLast("proxy", through);
            }
            SslHandler secure = tls.calling(channel.alloc(), route.coordinator().server());
            handshake = secure;
            ClientConnection connection = new ClientConnection(channel, route);
            made = connection;
            all.add(connection);
            channel.closeFuture().addListener(ended -> {
                all.remove(connection);
                outdated.remove(connection);
            });
            channel.pipeline()
                    .addLast("tls", secure)
                    .addLast("http", new HttpClientCodec(HttpForm.strict(), false, false))
                    .addLast("calls", connection);
        }

        /** Waits until TLS is up. */
        ClientConnection connect() throws InterruptedException {
            Bootstrap bootstrap = new Bootstrap()
                    .group(network)
                    .channel(NioSocketChannel.class)
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                    .handler(this);
            String host = route.coordinator().server().host();
            int port = route.coordinator().server().port();
            InetSocketAddress target = InetSocketAddress.createUnresolved(host, port);
            if (proxy != null) {
                // The name is for the proxy to look up.
                bootstrap.resolver(NoopAddressResolverGroup.INSTANCE);
            }
            ChannelFuture connecting = bootstrap.connect(target);
            require(connecting.await(2L * CONNECT_MILLIS, TimeUnit.MILLISECONDS) && connecting.isSuccess(), connecting);
            HttpProxyHandler through = proxy;
            if (through != null) {
                Future<Channel> opened = through.connectFuture();
                require(
                        opened.await(2L * CONNECT_MILLIS, TimeUnit.MILLISECONDS) && opened.isSuccess(),
                        connecting,
                        opened);
            }
            SslHandler secure = handshake;
            ClientConnection connection = made;
            if (secure == null || connection == null) {
                throw new IllegalStateException("a connection was made that was not set up");
            }
            Future<Channel> shaken = secure.handshakeFuture();
            require(shaken.await(2L * CONNECT_MILLIS, TimeUnit.MILLISECONDS) && shaken.isSuccess(), connecting, shaken);
            return connection;
        }

        private void require(boolean good, ChannelFuture connecting) {
            require(good, connecting, connecting);
        }

        private void require(boolean good, ChannelFuture connecting, Future<?> step) {
            if (!good) {
                connecting.channel().close();
                throw ConnectionFailures.of(route, step.cause(), "no connection in time");
            }
        }
    }

    /** Breaks all connections. */
    @Override
    public void close() {
        closed = true;
        all.forEach(ClientConnection::close);
        network.shutdownGracefully(100, 2_000, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }
}
