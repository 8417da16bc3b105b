package org.wardround.protocol.call;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.protocol.transport.Failures;

/** One message there, one back. One method is called at a time. */
final class UnaryCall implements Incoming {
    private final Reply reply;
    private final ProgressWatch watch;
    private final ProgressWatch.Watched watched;
    private final Function<byte[], CompletableFuture<byte[]>> answering;
    private byte @Nullable [] request;
    private boolean tooMany;
    private @Nullable CompletableFuture<byte[]> answer;

    UnaryCall(Reply reply, ProgressWatch watch, Function<byte[], CompletableFuture<byte[]>> answering) {
        this.reply = reply;
        this.watch = watch;
        this.watched = watch.watch(() -> reply.refuse(Slowness.refusal()));
        this.answering = answering;
        // The second would break the protocol, and is seen only if asked for.
        reply.ask(2);
    }

    @Override
    public void onMessage(byte[] message) {
        if (request != null) {
            tooMany = true;
            reply.refuse(malformed("two"));
        }
        request = message;
    }

    @Override
    public void onHalfClose() {
        watch.forget(watched);
        byte[] whole = request;
        if (whole == null) {
            reply.refuse(malformed("none"));
            return;
        }
        if (tooMany) {
            return;
        }
        request = null;
        CompletableFuture<byte[]> answered = answering.apply(whole);
        answer = answered;
        answered.whenComplete((bytes, thrown) -> {
            if (answered.isCancelled()) {
                reply.refuse(givenUp());
            } else if (thrown != null) {
                reply.refuse(Failures.refusal(thrown));
            } else {
                reply.send(bytes);
                reply.finish();
            }
        });
    }

    @Override
    public void onCancel() {
        watch.forget(watched);
        reply.abandon();
        CompletableFuture<byte[]> under = answer;
        if (under != null) {
            under.cancel(false);
        }
    }

    private static FederationException givenUp() {
        return new FederationException(ErrorCode.UNREACHABLE, "the coordinator gave the call up: call again");
    }

    private static FederationException malformed(String got) {
        return new FederationException(ErrorCode.MALFORMED_MESSAGE, "this call takes one message, got " + got);
    }
}
