package org.wardround.protocol.grpc;

import io.grpc.Metadata;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.protocol.connection.ConnectionFailures;
import org.wardround.protocol.connection.Route;
import org.wardround.protocol.message.ErrorDetails;
import org.wardround.protocol.message.ErrorTable;
import org.wardround.protocol.message.ProtocolVersion;

/** Refusals as gRPC carries them, and gRPC's own failures as refusals: the one place that words what went wrong below the protocol. */
final class GrpcErrors {
    static final Metadata.Key<byte[]> DETAIL = Metadata.Key.of("wardround-error-bin", Metadata.BINARY_BYTE_MARSHALLER);

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
    static FederationException refusal(Status status, @Nullable Metadata trailers, Route route) {
        ErrorCode otherwise = codeWithoutDetail(status);
        byte[] detail = trailers == null ? null : trailers.get(DETAIL);
        if (detail != null) {
            return ErrorDetails.decode(detail, otherwise);
        }
        String described = status.getDescription() == null ? status.getCode().toString() : status.getDescription();
        if (otherwise == ErrorCode.UNREACHABLE) {
            return ConnectionFailures.of(route, status.getCause(), described);
        }
        return new FederationException(
                otherwise,
                "%s answered %s without a reason of its own (%s)"
                        .formatted(route, status.getCode(), ConnectionFailures.reason(status.getCause(), described)));
    }

    private static ErrorCode codeWithoutDetail(Status status) {
        return switch (status.getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED -> ErrorCode.UNREACHABLE;
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
}
