package org.wardround.cli.coordinator;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.problem.CommandException;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.coordinator.control.ControlRequest;
import org.wardround.coordinator.folder.CoordinatorFolder;
import org.wardround.coordinator.request.RequestFolder;
import org.wardround.coordinator.service.CoordinatorService;

/** {@code wardround coordinator pause}, {@code resume} and {@code cancel}. */
final class ControlCommands {
    private static final Argument<String> RUN = Argument.word("RUN", "name of the run");
    private static final Argument<String> REASON =
            Argument.text("--reason", "WORDS", "why, for the log and the sites: words without anything of a patient");

    private ControlCommands() {}

    static List<Command> verbs() {
        return List.of(
                verb(
                        ControlRequest.Action.PAUSE,
                        "Ask no site any more until the run is resumed",
                        "Answers under way are taken, nobody is asked for more. Works while the coordinator runs, which takes it over within a second and keeps it"
                                + " over restarts; one that does not run takes it over when it starts."),
                verb(
                        ControlRequest.Action.RESUME,
                        "Go on with a run that is paused",
                        "The open round asks again; its time counts anew. Works while the coordinator runs."),
                new Command.Verb(
                        ControlRequest.Action.CANCEL.word(),
                        "End a run for good",
                        "The sites hear of it with the reason, and the run comes to no model. It can't be taken back. Works while the coordinator runs.",
                        "wardround coordinator cancel heart-disease --coordinator coordinator",
                        List.of(RUN, CoordinatorArguments.COORDINATOR, REASON),
                        (arguments, session) -> run(ControlRequest.Action.CANCEL, arguments, session)));
    }

    private static Command.Verb verb(ControlRequest.Action action, String summary, String description) {
        return new Command.Verb(
                action.word(),
                summary,
                description,
                "wardround coordinator %s heart-disease --coordinator coordinator".formatted(action.word()),
                List.of(RUN, CoordinatorArguments.COORDINATOR),
                (arguments, session) -> run(action, arguments, session));
    }

    private static int run(ControlRequest.Action action, Arguments arguments, Session session) throws IOException {
        CoordinatorFolder folder = CoordinatorArguments.folder(arguments);
        String reason =
                action == ControlRequest.Action.CANCEL ? arguments.find(REASON).orElse("") : "";
        ControlRequest request;
        try {
            request = new ControlRequest(action, arguments.get(RUN), operator(), reason);
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
        if (!Files.isDirectory(CoordinatorService.runs(folder).resolve(request.run()))) {
            throw new CommandException(
                    "there is no run '%s'; `wardround coordinator runs` lists them".formatted(request.run()));
        }
        RequestFolder.write(
                CoordinatorService.controls(folder),
                request.text(),
                session.clock().instant());
        session.out()
                .println("Asked to %s run %s: a running coordinator does it within a second, else the next start"
                        .formatted(action.word(), request.run()));
        session.out().println("Next: wardround coordinator runs --coordinator %s".formatted(folder.path()));
        return ExitCode.OK;
    }

    /** Who sits at this computer, as it says. */
    private static String operator() {
        return System.getProperty("user.name", "unknown") + " at the coordinator";
    }
}
