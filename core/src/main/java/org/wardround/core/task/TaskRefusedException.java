package org.wardround.core.task;

import org.wardround.core.error.ErrorCode;

/** A site can't answer a question. The reason names no patient's value. Without a stack trace: it is an answer and no defect. */
public final class TaskRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public TaskRefusedException(ErrorCode code, String reason) {
        super(reason, null, false, false);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
