package org.wardround.cli.federation;

import java.util.List;
import org.wardround.cli.argument.Command;

/** {@code wardround federation}: all its commands, in the order in which they are needed. */
public final class FederationCommands {
    private FederationCommands() {}

    public static Command.Group group() {
        return new Command.Group(
                "federation",
                "Say who belongs to a federation, and sign it",
                List.of(
                        FederationInitCommand.verb(),
                        FederationKeyCommand.verb(),
                        new Command.Group(
                                "administrator", "Who signs rosters", List.of(PersonAddCommand.administrator())),
                        new Command.Group("site", "The members", List.of(SiteAddCommand.verb())),
                        new Command.Group("author", "Who signs studies", List.of(PersonAddCommand.author())),
                        new Command.Group("coordinator", "Who signs receipts", List.of(CoordinatorSetCommand.verb())),
                        FederationRevokeCommand.verb(),
                        FederationSignCommand.verb(),
                        FederationCheckCommand.verb(),
                        FederationShowCommand.verb()));
    }
}
