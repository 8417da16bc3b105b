package org.wardround.cli.terminal;

import java.io.Console;
import java.util.Optional;

/** Asks the person at the terminal for what must not be seen. */
@FunctionalInterface
public interface Prompt {
    /** Where nobody can be asked: pipes, services, tests. */
    Prompt NOBODY = question -> Optional.empty();

    /** The answer, typed unseen, which the caller overwrites; empty where nobody is there. */
    Optional<char[]> secret(String question);

    /** Whoever sits at the terminal of this process. */
    static Prompt console() {
        return question -> {
            Console console = System.console();
            return console == null ? Optional.empty() : Optional.ofNullable(console.readPassword("%s: ", question));
        };
    }
}
