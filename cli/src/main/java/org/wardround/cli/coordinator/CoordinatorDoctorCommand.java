package org.wardround.cli.coordinator;

import java.util.List;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.problem.FindingList;
import org.wardround.cli.terminal.Session;
import org.wardround.coordinator.doctor.CoordinatorDoctor;

/** {@code wardround coordinator doctor}. */
final class CoordinatorDoctorCommand {
    private CoordinatorDoctorCommand() {}

    static Command.Verb verb() {
        return new Command.Verb(
                "doctor",
                "Say what is wrong with the coordinator and what to do",
                "Looks at certificates, port, disk, journal, clock and roster, all at once. Changes nothing; works while the coordinator runs and while it does not. Ends with 1"
                        + " where anything does not work.",
                "wardround coordinator doctor --coordinator coordinator",
                List.of(CoordinatorArguments.COORDINATOR),
                CoordinatorDoctorCommand::run);
    }

    private static int run(Arguments arguments, Session session) {
        return FindingList.print(
                CoordinatorDoctor.look(arguments.get(CoordinatorArguments.COORDINATOR), session.clock()), session);
    }
}
