package org.wardround.cli.coordinator;

import java.util.ArrayList;
import java.util.List;
import org.wardround.cli.argument.Command;

/** {@code wardround coordinator}: all its commands, in the order in which they are needed. */
public final class CoordinatorCommands {
    private CoordinatorCommands() {}

    public static Command.Group group() {
        List<Command> all = new ArrayList<>(List.of(
                CoordinatorInitCommand.verb(),
                CoordinatorRosterCommand.verb(),
                CoordinatorTokenCommand.verb(),
                CoordinatorRevokeCommand.verb(),
                CoordinatorStartCommand.verb(),
                CoordinatorRunCommand.verb(),
                CoordinatorRunsCommand.verb(),
                CoordinatorDoctorCommand.verb()));
        all.addAll(ControlCommands.verbs());
        all.add(AccessCommands.group());
        return new Command.Group("coordinator", "Set up the computer that coordinates, and run it", all);
    }
}
