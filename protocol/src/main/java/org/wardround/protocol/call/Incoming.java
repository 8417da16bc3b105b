package org.wardround.protocol.call;

/** What arrives of one call. A transport calls one method at a time, in order, and none after {@link #onCancel} or {@link #onComplete}. */
public interface Incoming {
    /** One whole message. */
    void onMessage(byte[] message);

    /** The caller has sent all. */
    void onHalfClose();

    /** The caller has gone away. */
    void onCancel();

    /** More can be sent without being queued. */
    default void onReady() {}

    /** All that goes back has been sent. */
    default void onComplete() {}
}
