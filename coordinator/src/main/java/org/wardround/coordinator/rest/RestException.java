package org.wardround.coordinator.rest;

import java.io.Serial;

/** A call that is refused, with a message for the caller. */
final class RestException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final RestCode code;

    RestException(RestCode code, String message) {
        super(message);
        this.code = code;
    }

    RestCode code() {
        return code;
    }
}
