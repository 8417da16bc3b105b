package org.wardround.protocol.call;

import org.wardround.core.error.FederationException;

/** The way back of one call; ends it once, whoever comes first. Thread-safe. */
final class Reply {
    private final Outgoing way;
    private final Runnable onEnd;
    private boolean ended;

    /** {@code onEnd} is called once, when the call has ended in any way. */
    Reply(Outgoing way, Runnable onEnd) {
        this.way = way;
        this.onEnd = onEnd;
    }

    /** Whether a message can be sent without being queued. */
    synchronized boolean isReady() {
        return !ended && way.isReady();
    }

    synchronized void ask(int messages) {
        if (!ended) {
            way.ask(messages);
        }
    }

    synchronized void send(byte[] message) {
        if (!ended) {
            way.send(message);
        }
    }

    void finish() {
        end(way::finish);
    }

    void refuse(FederationException refusal) {
        end(() -> way.refuse(refusal));
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

    private void end(Runnable last) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            last.run();
        }
        onEnd.run();
    }
}
