package org.wardround.cli.command;

import java.nio.file.Path;

/** Paths as words of a command line that is printed to be copied. */
final class ShellWord {
    private static final String PLAIN = "_@%+=:,./-";

    private ShellWord() {}

    /** The path; in quotes where a shell would make something else of it. */
    static String of(Path path) {
        String text = path.toString();
        boolean plain =
                !text.isEmpty() && text.chars().allMatch(c -> Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
        return plain ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
