package org.wardround.cli.site;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.command.ReportCommand;
import org.wardround.cli.problem.CommandException;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.site.identity.SiteFolder;
import org.wardround.site.report.ReportShelf;
import org.wardround.site.service.AgentService;
import org.wardround.site.service.SiteStatus;

/** {@code wardround site report}. */
final class SiteReportCommand {
    private static final Argument<String> RUN = new Argument<>(
            "RUN", "RUN", "the run's name; may be left out where one run has a report", false, text -> text);

    private SiteReportCommand() {}

    static Command.Verb verb() {
        return new Command.Verb(
                "report",
                "Show this site's own report of a run",
                "When a run has come to its end, the agent makes a report for this site alone: everybody's sums, this site's own figures, its own model and whether federating"
                        + " helped here. It is kept in the site's folder and sent to nobody. Prints the verdict, writes report.html again, and says where it is.",
                "wardround site report heart-1 --site north",
                List.of(RUN, SiteArguments.SITE),
                SiteReportCommand::run);
    }

    private static int run(Arguments arguments, Session session) throws IOException {
        SiteFolder folder = SiteFolder.open(arguments.get(SiteArguments.SITE));
        ReportShelf shelf = AgentService.reports(folder.path());
        Optional<String> wanted = arguments.find(RUN);
        String run = wanted.isPresent() ? named(folder.path(), shelf, wanted.get()) : only(shelf);
        Path report = shelf.find(run).orElseThrow();
        ReportCommand.tell(report, session);
        session.out().println("It is this site's own: nothing of it was sent, and it is no release.");
        return ExitCode.OK;
    }

    private static String only(ReportShelf shelf) throws IOException {
        SortedSet<String> runs = shelf.runs();
        if (runs.isEmpty()) {
            throw new CommandException(
                    "this site has no report so far; the agent makes one when a run has come to its end, and `wardround site status` lists the runs");
        }
        if (runs.size() > 1) {
            throw new CommandException("%d runs have a report here: %s; name the one to show"
                    .formatted(runs.size(), String.join(", ", runs)));
        }
        return runs.first();
    }

    private static String named(Path folder, ReportShelf shelf, String run) throws IOException {
        if (shelf.runs().contains(run)) {
            return run;
        }
        SiteStatus.Run known = SiteStatus.read(folder).runs().get(run);
        if (known == null) {
            throw new CommandException(
                    "this site has no run '%s'; `wardround site status` lists its runs".formatted(run));
        }
        Optional<String> failure = shelf.failure(run);
        if (failure.isPresent()) {
            throw new CommandException("the report of run '%s' could not be made: %s".formatted(run, failure.get()));
        }
        throw new CommandException(
                known.end().isEmpty()
                        ? "run '%s' has not come to its end yet; its report is made then".formatted(run)
                        : "run '%s' has no report: it ended at this site with '%s'".formatted(run, known.end()));
    }
}
