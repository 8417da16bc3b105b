package org.wardround.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.folder.WrittenFiles;
import org.wardround.cli.problem.CommandException;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.cli.terminal.Wrapped;
import org.wardround.report.Report;
import org.wardround.study.results.Results;
import org.wardround.study.results.ResultsFolder;

/** {@code wardround report}. */
public final class ReportCommand {
    private static final Argument<Path> RUN = Argument.place("DIR", "the folder of a run, with its results.json");

    private ReportCommand() {}

    public static Command.Verb verb() {
        return new Command.Verb(
                "report",
                "Write a run's report again",
                "Writes report.html again from the results.json of a run. Nothing is computed anew.",
                "wardround report run",
                List.of(RUN),
                ReportCommand::run);
    }

    private static int run(Arguments arguments, Session session) throws IOException {
        session.out().println("Wrote " + write(arguments.get(RUN)));
        return ExitCode.OK;
    }

    /** Prints how the model compares, and writes the report again. */
    public static void tell(Path run, Session session) throws IOException {
        Results results = ResultsFolder.read(run);
        new ComparisonWords(results).print(session);
        if (results.verdicts().isEmpty()) {
            results.limits().missingSections().stream()
                    .filter(missing -> missing.section().startsWith("Verdict"))
                    .map(missing -> "No verdict: %s.".formatted(missing.because()))
                    .flatMap(text -> Wrapped.lines(text, session.screen().outWidth(), 0).stream())
                    .forEach(session.out()::println);
        }
        Path report = write(run);
        session.out().println();
        session.out().println("Report  " + report);
    }

    private static Path write(Path run) throws IOException {
        Path report = run.resolve(RunOutputFolder.REPORT);
        Results results = ResultsFolder.read(run);
        if (WrittenFiles.isStranger(run, RunOutputFolder.REPORT)) {
            throw new CommandException(
                    "%s was changed since Wardround wrote it, or is not its own: rename it or take it away, and it will be written anew"
                            .formatted(report));
        }
        Report.write(results, report);
        WrittenFiles.rewritten(run, RunOutputFolder.REPORT);
        return report;
    }
}
