package org.wardround.protocol.grpc;

import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.protocol.call.SiteCalls;
import org.wardround.protocol.message.Limits;
import org.wardround.protocol.message.Method;

/** gRPC itself refuses a message beyond its largest size, by its length; this tells the coordinator who sent it. Thread-safe. */
final class OversizedMessages extends ServerStreamTracer.Factory {
    private final SiteCalls calls;

    OversizedMessages(SiteCalls calls) {
        this.calls = calls;
    }

    @Override
    public ServerStreamTracer newServerStreamTracer(String fullMethodName, Metadata headers) {
        return new Tracer();
    }

    private final class Tracer extends ServerStreamTracer {
        private volatile @Nullable ServerCallInfo<?, ?> call;

        @Override
        public void serverCallStarted(ServerCallInfo<?, ?> callInfo) {
            call = callInfo;
        }

        @Override
        public void streamClosed(Status status) {
            ServerCallInfo<?, ?> info = call;
            if (info == null || !isGrpcsOwn(status)) {
                return;
            }
            Optional<Method> method =
                    Method.ofWireName(String.valueOf(info.getMethodDescriptor().getBareMethodName()));
            method.ifPresent(known -> calls.refused(known, GrpcCalls.peer(info.getAttributes()), tooLarge(known)));
        }

        // Ours begin with the name of a code.
        private boolean isGrpcsOwn(Status status) {
            String description = status.getDescription();
            return status.getCode() == Status.Code.RESOURCE_EXHAUSTED
                    && (description == null || description.startsWith("gRPC"));
        }

        private FederationException tooLarge(Method method) {
            return new FederationException(
                    ErrorCode.MESSAGE_TOO_LARGE,
                    "%s got a message of more than %d bytes".formatted(method.wireName(), Limits.MESSAGE_BYTES));
        }
    }
}
