package org.wardround.study.results;

/** Results that are not there, not whole or not of a known version. The message names the file and says what to do. */
public final class UnreadableResultsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableResultsException(String message) {
        super(message);
    }
}
