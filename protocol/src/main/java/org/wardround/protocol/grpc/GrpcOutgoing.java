package org.wardround.protocol.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import org.wardround.core.error.FederationException;
import org.wardround.protocol.call.Outgoing;

/** The way back of a call of gRPC. Used by one thread at a time. */
final class GrpcOutgoing implements Outgoing {
    private final ServerCall<byte[], byte[]> call;
    private boolean begun;

    GrpcOutgoing(ServerCall<byte[], byte[]> call) {
        this.call = call;
    }

    @Override
    public boolean isReady() {
        return call.isReady();
    }

    @Override
    public void ask(int messages) {
        call.request(messages);
    }

    @Override
    public void send(byte[] message) {
        if (!begun) {
            begun = true;
            call.sendHeaders(new Metadata());
        }
        call.sendMessage(message);
    }

    @Override
    public void finish() {
        call.close(Status.OK, new Metadata());
    }

    @Override
    public void refuse(FederationException refusal) {
        call.close(GrpcErrors.status(refusal), GrpcErrors.trailers(refusal));
    }
}
