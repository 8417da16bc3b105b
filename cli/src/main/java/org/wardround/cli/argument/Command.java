package org.wardround.cli.argument;

import java.io.IOException;
import java.util.List;
import org.wardround.cli.terminal.Session;

/** A command, or a group of commands. */
public sealed interface Command {
    String name();

    /** One line for the list of commands. */
    String summary();

    /**
     * A command that does something.
     *
     * @param description sentences for its help page
     * @param example one command line, or several lines
     * @param arguments in the order of the help page; those told by their place first
     */
    record Verb(
            String name, String summary, String description, String example, List<Argument<?>> arguments, Action action)
            implements Command {
        public Verb {
            arguments = List.copyOf(arguments);
        }
    }

    /** Commands under a common word. */
    record Group(String name, String summary, List<Command> commands) implements Command {
        public Group {
            commands = List.copyOf(commands);
        }
    }

    /** What a command does. */
    @FunctionalInterface
    interface Action {
        /**
         * @return the exit code
         * @throws IOException where a file can't be read or written; told to the user with the file's name
         */
        int run(Arguments arguments, Session session) throws IOException;
    }
}
