package org.wardround.protocol.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import org.wardround.core.error.FederationException;

/** The way back of one call; ends it once, whoever comes first. Thread-safe. */
final class Reply {
    private final ServerCall<byte[], byte[]> call;
    private final Runnable onEnd;
    private boolean begun;
    private boolean ended;

    /** {@code onEnd} is called once, when the call has ended in any way. */
    Reply(ServerCall<byte[], byte[]> call, Runnable onEnd) {
        this.call = call;
        this.onEnd = onEnd;
    }

    /** Whether a message can be sent without being queued. */
    synchronized boolean isReady() {
        return !ended && call.isReady();
    }

    synchronized void ask(int messages) {
        if (!ended) {
            call.request(messages);
        }
    }

    synchronized void send(byte[] message) {
        if (ended) {
            return;
        }
        if (!begun) {
            begun = true;
            call.sendHeaders(new Metadata());
        }
        call.sendMessage(message);
    }

    void finish() {
        end(Status.OK, new Metadata());
    }

    void refuse(FederationException refusal) {
        end(GrpcErrors.status(refusal), GrpcErrors.trailers(refusal));
    }

    /** The caller has gone away. */
    void abandon() {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        onEnd.run();
    }

    private void end(Status status, Metadata trailers) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            call.close(status, trailers);
        }
        onEnd.run();
    }
}
