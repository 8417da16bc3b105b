package org.wardround.cli.privacy;

import java.util.List;
import org.wardround.cli.argument.Command;

/** {@code wardround privacy}: all its commands. */
public final class PrivacyCommands {
    private PrivacyCommands() {}

    public static Command.Group group() {
        return new Command.Group(
                "privacy",
                "Work out what noise differential privacy needs, and what it costs",
                List.of(EpsilonCommand.verb(), NoiseCommand.verb()));
    }
}
