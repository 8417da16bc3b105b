package org.wardround.core.trust;

import java.nio.file.Path;

/** A key file can't be used or written. The message names the file, what is wrong and what to do, and nothing that is secret. */
public final class KeyFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    KeyFileException(Reason reason, Path file, String message) {
        super("%s: %s".formatted(file, message));
        this.reason = reason;
    }

    /** Why. */
    public enum Reason {
        /** Something stands where a new key was to go. */
        ALREADY_THERE,
        /** Others than its owner may read the file. */
        READABLE_BY_OTHERS,
        /** It is not a key file, or a damaged one. */
        MALFORMED,
        /** The passphrase is another one, or the file was changed. */
        WRONG_PASSPHRASE
    }

    public Reason reason() {
        return reason;
    }
}
