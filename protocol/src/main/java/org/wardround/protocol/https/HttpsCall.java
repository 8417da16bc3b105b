package org.wardround.protocol.https;

import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.grpc.netty.shaded.io.netty.handler.codec.http.DefaultHttpContent;
import io.grpc.netty.shaded.io.netty.handler.codec.http.DefaultHttpResponse;
import io.grpc.netty.shaded.io.netty.handler.codec.http.DefaultLastHttpContent;
import io.grpc.netty.shaded.io.netty.handler.codec.http.FullHttpResponse;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpHeaderNames;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpHeaderValues;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpMethod;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpRequest;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpResponse;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpResponseStatus;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpUtil;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpVersion;
import io.grpc.netty.shaded.io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.protocol.call.Incoming;
import org.wardround.protocol.call.Outgoing;
import org.wardround.protocol.call.Peer;
import org.wardround.protocol.call.SiteCalls;
import org.wardround.protocol.message.ErrorTable;
import org.wardround.protocol.message.Limits;
import org.wardround.protocol.message.Method;

/** One request and its answer. What arrives is handed in by the connection's thread; the answer may come from any. */
final class HttpsCall implements Outgoing {
    private final ChannelHandlerContext context;
    private final Ending ending;
    private @Nullable Method method;
    private @Nullable Incoming incoming;
    private @Nullable PartReader parts;
    private byte[] body = {};
    private int filled;
    private boolean keepAlive;
    private boolean bodyEnded;
    private boolean begun;
    private boolean answered;
    private byte @Nullable [] reply;

    /** What becomes of the connection. */
    enum End {
        REUSE,
        DISCARD,
        CLOSE
    }

    interface Ending {
        void ended(ChannelHandlerContext context, End end);
    }

    HttpsCall(ChannelHandlerContext context, Ending ending) {
        this.context = context;
        this.ending = ending;
    }

    /** Refuses what the request's head alone refuses; nothing of the body is read before. */
    void begin(HttpRequest request, Peer peer, SiteCalls calls) {
        keepAlive = HttpUtil.isKeepAlive(request);
        Method asked = HttpForm.method(request.uri()).orElse(null);
        if (asked == null || !request.method().equals(HttpMethod.POST)) {
            refuse(new FederationException(
                    ErrorCode.UNKNOWN_METHOD, "a call is a POST to /wardround.v1.Coordinator/METHOD"));
            return;
        }
        method = asked;
        Incoming admitted = calls.begin(asked, peer, this);
        incoming = admitted;
        if (!answered) {
            try {
                expect(asked, request);
            } catch (FederationException e) {
                calls.refused(asked, peer, e);
                giveUp(admitted, e);
            }
        }
    }

    private void expect(Method asked, HttpRequest request) {
        if (asked == Method.UPLOAD) {
            parts = new PartReader(Limits.MESSAGE_BYTES);
            return;
        }
        long length = HttpUtil.isTransferEncodingChunked(request) ? -1 : HttpUtil.getContentLength(request, -1L);
        if (length < 0) {
            throw new FederationException(
                    ErrorCode.MALFORMED_MESSAGE,
                    "%s takes one message, with its Content-Length".formatted(asked.wireName()));
        }
        if (length > Limits.MESSAGE_BYTES) {
            throw new FederationException(
                    ErrorCode.MESSAGE_TOO_LARGE,
                    "%s got a message of more than %d bytes".formatted(asked.wireName(), Limits.MESSAGE_BYTES));
        }
        body = new byte[(int) length];
    }

    private void giveUp(Incoming open, FederationException refusal) {
        incoming = null;
        open.onCancel();
        refuse(refusal);
    }

    /** The next bytes of the body. */
    void onContent(ByteBuf bytes, boolean last) {
        Incoming open = incoming;
        bodyEnded = last;
        if (answered || open == null) {
            if (last) {
                context.close();
            }
            return;
        }
        PartReader reader = parts;
        if (reader == null) {
            int count = bytes.readableBytes();
            bytes.readBytes(body, filled, count);
            filled += count;
            if (last) {
                open.onMessage(body);
                open.onHalfClose();
            }
            return;
        }
        try {
            reader.read(bytes, open::onMessage);
            if (last && !answered && !reader.isBetweenParts()) {
                throw new FederationException(ErrorCode.MALFORMED_MESSAGE, "the upload ended within a part");
            }
        } catch (FederationException e) {
            giveUp(open, e);
            return;
        }
        if (last && !answered) {
            open.onHalfClose();
        }
    }

    /** The caller has gone away. */
    void onGone() {
        Incoming open = incoming;
        if (open != null && !answered) {
            answered = true;
            open.onCancel();
        }
    }

    void onReady() {
        Incoming open = incoming;
        if (open != null && !answered) {
            open.onReady();
        }
    }

    @Override
    public boolean isReady() {
        return context.channel().isWritable();
    }

    /** Pieces come one after the other in any case. */
    @Override
    public void ask(int messages) {}

    @Override
    public void send(byte[] message) {
        inOrder(() -> {
            if (method != Method.DOWNLOAD) {
                reply = message;
                return;
            }
            beginStream();
            context.writeAndFlush(new DefaultHttpContent(HttpForm.part(message)));
        });
    }

    @Override
    public void finish() {
        inOrder(() -> {
            byte[] message = reply;
            if (method == Method.DOWNLOAD) {
                beginStream();
                end(LastHttpContent.EMPTY_LAST_CONTENT);
            } else {
                end(whole(HttpResponseStatus.OK, message == null ? new byte[0] : message));
            }
        });
    }

    @Override
    public void refuse(FederationException refusal) {
        inOrder(() -> {
            if (begun) {
                DefaultLastHttpContent last = new DefaultLastHttpContent();
                last.trailingHeaders().set(HttpForm.ERROR, HttpForm.trailer(refusal));
                end(last);
            } else {
                int status = ErrorTable.of(refusal.code()).httpStatus();
                end(whole(HttpResponseStatus.valueOf(status), HttpForm.detail(refusal)));
            }
        });
    }

    private void inOrder(Runnable work) {
        Runnable once = () -> {
            if (!answered) {
                work.run();
            }
        };
        if (context.executor().inEventLoop()) {
            once.run();
        } else {
            context.executor().execute(once);
        }
    }

    private void beginStream() {
        if (!begun) {
            begun = true;
            HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
            head.headers().set(HttpHeaderNames.CONTENT_TYPE, HttpForm.PARTS);
            HttpUtil.setTransferEncodingChunked(head, true);
            context.write(head);
        }
    }

    private FullHttpResponse whole(HttpResponseStatus status, byte[] message) {
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(message));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, HttpForm.MESSAGE);
        response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, message.length);
        if (!bodyEnded || !keepAlive) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        return response;
    }

    private void end(Object last) {
        answered = true;
        End end = bodyEnded ? keepAlive ? End.REUSE : End.CLOSE : End.DISCARD;
        context.writeAndFlush(last).addListener(sent -> {
            if (end == End.CLOSE) {
                context.close();
            }
        });
        Incoming open = incoming;
        if (open != null) {
            open.onComplete();
        }
        if (end != End.CLOSE) {
            ending.ended(context, end);
        }
    }
}
