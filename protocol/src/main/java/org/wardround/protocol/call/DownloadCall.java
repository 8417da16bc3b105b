package org.wardround.protocol.call;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.protocol.transport.DownloadSender;
import org.wardround.protocol.transport.Failures;

/** A blob that is sent, as fast as the other side takes it: a part is read only when it can go out. One method is called at a time. */
final class DownloadCall implements Incoming {
    private final Reply reply;
    private final ProgressWatch watch;
    private final ProgressWatch.Watched watched;
    private final Function<byte[], DownloadSender> beginning;
    private byte @Nullable [] request;
    private @Nullable DownloadSender sender;

    DownloadCall(Reply reply, ProgressWatch watch, Function<byte[], DownloadSender> beginning) {
        this.reply = reply;
        this.watch = watch;
        this.watched = watch.watch(() -> reply.refuse(Slowness.refusal()));
        this.beginning = beginning;
        reply.ask(2);
    }

    @Override
    public void onMessage(byte[] message) {
        request = message;
    }

    @Override
    public void onHalfClose() {
        byte[] asked = request;
        if (asked == null) {
            reply.refuse(new FederationException(ErrorCode.MALFORMED_MESSAGE, "this call takes one message, got none"));
            return;
        }
        try {
            sender = beginning.apply(asked);
            sendWhatGoesOut();
        } catch (RuntimeException e) {
            end();
            reply.refuse(Failures.refusal(e));
        }
    }

    @Override
    public void onReady() {
        try {
            sendWhatGoesOut();
        } catch (RuntimeException e) {
            end();
            reply.refuse(Failures.refusal(e));
        }
    }

    @Override
    public void onCancel() {
        end();
        reply.abandon();
    }

    @Override
    public void onComplete() {
        end();
    }

    private void sendWhatGoesOut() {
        DownloadSender open = sender;
        if (open == null) {
            return;
        }
        while (!open.isAtEnd() && reply.isReady()) {
            byte[] part = open.next();
            reply.send(part);
            watched.moved(part.length);
        }
        if (open.isAtEnd()) {
            end();
            reply.finish();
        }
    }

    private void end() {
        watch.forget(watched);
        DownloadSender open = sender;
        if (open != null) {
            sender = null;
            open.close();
        }
    }
}
