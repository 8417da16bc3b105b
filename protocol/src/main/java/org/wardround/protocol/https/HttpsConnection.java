package org.wardround.protocol.https;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpContent;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpObject;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpRequest;
import io.grpc.netty.shaded.io.netty.handler.codec.http.LastHttpContent;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslHandler;
import io.grpc.netty.shaded.io.netty.util.ReferenceCountUtil;
import io.grpc.netty.shaded.io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.protocol.call.Peer;
import org.wardround.protocol.call.SiteCalls;

/**
 * One connection of a site: one request after the other, each answered before the next is read. The next piece of a request is asked for when the one before has been dealt with, which is all
 * the flow control there has to be; while an answer is waited for one read is outstanding, so that a caller who goes away is noticed. All but {@link #finish}, {@link
 * #awaitEnd} and {@link #end} runs in one thread of the workers.
 */
final class HttpsConnection extends ChannelInboundHandlerAdapter {
    private static final System.Logger LOG = System.getLogger(HttpsConnection.class.getName());
    /** From the end of one request to the whole head of the next. */
    private static final long IDLE_SECONDS = 300;
    /** Who has business here comes with it: strangers who open connections and say little must not keep them. */
    private static final long FIRST_REQUEST_SECONDS = 30;
    /** For what is still sent of a request that has been refused. */
    private static final long LINGER_SECONDS = 5;

    private final Channel channel;
    private final SiteCalls calls;
    private @Nullable HttpsCall call;
    private @Nullable Future<?> timeout;
    private volatile boolean finishing;

    HttpsConnection(Channel channel, SiteCalls calls) {
        this.channel = channel;
        this.calls = calls;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        closeAfter(context, FIRST_REQUEST_SECONDS);
        context.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            HttpObject piece = (HttpObject) message;
            if (piece.decoderResult().isFailure()) {
                malformed(context);
            } else {
                take(context, piece);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    /** One read brought what it brought, a piece or nothing yet: the next. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.read();
    }

    private void take(ChannelHandlerContext context, HttpObject piece) {
        if (piece instanceof HttpRequest request) {
            begin(context, request);
        }
        HttpsCall open = call;
        if (piece instanceof HttpContent content && open != null) {
            open.onContent(content.content(), content instanceof LastHttpContent);
        }
    }

    private void begin(ChannelHandlerContext context, HttpRequest request) {
        if (call != null) {
            // The next request before the answer to this one: nobody of ours does that.
            context.close();
            return;
        }
        cancelTimeout();
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        Peer peer = Peer.of(tls.engine().getSession(), channel.remoteAddress());
        HttpsCall begun = new HttpsCall(context, this::ended);
        call = begun;
        begun.begin(request, peer, calls);
    }

    // Keeps the connection, closes it, or first reads what is still being sent, so that the refusal is not lost with
    // it.
    private void ended(ChannelHandlerContext context, HttpsCall.End end) {
        switch (end) {
            case REUSE -> {
                call = null;
                if (finishing) {
                    context.close();
                } else {
                    closeAfter(context, IDLE_SECONDS);
                }
            }
            case DISCARD -> closeAfter(context, LINGER_SECONDS);
            case CLOSE -> context.close();
        }
    }

    private void malformed(ChannelHandlerContext context) {
        HttpsCall open = call;
        if (open == null) {
            HttpsCall unread = new HttpsCall(context, this::ended);
            call = unread;
            unread.refuse(new FederationException(
                    ErrorCode.MALFORMED_MESSAGE, "this is no request of HTTP/1.1 that can be read"));
        } else {
            open.onGone();
            context.close();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        HttpsCall open = call;
        if (open != null && channel.isWritable()) {
            open.onReady();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        cancelTimeout();
        HttpsCall open = call;
        if (open != null) {
            call = null;
            open.onGone();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.log(System.Logger.Level.DEBUG, "a connection broke", cause);
        context.close();
    }

    private void closeAfter(ChannelHandlerContext context, long seconds) {
        cancelTimeout();
        timeout = context.executor().schedule(() -> context.close(), seconds, TimeUnit.SECONDS);
    }

    private void cancelTimeout() {
        Future<?> set = timeout;
        if (set != null) {
            timeout = null;
            set.cancel(false);
        }
    }

    /** Closes when the call under way is answered, at once if there is none. */
    void finish() {
        finishing = true;
        ChannelHandlerContext context = channel.pipeline().context(this);
        if (context != null) {
            context.executor().execute(() -> {
                if (call == null) {
                    context.close();
                }
            });
        }
    }

    void awaitEnd(long nanos) {
        channel.closeFuture().awaitUninterruptibly(nanos, TimeUnit.NANOSECONDS);
    }

    void end() {
        channel.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
    }
}
