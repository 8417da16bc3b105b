package org.wardround.cli.argument;

/** The command line is not one that this program understands. The message says why and what would be. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String command;

    /** @param command in full, such as {@code wardround study new} */
    public UsageException(String command, String message) {
        super(message);
        this.command = command;
    }

    /** The command whose help page tells more. */
    public String command() {
        return command;
    }
}
