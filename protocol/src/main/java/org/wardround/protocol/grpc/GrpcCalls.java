package org.wardround.protocol.grpc;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import org.wardround.protocol.call.Incoming;
import org.wardround.protocol.call.Peer;
import org.wardround.protocol.call.SiteCalls;
import org.wardround.protocol.message.Method;

/** Hands calls of gRPC to {@link SiteCalls}. Stateless. */
final class GrpcCalls {
    private GrpcCalls() {}

    static ServerServiceDefinition definition(SiteCalls calls) {
        ServerServiceDefinition.Builder service = ServerServiceDefinition.builder(GrpcMethods.SERVICE);
        for (Method method : Method.values()) {
            service.addMethod(
                    GrpcMethods.of(method),
                    (call, headers) ->
                            new Listener(calls.begin(method, peer(call.getAttributes()), new GrpcOutgoing(call))));
        }
        return service.build();
    }

    static Peer peer(Attributes connection) {
        return Peer.of(
                connection.get(Grpc.TRANSPORT_ATTR_SSL_SESSION), connection.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
    }

    private static final class Listener extends ServerCall.Listener<byte[]> {
        private final Incoming incoming;

        Listener(Incoming incoming) {
            this.incoming = incoming;
        }

        @Override
        public void onMessage(byte[] message) {
            incoming.onMessage(message);
        }

        @Override
        public void onHalfClose() {
            incoming.onHalfClose();
        }

        @Override
        public void onCancel() {
            incoming.onCancel();
        }

        @Override
        public void onReady() {
            incoming.onReady();
        }

        @Override
        public void onComplete() {
            incoming.onComplete();
        }
    }
}
