package org.wardround.site.worker;

/** A worker did not do what it has to. The message names no patient's value and nothing that the worker said. */
final class WorkerFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why. */
    enum Reason {
        /** It ended, or was ended by the operating system. */
        ENDED,
        /** It said that it can't go on. */
        SAID_SO,
        /** It said what it may not say. */
        BROKE_RULES,
        /** It took longer than the policy allows for a task. */
        TOO_SLOW,
        /** It could not be started. */
        NOT_STARTED
    }

    WorkerFailedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }

    /** Whether another try with a new process may go well. */
    boolean mayRestart() {
        return reason == Reason.ENDED || reason == Reason.SAID_SO;
    }
}
