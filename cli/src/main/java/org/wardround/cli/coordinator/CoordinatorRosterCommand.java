package org.wardround.cli.coordinator;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.problem.CommandException;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.coordinator.folder.CoordinatorFolder;
import org.wardround.coordinator.membership.MembershipRequest;
import org.wardround.core.trust.SignedRoster;
import org.wardround.study.roster.RosterFolder;

/** {@code wardround coordinator roster}. */
final class CoordinatorRosterCommand {
    private static final Argument<Path> ROSTER = Argument.path(
                    "--roster", "DIR", "the federation's folder, with its rosters")
            .needed();

    private CoordinatorRosterCommand() {}

    static Command.Verb verb() {
        return new Command.Verb(
                "roster",
                "Give the coordinator the rosters that administrators signed",
                "Hands over all rosters of the folder that hold. The coordinator takes each if it follows from the one before, and passes it on to the sites,"
                        + " which check it again and need a person's yes. Works while the coordinator runs.",
                "wardround coordinator roster --roster hearts --coordinator coordinator",
                List.of(ROSTER, CoordinatorArguments.COORDINATOR),
                CoordinatorRosterCommand::run);
    }

    private static int run(Arguments arguments, Session session) throws IOException {
        Path path = arguments.get(ROSTER);
        RosterFolder rosters = RosterFolder.read(path);
        SignedRoster newest = rosters.holding()
                .orElseThrow(() -> new CommandException(
                        "%s: %s".formatted(path, rosters.refusal().orElseThrow())));
        CoordinatorFolder folder = CoordinatorArguments.folder(arguments);
        List<MembershipRequest> requests =
                rosters.allHolding().stream().map(MembershipRequest::roster).toList();
        String done = CoordinatorDesk.hand(folder, requests, session.clock());
        session.out()
                .println("Roster %d of %s is handed over"
                        .formatted(newest.roster().number(), newest.roster().federation()));
        session.out().println("Fingerprint of the roster  " + newest.fingerprint());
        session.out().println(done);
        rosters.refusal()
                .ifPresent(refusal -> session.err()
                        .println("warning: %s: %s; the roster before it was taken".formatted(path, refusal)));
        if (!Objects.equals(newest.roster().coordinator(), folder.key())) {
            session.err()
                    .println(
                            "warning: this roster does not name the key of this coordinator; see wardround federation coordinator set");
        }
        session.out().println("Next: sites look at it with wardround site peers");
        return ExitCode.OK;
    }
}
