package org.wardround.protocol.call;

import org.wardround.core.error.FederationException;

/** The way back of one call on its transport. Called by one thread at a time, and not any more after {@link #finish} or {@link #refuse}. */
public interface Outgoing {
    /** Whether a message can be sent without being queued. */
    boolean isReady();

    /** So many messages more may be handed in. */
    void ask(int messages);

    void send(byte[] message);

    void finish();

    /** Ends the call by a refusal, after whatever was sent. */
    void refuse(FederationException refusal);
}
