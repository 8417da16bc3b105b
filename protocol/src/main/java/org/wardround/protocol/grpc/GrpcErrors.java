package org.wardround.protocol.grpc;

import io.grpc.Metadata;
import io.grpc.Status;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.protocol.message.ErrorDetails;
import org.wardround.protocol.message.ErrorTable;
import org.wardround.protocol.message.ProtocolVersion;

/** Refusals as gRPC carries them, and gRPC's own failures as refusals: the one place that words what went wrong below the protocol. */
final class GrpcErrors {
    static final Metadata.Key<byte[]> DETAIL = Metadata.Key.of("wardround-error-bin", Metadata.BINARY_BYTE_MARSHALLER);

    private static final int MOST_CAUSES = 20;

    private GrpcErrors() {}

    static Status status(FederationException refusal) {
        return Status.fromCode(ErrorTable.of(refusal.code()).status())
                .withDescription(refusal.code() + ": " + ErrorDetails.words(String.valueOf(refusal.getMessage())));
    }

    static Metadata trailers(FederationException refusal) {
        Metadata trailers = new Metadata();
        trailers.put(DETAIL, ErrorDetails.encode(refusal, ProtocolVersion.OLDEST));
        return trailers;
    }

    /** What a call that ended with {@code status} is to its caller. */
    static FederationException refusal(Status status, @Nullable Metadata trailers, String server) {
        ErrorCode otherwise = codeWithoutDetail(status);
        byte[] detail = trailers == null ? null : trailers.get(DETAIL);
        if (detail != null) {
            return ErrorDetails.decode(detail, otherwise);
        }
        return new FederationException(otherwise, words(otherwise, status, server));
    }

    private static ErrorCode codeWithoutDetail(Status status) {
        return switch (status.getCode()) {
            case UNAVAILABLE -> isUntrusted(status.getCause()) ? ErrorCode.CONNECTION_UNTRUSTED : ErrorCode.UNREACHABLE;
            case DEADLINE_EXCEEDED, CANCELLED -> ErrorCode.UNREACHABLE;
            case RESOURCE_EXHAUSTED -> ErrorCode.MESSAGE_TOO_LARGE;
            case UNIMPLEMENTED -> ErrorCode.UNKNOWN_METHOD;
            case OK,
                    UNKNOWN,
                    INVALID_ARGUMENT,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    PERMISSION_DENIED,
                    FAILED_PRECONDITION,
                    ABORTED,
                    OUT_OF_RANGE,
                    INTERNAL,
                    DATA_LOSS,
                    UNAUTHENTICATED -> ErrorCode.INTERNAL;
        };
    }

    private static String words(ErrorCode code, Status status, String server) {
        String reason = reason(status);
        if (code == ErrorCode.UNREACHABLE) {
            return "nothing answers at %s (%s): check the address, the proxy and that the coordinator runs"
                    .formatted(server, reason);
        } else if (code == ErrorCode.CONNECTION_UNTRUSTED) {
            return "no trusted connection to %s (%s): check both certificates, their dates and the clock, and whether something between opens TLS connections"
                    .formatted(server, reason);
        }
        return "%s answered %s without a reason of its own (%s)".formatted(server, status.getCode(), reason);
    }

    private static boolean isUntrusted(@Nullable Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
            if (cause instanceof SSLException || cause instanceof CertificateException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    // The innermost message says most: "certificate expired" rather than "io exception".
    private static String reason(Status status) {
        String reason = status.getDescription() == null ? status.getCode().toString() : status.getDescription();
        Throwable cause = status.getCause();
        for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
            if (cause.getMessage() != null) {
                reason = cause.getMessage();
            }
            cause = cause.getCause();
        }
        return ErrorDetails.words(reason);
    }
}
