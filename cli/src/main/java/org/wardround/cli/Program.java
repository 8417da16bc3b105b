package org.wardround.cli;

import java.io.IOException;
import java.util.List;
import org.wardround.cli.argument.CommandReader;
import org.wardround.cli.argument.CommandReader.Request;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.problem.Failures;
import org.wardround.cli.terminal.Session;
import org.wardround.cli.terminal.Version;

/** The program: a command line in, an exit code out. Never throws. One command at a time. */
public final class Program {
    private final Session session;

    public Program(Session session) {
        this.session = session;
    }

    /** Carries out one command line and returns the exit code of {@link ExitCode}. */
    @SuppressWarnings(
            "CatchingUnchecked") // The top of the program's only thread: whatever comes here is told and ends it.
    public int run(List<String> words) {
        try {
            Request request = new CommandReader(Commands.of(words), Version.line())
                    .read(words, session.screen().outWidth());
            if (request instanceof Request.Run run) {
                return run.verb().action().run(run.arguments(), session);
            }
            session.out().print(((Request.Show) request).text());
            return ExitCode.OK;
        } catch (IOException | RuntimeException | Error failure) {
            return new Failures(session).tell(failure);
        }
    }
}
