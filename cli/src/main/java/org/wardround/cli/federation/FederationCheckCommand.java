package org.wardround.cli.federation;

import java.nio.file.Path;
import java.util.List;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.command.ShellWord;
import org.wardround.cli.problem.CommandException;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.core.text.Counted;
import org.wardround.core.trust.Roster;
import org.wardround.core.trust.SignedRoster;
import org.wardround.study.roster.RosterFolder;

/** {@code wardround federation check}. */
final class FederationCheckCommand {
    private FederationCheckCommand() {}

    static Command.Verb verb() {
        return new Command.Verb(
                "check",
                "Say whether the rosters hold",
                "Holds every roster of the folder against the one before it: number, hash, signatures. Ends with an error and its name where one does not"
                        + " hold.",
                "wardround federation check --federation hearts",
                List.of(KeyArguments.FEDERATION),
                FederationCheckCommand::run);
    }

    private static int run(Arguments arguments, Session session) {
        Path folder = KeyArguments.folder(arguments);
        RosterFolder rosters = RosterFolder.read(folder);
        rosters.refusal().ifPresent(refusal -> {
            throw new CommandException("%s: %s".formatted(folder, refusal));
        });
        SignedRoster newest = rosters.newest();
        Roster roster = newest.roster();
        Roster signers = rosters.beforeNewest().map(SignedRoster::roster).orElse(roster);
        session.out()
                .println("Federation %s: roster %d holds, signed by %s"
                        .formatted(roster.federation(), roster.number(), RosterWords.signedBy(newest, signers)));
        session.out()
                .println("%s, %s, %s"
                        .formatted(
                                Counted.of(roster.sites().size(), "site"),
                                Counted.of(roster.authors().size(), "author"),
                                Counted.of(roster.administrators().size(), "administrator")));
        session.out().println("Fingerprint of the roster  " + newest.fingerprint());
        session.out().println("Next: wardround federation show --federation " + ShellWord.of(folder));
        RosterWords.fragility(roster).ifPresent(session.err()::println);
        return ExitCode.OK;
    }
}
