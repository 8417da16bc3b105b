package org.wardround.cli.coordinator;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.problem.CommandException;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.coordinator.folder.CoordinatorFolder;
import org.wardround.coordinator.service.CoordinatorService;
import org.wardround.coordinator.service.HospitalFigures;
import org.wardround.coordinator.service.RunStateFile;

/** {@code wardround coordinator runs}. */
final class CoordinatorRunsCommand {
    private static final Argument<String> RUN =
            Argument.text("--run", "NAME", "this run alone, with what hospitals published about themselves");

    private CoordinatorRunsCommand() {}

    static Command.Verb verb() {
        return new Command.Verb(
                "runs",
                "List all runs and where they stand",
                "Shows what the coordinator wrote last of each run, and when. Works while it runs and while it does not. A run that stays handed in can't be opened;"
                        + " the coordinator's log says why. What a hospital publishes about itself comes when it has decided, and stands in hospitals.txt beside the run, too.",
                "wardround coordinator runs --coordinator coordinator",
                List.of(CoordinatorArguments.COORDINATOR, RUN),
                CoordinatorRunsCommand::run);
    }

    private static int run(Arguments arguments, Session session) throws IOException {
        CoordinatorFolder folder = CoordinatorArguments.folder(arguments);
        List<RunStateFile.Told> runs = RunStateFile.readAll(CoordinatorService.runs(folder));
        Optional<String> alone = arguments.find(RUN);
        if (alone.isPresent()) {
            return show(alone.get(), folder, runs, session);
        }
        if (runs.isEmpty()) {
            session.out().println("No run was handed in yet");
            session.out().println("Next: wardround coordinator run STUDY --coordinator %s".formatted(folder.path()));
        }
        for (RunStateFile.Told told : runs) {
            session.out().println("%s  %s".formatted(told.run(), words(told)));
        }
        return ExitCode.OK;
    }

    private static int show(String run, CoordinatorFolder folder, List<RunStateFile.Told> runs, Session session)
            throws IOException {
        RunStateFile.Told told = runs.stream()
                .filter(each -> each.run().equals(run))
                .findFirst()
                .orElseThrow(() -> new CommandException(
                        "there is no run '%s'; `wardround coordinator runs --coordinator %s` lists all"
                                .formatted(run, folder.path())));
        session.out().println("%s  %s".formatted(told.run(), words(told)));
        HospitalFigures.lines(CoordinatorService.runs(folder).resolve(run)).forEach(session.out()::println);
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
        if (!told.published().isEmpty()) {
            words.append(", figures published by ").append(told.published());
        }
        if (!told.reason().isEmpty()) {
            words.append(": ").append(told.reason());
        }
        return told.study().isEmpty() ? words.toString() : words + " (since %s)".formatted(told.at());
    }
}
