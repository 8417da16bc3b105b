package org.wardround.cli.federation;

import java.nio.file.Path;
import java.util.List;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.command.ShellWord;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.core.trust.Refusal;
import org.wardround.core.trust.Roster;
import org.wardround.study.roster.RosterFolder;

/** {@code wardround federation show}. */
final class FederationShowCommand {
    private FederationShowCommand() {}

    static Command.Verb verb() {
        return new Command.Verb(
                "show",
                "Show who belongs to the federation, with the words for the phone",
                "Shows everybody in the newest roster with the fingerprint of the key as eight words, and what the roster changes of the one before. Two"
                        + " people who read each other the same eight words have the same key.",
                "wardround federation show --federation hearts",
                List.of(KeyArguments.FEDERATION),
                FederationShowCommand::run);
    }

    private static int run(Arguments arguments, Session session) {
        Path folder = KeyArguments.folder(arguments);
        RosterFolder rosters = RosterFolder.read(folder);
        Roster roster = rosters.newest().roster();
        session.out()
                .println("Federation %s, roster %d: %s"
                        .formatted(
                                roster.federation(),
                                roster.number(),
                                rosters.refusal()
                                        .map(Refusal::toString)
                                        .map("does not hold: "::concat)
                                        .orElse("holds")));
        session.out().println("Fingerprint of the roster  " + rosters.newest().fingerprint());
        RosterWords.members(roster).forEach(session.out()::println);
        if (rosters.beforeNewest().isPresent()) {
            RosterWords.changes(rosters).forEach(session.out()::println);
        }
        session.out()
                .println("Next: wardround federation %s --federation %s"
                        .formatted(rosters.refusal().isPresent() ? "sign --key FILE" : "check", ShellWord.of(folder)));
        return ExitCode.OK;
    }
}
