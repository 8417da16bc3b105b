package org.wardround.core.trust;

import org.wardround.core.error.ErrorCode;

/** Why something is not trusted: a value and no exception, since it is to be expected and is written into audit logs. @param message without a stop, for people */
public record Refusal(ErrorCode code, String message) {
    @Override
    public String toString() {
        return "%s [%s]".formatted(message, code);
    }
}
