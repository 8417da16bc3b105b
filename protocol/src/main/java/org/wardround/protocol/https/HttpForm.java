package org.wardround.protocol.https;

import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpDecoderConfig;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpHeaders;
import java.util.Base64;
import java.util.Optional;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.protocol.message.ErrorDetails;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.message.ProtocolVersion;

/** How calls look in HTTP: paths, types, parts of a stream, refusals. Stateless. */
final class HttpForm {
    /** Of one message. */
    static final String MESSAGE = "application/x-protobuf";

    /** Of a stream: its parts, each after its length in four bytes, the highest first. */
    static final String PARTS = "application/x-wardround-parts";

    /** The field after a stream that ended by a refusal: an ErrorDetail in base64. */
    static final String ERROR = "wardround-error";

    private static final String PATH = "/wardround.v1.Coordinator/";
    private static final int LINE_BYTES = 1024;
    private static final int HEADER_BYTES = 8 * 1024;
    private static final int PIECE_BYTES = 64 * 1024;

    private HttpForm() {}

    static String path(Method method) {
        return PATH + method.wireName();
    }

    /** The method that a request means; empty where there is none. */
    static Optional<Method> method(String path) {
        return path.startsWith(PATH) ? Method.ofWireName(path.substring(PATH.length())) : Optional.empty();
    }

    /** What both ends take: short lines and headers, and nothing that two readers could read differently. */
    static HttpDecoderConfig strict() {
        return new HttpDecoderConfig()
                .setMaxInitialLineLength(LINE_BYTES)
                .setMaxHeaderSize(HEADER_BYTES)
                .setMaxChunkSize(PIECE_BYTES)
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true)
                .setAllowDuplicateContentLengths(false);
    }

    /** A part of a stream as it travels. */
    static ByteBuf part(byte[] message) {
        return Unpooled.wrappedBuffer(Unpooled.copyInt(message.length), Unpooled.wrappedBuffer(message));
    }

    static byte[] detail(FederationException refusal) {
        return ErrorDetails.encode(refusal, ProtocolVersion.OLDEST);
    }

    static String trailer(FederationException refusal) {
        return Base64.getEncoder().encodeToString(detail(refusal));
    }

    /** The refusal after a stream, if it ended by one. */
    static Optional<FederationException> refusal(HttpHeaders trailers) {
        String text = trailers.get(ERROR);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(ErrorDetails.decode(Base64.getDecoder().decode(text), ErrorCode.INTERNAL));
        } catch (IllegalArgumentException e) {
            return Optional.of(new FederationException(
                    ErrorCode.INTERNAL, "the coordinator ended the stream by a refusal that can't be read"));
        }
    }

    /** What a status is to the caller where no detail says more. */
    static ErrorCode codeWithoutDetail(int status) {
        return switch (status) {
            case 404, 405 -> ErrorCode.UNKNOWN_METHOD;
            case 413 -> ErrorCode.MESSAGE_TOO_LARGE;
            case 408, 502, 503, 504 -> ErrorCode.UNREACHABLE;
            default -> ErrorCode.INTERNAL;
        };
    }
}
