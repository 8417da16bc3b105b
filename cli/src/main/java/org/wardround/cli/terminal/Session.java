package org.wardround.cli.terminal;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * The outside world of one command.
 *
 * @param out results, for people and pipes
 * @param err progress, warnings and errors
 * @param clock for progress and run times; never reaches a result
 * @param temporary folder for the log of a defect
 */
public record Session(PrintStream out, PrintStream err, Screen screen, InstantSource clock, Path temporary) {
    /** A progress line on standard error; close it before anything else is printed. */
    public ProgressLine progress() {
        return new ProgressLine(err, screen, clock);
    }
}
