package org.wardround.cli.command;

import java.nio.file.Path;

/** Paths as words of a command line that is printed to be copied. */
public final class ShellWord {
    private static final String PLAIN = "_@%+=:,./-";

    private ShellWord() {}

    /** The path; in quotes where a shell would make something else of it. */
    public static String of(Path path) {
        return of(path.toString());
    }

    /** The text; in quotes where a shell would make something else of it. */
    public static String of(String text) {
        boolean plain =
                !text.isEmpty() && text.chars().allMatch(c -> Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
        return plain ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
