package org.wardround.cli.coordinator;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.problem.CommandException;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.coordinator.folder.CoordinatorFolder;
import org.wardround.coordinator.run.RunDefinition;
import org.wardround.coordinator.service.CoordinatorService;
import org.wardround.coordinator.service.SubmittedRun;
import org.wardround.core.identity.SiteId;
import org.wardround.study.file.StudyFile;
import org.wardround.study.roster.RosterFolder;

/** {@code wardround coordinator run}. */
final class CoordinatorRunCommand {
    private static final Argument<Path> STUDY =
            Argument.place("STUDY", "the study's file, with its author's signature beside it");
    private static final Argument<Path> FEDERATION = Argument.path(
                    "--federation", "DIR", "the federation's folder of rosters")
            .needed();
    private static final Argument<String> NAME =
            Argument.text("--name", "RUN", "name of the run: a-z, 0-9 and - (default: the study's name)");
    private static final Argument<String> SITES =
            Argument.text("--sites", "A,B,C", "the sites to invite (default: all of the roster)");
    private static final Argument<Long> SEED = Argument.seed("--seed", "of the run (default: 1)");
    private static final Argument<Integer> ROUND_SECONDS = Argument.count(
            "--round-seconds", 1, 30 * 86_400, "how long a training round waits for answers (default: 1800)");
    private static final Argument<Integer> PATIENCE_SECONDS = Argument.count(
            "--patience-seconds", 1, 365 * 86_400, "how long a question to all sites waits for them (default: 21600)");
    private static final Argument<Integer> JOIN_SECONDS = Argument.count(
            "--join-seconds", 1, 365 * 86_400, "how long the invited may take to say yes or no (default: 604800)");

    private CoordinatorRunCommand() {}

    static Command.Verb verb() {
        return new Command.Verb(
                "run",
                "Hand in a run of a signed study",
                "Puts the study into the coordinator's folder, where the running coordinator finds it within a second and invites the sites. Each site's people"
                        + " decide. When all have spoken, the run starts.",
                "wardround coordinator run study.yaml --coordinator coord --federation hearts",
                List.of(
                        STUDY,
                        CoordinatorArguments.COORDINATOR,
                        FEDERATION,
                        NAME,
                        SITES,
                        SEED,
                        ROUND_SECONDS,
                        PATIENCE_SECONDS,
                        JOIN_SECONDS),
                CoordinatorRunCommand::run);
    }

    private static int run(Arguments arguments, Session session) throws IOException {
        CoordinatorFolder folder = CoordinatorArguments.folder(arguments);
        StudyFile study = StudyFile.read(arguments.get(STUDY));
        SubmittedRun.Settings settings;
        try {
            settings = new SubmittedRun.Settings(
                    arguments.find(NAME).orElse(study.study().name()),
                    arguments.find(SEED).orElse(1L),
                    sites(arguments),
                    timing(arguments));
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        }
        RosterFolder rosters = RosterFolder.read(arguments.get(FEDERATION));
        SubmittedRun.submit(
                CoordinatorService.runs(folder),
                study,
                settings,
                rosters.holding()
                        .orElseThrow(() -> new CommandException("no roster of the federation holds yet"))
                        .roster());
        Path place = CoordinatorService.runs(folder).resolve(settings.run());
        session.out().println("Handed in as run %s".formatted(settings.run()));
        session.out().println("Outcome will be in %s".formatted(place));
        session.out().println("Next: the people of each site look at it with `wardround site studies` and approve it");
        return ExitCode.OK;
    }

    private static SortedSet<SiteId> sites(Arguments arguments) {
        SortedSet<SiteId> sites = new TreeSet<>();
        arguments
                .find(SITES)
                .ifPresent(names -> Arrays.stream(names.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .map(SiteId::new)
                        .forEach(sites::add));
        return sites;
    }

    private static RunDefinition.Timing timing(Arguments arguments) {
        RunDefinition.Timing usual = RunDefinition.Timing.USUAL;
        return new RunDefinition.Timing(
                arguments.find(JOIN_SECONDS).map(Duration::ofSeconds).orElse(usual.join()),
                arguments.find(ROUND_SECONDS).map(Duration::ofSeconds).orElse(usual.round()),
                arguments.find(PATIENCE_SECONDS).map(Duration::ofSeconds).orElse(usual.patience()));
    }
}
