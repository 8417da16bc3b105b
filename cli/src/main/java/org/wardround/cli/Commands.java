package org.wardround.cli;

import java.util.List;
import org.wardround.cli.argument.Command;
import org.wardround.cli.audit.AuditCommands;
import org.wardround.cli.command.DataCheckCommand;
import org.wardround.cli.command.DemoCommand;
import org.wardround.cli.command.EvaluateCommand;
import org.wardround.cli.command.PredictCommand;
import org.wardround.cli.command.ReportCommand;
import org.wardround.cli.command.SimulateCommand;
import org.wardround.cli.command.StudyCheckCommand;
import org.wardround.cli.command.StudyEvidenceCommand;
import org.wardround.cli.command.StudyMockCommand;
import org.wardround.cli.command.StudyNewCommand;
import org.wardround.cli.command.StudySchemaCommand;
import org.wardround.cli.command.Table1Command;
import org.wardround.cli.coordinator.CoordinatorCommands;
import org.wardround.cli.federation.FederationCommands;
import org.wardround.cli.federation.StudySignCommand;
import org.wardround.cli.federation.StudyVerifyCommand;
import org.wardround.cli.privacy.PrivacyCommands;
import org.wardround.cli.site.SiteCommands;

/** All commands, in the order of the help page. */
final class Commands {
    private Commands() {}

    /**
     * The commands that a command line may mean. Where it is about the coordinator they are the coordinator's alone: its process has no module on its class
     * path that can read a table or train, so classes of other commands must not be loaded there.
     */
    static Command.Group of(List<String> words) {
        boolean coordinator = !words.isEmpty()
                && words.get(0).equals(CoordinatorCommands.group().name());
        return coordinator ? program(List.of(CoordinatorCommands.group())) : all();
    }

    private static Command.Group program(List<Command> commands) {
        return new Command.Group(
                "wardround",
                "Trains models over several hospitals without moving patient records, and says for whom it helped",
                commands);
    }

    static Command.Group all() {
        return program(List.of(
                DemoCommand.verb((words, session) -> new Program(session).run(words)),
                SimulateCommand.verb(),
                new Command.Group(
                        "study",
                        "Write, check and sign studies",
                        List.of(
                                StudyNewCommand.verb(),
                                StudyCheckCommand.verb(),
                                StudyMockCommand.verb(),
                                StudySchemaCommand.verb(),
                                StudyEvidenceCommand.verb(),
                                StudySignCommand.verb(),
                                StudyVerifyCommand.verb())),
                new Command.Group("data", "Look at data", List.of(DataCheckCommand.verb())),
                FederationCommands.group(),
                CoordinatorCommands.group(),
                SiteCommands.group(),
                AuditCommands.group(),
                PrivacyCommands.group(),
                Table1Command.verb(),
                PredictCommand.verb(),
                EvaluateCommand.verb(),
                ReportCommand.verb()));
    }
}
