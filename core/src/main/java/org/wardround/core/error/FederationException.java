package org.wardround.core.error;

/** A run or a task can't go on. The message states the rule, the place and what to do, and never a patient's value. */
public final class FederationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public FederationException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    public FederationException(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
