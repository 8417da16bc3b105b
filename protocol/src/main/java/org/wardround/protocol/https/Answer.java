package org.wardround.protocol.https;

import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.function.Consumer;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.protocol.connection.Route;
import org.wardround.protocol.message.ErrorDetails;
import org.wardround.protocol.message.Limits;

/** The answer to one request, read by the caller's thread. */
final class Answer {
    private static final int OK = 200;

    private final Route route;
    private final ClientConnection connection;
    private final Duration patience;

    /** @param patience with each piece of the answer */
    Answer(Route route, ClientConnection connection, Duration patience) {
        this.route = route;
        this.connection = connection;
        this.patience = patience;
    }

    /** The one message of it; thrown where it is a refusal. */
    byte[] message() {
        int status = connection.status(patience);
        byte[] message = all();
        if (status != OK) {
            throw refusal(status, message);
        }
        return message;
    }

    /** Each part as it comes; bytes are read no faster than they are taken. */
    void parts(Consumer<byte[]> taker) {
        int status = connection.status(patience);
        if (status != OK) {
            throw refusal(status, all());
        }
        PartReader reader = new PartReader(Limits.MESSAGE_BYTES);
        while (true) {
            ClientConnection.Event event = connection.next(patience);
            if (event instanceof ClientConnection.Bytes bytes) {
                reader.read(Unpooled.wrappedBuffer(bytes.bytes()), taker);
            } else if (event instanceof ClientConnection.End end) {
                end(end.trailers(), reader);
                return;
            } else {
                throw outOfOrder();
            }
        }
    }

    private void end(HttpHeaders trailers, PartReader reader) {
        HttpForm.refusal(trailers).ifPresent(refusal -> {
            throw refusal;
        });
        if (!reader.isBetweenParts()) {
            throw new FederationException(ErrorCode.MALFORMED_MESSAGE, route + " ended the stream within a part");
        }
    }

    private byte[] all() {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        while (true) {
            ClientConnection.Event event = connection.next(patience);
            if (event instanceof ClientConnection.End) {
                return message.toByteArray();
            } else if (event instanceof ClientConnection.Bytes bytes) {
                if (message.size() + bytes.bytes().length > Limits.MESSAGE_BYTES) {
                    throw new FederationException(
                            ErrorCode.MESSAGE_TOO_LARGE,
                            "%s answered more than %d bytes".formatted(route, Limits.MESSAGE_BYTES));
                }
                message.writeBytes(bytes.bytes());
            } else {
                throw outOfOrder();
            }
        }
    }

    private FederationException refusal(int status, byte[] body) {
        ErrorCode otherwise = HttpForm.codeWithoutDetail(status);
        if (body.length == 0) {
            return new FederationException(
                    otherwise, "%s answered HTTP %d without a reason of its own".formatted(route, status));
        }
        return ErrorDetails.decode(body, otherwise);
    }

    private FederationException outOfOrder() {
        return new FederationException(ErrorCode.MALFORMED_MESSAGE, route + " answered out of order");
    }
}
