package org.wardround.protocol.transport;

import com.google.protobuf.Message;
import java.util.concurrent.CompletableFuture;
import org.wardround.core.error.FederationException;
import org.wardround.protocol.message.MessageCodec;
import org.wardround.protocol.message.Method;
import org.wardround.protocol.message.ProtocolVersion;
import org.wardround.protocol.v1.HelloRequest;

/** The coordinator's side of a unary call, the same on every transport: bytes in, bytes out. Thread-safe if the {@link SiteApi} is. */
public final class CallAnswerer {
    private final SiteApi api;
    private final Dispatch dispatch;

    public CallAnswerer(SiteApi api) {
        this.api = api;
        this.dispatch = new Dispatch(api);
    }

    /**
     * Answers a call of {@code caller}. To cancel the future cancels the work.
     *
     * @return the reply's bytes, or a failure that {@link Failures#refusal} turns into words
     */
    public CompletableFuture<byte[]> answer(Caller caller, Method method, byte[] request) {
        Message message;
        try {
            message = MessageCodec.decodeRequest(method, request);
            Dispatch.requireOwnName(caller, method, message);
        } catch (FederationException e) {
            api.refused(caller, method, e);
            return CompletableFuture.failedFuture(e);
        }
        return replied(method, message, () -> dispatch.handle(caller, method, message));
    }

    /** Answers a call without a certificate. */
    public CompletableFuture<byte[]> answerStranger(String address, Method method, byte[] request) {
        try {
            Message message = MessageCodec.decodeRequest(method, request);
            return replied(method, message, () -> dispatch.handleStranger(address, method, message));
        } catch (FederationException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private interface Handler {
        CompletableFuture<? extends Message> handle();
    }

    // Whatever is thrown has to reach the caller as a refusal.
    private static CompletableFuture<byte[]> replied(Method method, Message request, Handler handler) {
        try {
            ProtocolVersion version = replyVersion(request);
            CompletableFuture<? extends Message> handled = handler.handle();
            CompletableFuture<byte[]> reply =
                    handled.thenApply(message -> MessageCodec.encodeReply(method, message, version));
            reply.whenComplete((encoded, thrown) -> {
                if (reply.isCancelled()) {
                    handled.cancel(false);
                }
            });
            return reply;
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static ProtocolVersion replyVersion(Message request) {
        ProtocolVersion version = MessageCodec.versionOf(request);
        return request instanceof HelloRequest hello
                ? ProtocolVersion.common(version, hello.getLowestMinor())
                : version;
    }
}
