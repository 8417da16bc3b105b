package org.wardround.cli.coordinator;

import java.io.IOException;
import java.util.List;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.coordinator.folder.CoordinatorFolder;
import org.wardround.coordinator.service.CoordinatorService;
import org.wardround.coordinator.service.RunStateFile;

/** {@code wardround coordinator runs}. */
final class CoordinatorRunsCommand {
    private CoordinatorRunsCommand() {}

    static Command.Verb verb() {
        return new Command.Verb(
                "runs",
                "List all runs and where they stand",
                "Shows what the coordinator wrote last of each run, and when. Works while it runs and while it does not. A run that stays handed in can't be opened;"
                        + " the coordinator's log says why.",
                "wardround coordinator runs --coordinator coordinator",
                List.of(CoordinatorArguments.COORDINATOR),
                CoordinatorRunsCommand::run);
    }

    private static int run(Arguments arguments, Session session) throws IOException {
        CoordinatorFolder folder = CoordinatorArguments.folder(arguments);
        List<RunStateFile.Told> runs = RunStateFile.readAll(CoordinatorService.runs(folder));
        if (runs.isEmpty()) {
            session.out().println("No run was handed in yet");
            session.out().println("Next: wardround coordinator run STUDY --coordinator %s".formatted(folder.path()));
        }
        for (RunStateFile.Told told : runs) {
            session.out().println("%s  %s".formatted(told.run(), words(told)));
        }
        return ExitCode.OK;
    }

    private static String words(RunStateFile.Told told) {
        StringBuilder words = new StringBuilder(told.state());
        if (told.round() > 0) {
            words.append(", round ").append(told.round());
        }
        if (!told.waitingFor().isEmpty()) {
            words.append(", waits for ").append(told.waitingFor());
        }
        if (!told.reason().isEmpty()) {
            words.append(": ").append(told.reason());
        }
        return told.study().isEmpty() ? words.toString() : words + " (since %s)".formatted(told.at());
    }
}
