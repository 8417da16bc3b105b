package org.wardround.protocol.call;

import org.wardround.core.error.FederationException;
import org.wardround.protocol.transport.Failures;
import org.wardround.protocol.transport.UploadReceiver;

/** A blob that arrives; a part is asked for when the one before is written, which is all the flow control there has to be. One method is called at a time. */
final class UploadCall implements Incoming {
    private final Reply reply;
    private final ProgressWatch watch;
    private final ProgressWatch.Watched watched;
    private final UploadReceiver receiver;

    UploadCall(Reply reply, ProgressWatch watch, UploadReceiver receiver) {
        this.reply = reply;
        this.watch = watch;
        this.watched = watch.watch(() -> reply.refuse(Slowness.refusal()));
        this.receiver = receiver;
        reply.ask(1);
    }

    @Override
    public void onMessage(byte[] message) {
        try {
            receiver.onPart(message);
            watched.moved(message.length);
            reply.ask(1);
        } catch (RuntimeException e) {
            refuse(Failures.refusal(e));
        }
    }

    @Override
    public void onHalfClose() {
        watch.forget(watched);
        try {
            byte[] done = receiver.onEnd();
            receiver.close();
            reply.send(done);
            reply.finish();
        } catch (RuntimeException e) {
            refuse(Failures.refusal(e));
        }
    }

    @Override
    public void onCancel() {
        watch.forget(watched);
        receiver.close();
        reply.abandon();
    }

    @Override
    public void onComplete() {
        watch.forget(watched);
        receiver.close();
    }

    private void refuse(FederationException refusal) {
        watch.forget(watched);
        receiver.close();
        reply.refuse(refusal);
    }
}
