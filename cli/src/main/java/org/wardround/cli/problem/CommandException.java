package org.wardround.cli.problem;

import java.util.List;

/** A command can't do what it was asked. Its messages are shown to the user, one a line: what is wrong, where, and what to do. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> messages;

    public CommandException(String message) {
        this(List.of(message));
    }

    public CommandException(List<String> messages) {
        super(String.join("\n", messages));
        this.messages = List.copyOf(messages);
    }

    public List<String> messages() {
        return messages;
    }
}
