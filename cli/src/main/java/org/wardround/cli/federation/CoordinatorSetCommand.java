package org.wardround.cli.federation;

import java.io.IOException;
import java.util.List;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.problem.CommandException;
import org.wardround.cli.terminal.Session;
import org.wardround.core.trust.VerifyingKey;

/** {@code wardround federation coordinator set}. */
final class CoordinatorSetCommand {
    private CoordinatorSetCommand() {}

    static Command.Verb verb() {
        return new Command.Verb(
                "set",
                "Name the coordinator's key",
                "Puts the key with which the coordinator signs receipts into the draft of the next roster. The coordinator needs no trust beyond that. To"
                        + " give it another key, revoke the old one first.",
                "wardround federation coordinator set --key coordinator.pub --federation hearts",
                List.of(KeyArguments.PUBLIC_KEY, KeyArguments.FEDERATION),
                CoordinatorSetCommand::run);
    }

    private static int run(Arguments arguments, Session session) throws IOException {
        VerifyingKey key = PublicKeys.read(arguments.get(KeyArguments.PUBLIC_KEY));
        String done = "the coordinator  " + key.fingerprint();
        return RosterDraft.change(arguments, session, done, roster -> {
            if (roster.coordinator() != null) {
                throw new CommandException(
                        "the coordinator has a key already; take it away first with wardround federation revoke coordinator");
            }
            return roster.withCoordinator(key);
        });
    }
}
