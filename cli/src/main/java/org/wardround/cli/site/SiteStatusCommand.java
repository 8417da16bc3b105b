package org.wardround.cli.site;

import java.io.IOException;
import java.util.List;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.core.doctor.Finding;
import org.wardround.core.trust.SignedRoster;
import org.wardround.site.audit.AuditLine;
import org.wardround.site.doctor.SiteDoctor;
import org.wardround.site.identity.SiteFolder;
import org.wardround.site.service.SiteStatus;

/** {@code wardround site status}. */
final class SiteStatusCommand {
    private SiteStatusCommand() {}

    static Command.Verb verb() {
        return new Command.Verb(
                "status",
                "Show how this site stands, and its runs",
                "Identity, roster, certificate, since when the coordinator is reached or not, isolation, disk, each run with its last answered round, the last answer that"
                        + " left, and how far the audit log goes. Works while the agent runs. Ends with 1 where anything does not work.",
                "wardround site status --site north",
                List.of(SiteArguments.SITE),
                SiteStatusCommand::run);
    }

    private static int run(Arguments arguments, Session session) throws IOException {
        SiteFolder folder = SiteFolder.open(arguments.get(SiteArguments.SITE));
        SignedRoster roster = folder.rosters().pinned();
        session.out()
                .println("%s of %s, by roster %d"
                        .formatted(
                                folder.site().words(),
                                roster.roster().federation(),
                                roster.roster().number()));
        session.out().println("Key          " + folder.identity().fingerprint());
        SiteStatus status = SiteStatus.read(folder.path());
        session.out().println("Coordinator  %s %s".formatted(folder.coordinator(), contact(status.contact())));
        List<Finding> findings = SiteDoctor.here(folder, session.clock());
        for (Finding finding : findings) {
            session.out()
                    .println("%-11s  %s"
                            .formatted(
                                    finding.level() == Finding.Level.FINE
                                            ? "ok"
                                            : finding.level() == Finding.Level.WARNING ? "warning" : "error",
                                    finding.what()));
        }
        status.runs().forEach((name, run) -> session.out().println("Run          %s: %s".formatted(name, words(run))));
        if (!status.waiting().isEmpty()) {
            session.out()
                    .println("Outbox       waits for a person: %s; `wardround site outbox list` shows how it stands"
                            .formatted(String.join(", ", status.waiting())));
        }
        AuditLine last = status.lastRelease();
        session.out()
                .println(
                        last == null
                                ? "Last answer  none has left"
                                : "Last answer  run %s, round %s, on %s"
                                        .formatted(
                                                SiteStatus.field(last, "run"),
                                                SiteStatus.field(last, "round"),
                                                last.time()));
        session.out()
                .println("Audit log    %d lines, head %s"
                        .formatted(status.head().length(), status.head().hash()));
        return findings.stream().anyMatch(finding -> finding.level() == Finding.Level.ERROR)
                ? ExitCode.PROBLEM
                : ExitCode.OK;
    }

    private static String contact(String line) {
        String[] words = line.split(" ", -1);
        if (words.length < 3) {
            return "no agent has called it yet";
        }
        return "%s since %s, as of %s%s"
                .formatted(
                        words[0].equals("reachable") ? "is reached" : "is not reached",
                        words[1],
                        words[2],
                        words.length > 3 ? " [%s]".formatted(words[3]) : "");
    }

    private static String words(SiteStatus.Run run) {
        String round = run.round() == 0 ? "no round answered" : "round %d answered".formatted(run.round());
        return run.end().isEmpty() ? round : round + ", ended: " + run.end();
    }
}
