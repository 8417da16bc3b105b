package org.wardround.protocol.https;

import com.google.protobuf.Message;
import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import io.grpc.netty.shaded.io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.grpc.netty.shaded.io.netty.handler.codec.http.DefaultHttpContent;
import io.grpc.netty.shaded.io.netty.handler.codec.http.DefaultHttpRequest;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpHeaderNames;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpMethod;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpRequest;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpUtil;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpVersion;
import io.grpc.netty.shaded.io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardround.protocol.connection.RenewableKey;
import org.wardround.protocol.connection.Route;
import org.wardround.protocol.connection.Trust;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.message.ProtocolVersion;
import org.wardround.protocol.transport.BlobReference;
import org.wardround.protocol.transport.BlobSink;
import org.wardround.protocol.transport.BlobSource;
import org.wardround.protocol.transport.ChunkReader;
import org.wardround.protocol.transport.ChunkWriter;
import org.wardround.protocol.transport.ReplyTime;
import org.wardround.protocol.transport.SiteSession;
import org.wardround.protocol.transport.Transport;
import org.wardround.protocol.transport.Uploads;
import org.wardround.protocol.v1.DownloadPart;
import org.wardround.protocol.v1.DownloadRequest;
import org.wardround.protocol.v1.HelloReply;
import org.wardround.protocol.v1.HelloRequest;
import org.wardround.protocol.v1.UploadHeader;
import org.wardround.protocol.v1.UploadPart;

/** The site's end over plain HTTPS: a connection for each call under way, kept for the next. Thread-safe. */
public final class HttpsTransport implements Transport {
    private final Route route;
    private final ClientConnections connections;
    private final SiteSession session;

    private HttpsTransport(Route route, @Nullable RenewableKey key, ProtocolVersion highest) {
        this.route = route;
        this.session = new SiteSession(highest);
        this.connections = new ClientConnections(route, HttpsTls.client(key, Trust.trusting(route.authorities())));
    }

    /** With the site's certificate, which {@code key} may replace later. */
    public static HttpsTransport of(Route route, RenewableKey key) {
        return new HttpsTransport(route, key, ProtocolVersion.CURRENT);
    }

    /** Without a certificate: for Enrol. */
    public static HttpsTransport ofStranger(Route route) {
        return new HttpsTransport(route, null, ProtocolVersion.CURRENT);
    }

    /** As an older site would: speaks {@code highest} at most. */
    static HttpsTransport speaking(Route route, RenewableKey key, ProtocolVersion highest) {
        return new HttpsTransport(route, key, highest);
    }

    private interface Exchange<T> {
        T on(ClientConnection connection);
    }

    @Override
    public Message call(Method method, Message request) {
        if (!method.isUnary()) {
            throw new IllegalArgumentException(method + " is a stream");
        }
        byte[] bytes = session.request(method, request);
        Duration patience = ReplyTime.of(request);
        byte[] reply = exchanged(connection -> {
            connection.send(whole(method, bytes), ReplyTime.USUAL);
            return new Answer(route, connection, patience).message();
        });
        return session.reply(method, reply);
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
            byte[] reply = exchanged(connection -> {
                send(connection, header.get(), source);
                return new Answer(route, connection, ReplyTime.USUAL).message();
            });
            session.reply(Method.UPLOAD, reply);
        }
    }

    // A chunk is read only when the one before has gone out, and none any more once the coordinator has answered.
    private void send(ClientConnection connection, UploadHeader header, BlobSource source) {
        HttpRequest head = headed(
                Method.UPLOAD,
                new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, HttpForm.path(Method.UPLOAD)),
                HttpForm.PARTS);
        HttpUtil.setTransferEncodingChunked(head, true);
        connection.send(head, ReplyTime.USUAL);
        connection.send(part(UploadPart.newBuilder().setHeader(header).build()), ReplyTime.USUAL);
        ChunkReader reader = new ChunkReader(source, header.getOffset());
        while (!reader.isAtEnd() && !connection.hasAnswer()) {
            connection.send(part(UploadPart.newBuilder().setChunk(reader.next()).build()), ReplyTime.USUAL);
        }
        if (!connection.hasAnswer()) {
            connection.send(LastHttpContent.EMPTY_LAST_CONTENT, ReplyTime.USUAL);
        }
    }

    private DefaultHttpContent part(UploadPart part) {
        return new DefaultHttpContent(HttpForm.part(session.request(Method.UPLOAD, part)));
    }

    @Override
    public void download(BlobReference blob, BlobSink sink) {
        DownloadRequest request = DownloadRequest.newBuilder()
                .setBlob(blob.toMessage())
                .setOffset(sink.offset())
                .build();
        byte[] bytes = session.request(Method.DOWNLOAD, request);
        ChunkWriter writer = new ChunkWriter(blob, sink);
        exchanged(connection -> {
            connection.send(whole(Method.DOWNLOAD, bytes), ReplyTime.USUAL);
            new Answer(route, connection, ReplyTime.USUAL).parts(part -> {
                DownloadPart next = (DownloadPart) session.reply(Method.DOWNLOAD, part);
                writer.append(next.getChunk());
            });
            return true;
        });
        writer.finish();
    }

    @Override
    public void reconnect() {
        connections.renew();
    }

    @Override
    public void close() {
        connections.close();
    }

    // A connection on which anything failed is of no use any more: where it stands nobody knows.
    private <T> T exchanged(Exchange<T> exchange) {
        ClientConnection connection = connections.take();
        boolean whole = false;
        try {
            T result = exchange.on(connection);
            whole = true;
            return result;
        } finally {
            if (whole) {
                connections.giveBack(connection);
            } else {
                connection.close();
            }
        }
    }

    private HttpRequest whole(Method method, byte[] message) {
        HttpRequest request = headed(
                method,
                new DefaultFullHttpRequest(
                        HttpVersion.HTTP_1_1, HttpMethod.POST, HttpForm.path(method), Unpooled.wrappedBuffer(message)),
                HttpForm.MESSAGE);
        request.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, message.length);
        return request;
    }

    private HttpRequest headed(Method method, HttpRequest request, String type) {
        request.headers()
                .set(HttpHeaderNames.HOST, route.coordinator().server().toString())
                .set(HttpHeaderNames.CONTENT_TYPE, type);
        return request;
    }
}
