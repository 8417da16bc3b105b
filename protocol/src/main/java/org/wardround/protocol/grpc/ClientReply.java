package org.wardround.protocol.grpc;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.protocol.connection.Route;

/** The one reply of a call, waited for by the caller's thread. */
final class ClientReply extends ClientCall.Listener<byte[]> {
    private final Route route;
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private byte @Nullable [] message;

    ClientReply(Route route) {
        this.route = route;
    }

    @Override
    public void onMessage(byte[] bytes) {
        message = bytes;
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        byte[] bytes = message;
        if (!status.isOk()) {
            whole.completeExceptionally(GrpcErrors.refusal(status, trailers, route));
        } else if (bytes == null) {
            whole.completeExceptionally(
                    new FederationException(ErrorCode.MALFORMED_MESSAGE, route + " ended the call without a reply"));
        } else {
            whole.complete(bytes);
        }
    }

    /** The reply's bytes, or what was refused. */
    byte[] await() {
        return await(whole, route);
    }

    /** What {@code future} came to; an interrupted thread gets UNREACHABLE. */
    static <T> T await(CompletableFuture<T> future, Route route) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FederationException(ErrorCode.UNREACHABLE, "interrupted while waiting for " + route);
        }
    }
}
