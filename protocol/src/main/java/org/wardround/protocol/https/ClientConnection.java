package org.wardround.protocol.https;

import io.grpc.netty.shaded.io.netty.buffer.ByteBufUtil;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelFuture;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpContent;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpHeaders;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpObject;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpResponse;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpUtil;
import io.grpc.netty.shaded.io.netty.handler.codec.http.LastHttpContent;
import io.grpc.netty.shaded.io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.protocol.connection.ConnectionFailures;
import org.wardround.protocol.connection.Route;

/**
 * A connection to the coordinator, used by one call at a time, whose thread waits here. Bytes are read from the network only while somebody waits for them; one read is always outstanding, so
 * that an answer in the middle of an upload and a broken connection are noticed.
 */
final class ClientConnection extends ChannelInboundHandlerAdapter implements AutoCloseable {
    private final Channel channel;
    private final Route route;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private boolean reusable = true;
    private long lastUsed = System.nanoTime();

    /** What comes from the network, in order. */
    sealed interface Event {}

    record Head(int status, boolean keepAlive) implements Event {}

    record Bytes(byte[] bytes) implements Event {}

    record End(HttpHeaders trailers) implements Event {}

    record Broken(Throwable cause) implements Event {}

    ClientConnection(Channel channel, Route route) {
        this.channel = channel;
        this.route = route;
    }

    /** To be called once, when TLS is up. */
    void readOnDemand() {
        channel.config().setAutoRead(false);
        channel.read();
    }

    /** Sends a piece of a request and waits until the network has taken it, or an answer is there. */
    void send(Object piece, Duration patience) {
        ChannelFuture sent = channel.writeAndFlush(piece);
        try {
            if (!sent.await(patience.toMillis())) {
                throw unreachable("nothing could be sent for %d seconds".formatted(patience.toSeconds()));
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
        if (!sent.isSuccess() && !hasAnswer()) {
            throw broken(sent.cause());
        }
    }

    /** Whether something has come back already. */
    boolean hasAnswer() {
        return !events.isEmpty();
    }

    /** The head of the answer. */
    int status(Duration patience) {
        if (next(patience) instanceof Head head) {
            reusable = head.keepAlive();
            return head.status();
        }
        throw new FederationException(ErrorCode.MALFORMED_MESSAGE, route + " answered out of order");
    }

    /** What comes next: bytes or the end. */
    Event next(Duration patience) {
        Event event = events.poll();
        if (event == null) {
            channel.read();
            event = awaited(patience);
        }
        if (event instanceof Broken broken) {
            throw broken(broken.cause());
        }
        return event;
    }

    private Event awaited(Duration patience) {
        try {
            @Nullable Event event = events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (event == null) {
                throw unreachable("no answer within %d seconds".formatted(patience.toSeconds()));
            }
            return event;
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** The request was sent whole and its answer read whole: whether another may follow. */
    boolean isReusable() {
        return reusable && isOpen();
    }

    boolean isOpen() {
        return channel.isActive() && events.isEmpty();
    }

    /** Since it was last given back. */
    Duration idle() {
        return Duration.ofNanos(System.nanoTime() - lastUsed);
    }

    void rest() {
        lastUsed = System.nanoTime();
        channel.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            HttpObject piece = (HttpObject) message;
            if (piece.decoderResult().isFailure()) {
                events.add(new Broken(piece.decoderResult().cause()));
                context.close();
                return;
            }
            if (piece instanceof HttpResponse response) {
                events.add(new Head(response.status().code(), HttpUtil.isKeepAlive(response)));
            }
            if (piece instanceof HttpContent content) {
                if (content.content().isReadable()) {
                    events.add(new Bytes(ByteBufUtil.getBytes(content.content())));
                }
                if (content instanceof LastHttpContent last) {
                    events.add(new End(last.trailingHeaders()));
                }
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        events.add(new Broken(new ClosedChannelException()));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        events.add(new Broken(cause));
        context.close();
    }

    private FederationException broken(Throwable cause) {
        // What ended the connection says more than that it has ended.
        for (Event event : events) {
            if (event instanceof Broken first && !(first.cause() instanceof ClosedChannelException)) {
                return ConnectionFailures.of(route, first.cause(), "the connection broke");
            }
        }
        return ConnectionFailures.of(route, cause, "the connection was closed");
    }

    private FederationException unreachable(String why) {
        return ConnectionFailures.of(route, null, why);
    }

    private FederationException interrupted() {
        Thread.currentThread().interrupt();
        return new FederationException(ErrorCode.UNREACHABLE, "interrupted while waiting for " + route);
    }

    @Override
    public void close() {
        channel.close();
    }
}
