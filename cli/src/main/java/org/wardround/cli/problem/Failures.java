package org.wardround.cli.problem;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.wardround.cli.argument.UsageException;
import org.wardround.cli.terminal.Session;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.trust.KeyFileException;
import org.wardround.study.problem.ProblemsException;
import org.wardround.study.results.UnreadableResultsException;

/** Turns whatever ended a command into messages on standard error and an exit code. Not a stack trace, ever. */
public final class Failures {
    private final Session session;

    public Failures(Session session) {
        this.session = session;
    }

    /** Tells the user, and returns the exit code. */
    public int tell(Throwable failure) {
        if (failure instanceof UsageException usage) {
            return tellUsage(usage);
        }
        if (failure instanceof ProblemsException refused) {
            return new ProblemList(session).tell(refused.problems());
        }
        if (failure instanceof CommandException refused) {
            return tellAll(refused.messages());
        }
        if (failure instanceof FederationException ended && ended.code() != ErrorCode.INTERNAL) {
            return tellAll(List.of("%s [%s]".formatted(ended.getMessage(), ended.code())));
        }
        if (failure instanceof UncheckedIOException trouble) {
            IOException cause = trouble.getCause();
            return tellAll(List.of(cause == null ? String.valueOf(trouble.getMessage()) : FileTrouble.words(cause)));
        }
        if (failure instanceof IOException trouble) {
            return tellAll(List.of(FileTrouble.words(trouble)));
        }
        if (failure instanceof UnreadableResultsException unreadable) {
            return tellAll(List.of(unreadable.getMessage()));
        }
        if (failure instanceof KeyFileException refused) {
            return tellAll(List.of(String.valueOf(refused.getMessage())));
        }
        if (failure instanceof OutOfMemoryError) {
            return tellAll(List.of("not enough memory; give it more, for example with WARDROUND_JAVA_OPTIONS=-Xmx4g"));
        }
        return tellDefect(failure);
    }

    private int tellUsage(UsageException usage) {
        err().println("%s: %s".formatted(usage.command(), usage.getMessage()));
        err().println("See '%s --help'.".formatted(usage.command()));
        return ExitCode.USAGE;
    }

    private int tellAll(List<String> messages) {
        messages.forEach(message -> err().println("error: " + message));
        return ExitCode.PROBLEM;
    }

    private int tellDefect(Throwable defect) {
        err().println("This is a defect of Wardround, not of your input, and nothing was left half-written.");
        DefectLog.write(defect, session.temporary())
                .ifPresentOrElse(
                        log -> err().println("Please report it with the file " + log
                                + " (no patient data should be in it; look through it before you send it)."),
                        () -> err().println("Please report it. A log could not be written to " + session.temporary()
                                + "."));
        return ExitCode.DEFECT;
    }

    private PrintStream err() {
        return session.err();
    }
}
