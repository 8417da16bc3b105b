package org.wardround.cli.terminal;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * The outside world of one command.
 *
 * @param out results, for people and pipes
 * @param err progress, warnings and errors
 * @param clock for progress, run times and when a key was revoked; never reaches a result of a run
 * @param temporary folder for the log of a defect
 * @param prompt for passphrases
 */
public record Session(
        PrintStream out, PrintStream err, Screen screen, InstantSource clock, Path temporary, Prompt prompt) {
    /** A session in which nobody can be asked. */
    public Session(PrintStream out, PrintStream err, Screen screen, InstantSource clock, Path temporary) {
        this(out, err, screen, clock, temporary, Prompt.NOBODY);
    }

    /** A progress line on standard error; close it before anything else is printed. */
    public ProgressLine progress() {
        return new ProgressLine(err, screen, clock);
    }
}
