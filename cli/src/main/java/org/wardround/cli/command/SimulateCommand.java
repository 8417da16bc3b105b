package org.wardround.cli.command;

import java.nio.file.Path;
import java.util.List;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.folder.OutputFolder;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.ProgressLine;
import org.wardround.cli.terminal.Session;
import org.wardround.core.error.Fault;
import org.wardround.core.error.FederationException;
import org.wardround.privacy.release.Protection;
import org.wardround.publish.RunOutput;
import org.wardround.simulation.Simulation;
import org.wardround.simulation.SimulationOptions;
import org.wardround.simulation.SimulationRequest;
import org.wardround.study.problem.ProblemsException;

/** {@code wardround simulate}. */
public final class SimulateCommand {
    private static final Argument<Integer> THREADS = Argument.count(
            "--threads", 1, 1024, "how many to compute with; the result does not depend on it (default: one a core)");

    private static final Argument<Double> DROPOUT = Argument.probability(
            "--dropout",
            "probability that a site drops out of a training round, to try what the study then does (default: 0). With --masks the same sites drop out of the same rounds, until a round has too few answers for its masks to come off");

    private static final Argument<Boolean> MASKS = Argument.flag(
            "--masks",
            "take every sum under masks, as between hospitals: the same result, to see that three sites or more can work so");

    private SimulateCommand() {}

    public static Command.Verb verb() {
        return new Command.Verb(
                "simulate",
                "Run a study over several sites' tables on this computer",
                "Trains and evaluates the study as a federation of the sites would, with every site's table in one folder, and beside it the"
                        + " models that the study compares with. Or evaluates an existing model at every site, if the study names one.",
                "wardround simulate study.yaml --data hospitals --out run",
                List.of(
                        CommonArguments.STUDY,
                        CommonArguments.DATA,
                        CommonArguments.OUT,
                        CommonArguments.MAPPING,
                        CommonArguments.SEED,
                        THREADS,
                        DROPOUT,
                        MASKS,
                        CommonArguments.FORCE),
                SimulateCommand::run);
    }

    private static int run(Arguments arguments, Session session) {
        Path out = arguments.get(CommonArguments.OUT);
        try (OutputFolder folder = RunOutputFolder.of(out, arguments.has(CommonArguments.FORCE))) {
            Inputs inputs = Inputs.read(arguments, session);
            RunOutput output = simulate(inputs, options(arguments), session);
            folder.write(files -> RunOutputFolder.fill(files, output));
            new RunWords(output.results(), session).print(out, Inputs.words(inputs.mapping()));
        }
        session.out()
                .println("Next    wardround predict %s --data NEW.csv".formatted(ShellWord.of(out.resolve("model"))));
        return ExitCode.OK;
    }

    static RunOutput simulate(Inputs inputs, SimulationOptions options, Session session) {
        SimulationRequest request =
                new SimulationRequest(inputs.study(), inputs.mapping().mapping(), inputs.data(), options);
        try (ProgressLine progress = session.progress()) {
            return Simulation.run(request, progress, session.clock());
        } catch (ProblemsException refused) {
            throw refused.problems().stream().allMatch(inputs::isOfStudy)
                    ? refused
                    : DataInputs.located(refused, inputs.data(), inputs.mapping());
        } catch (FederationException ended) {
            throw ended.code().fault() == Fault.STUDY ? inputs.ofStudy(ended) : ended;
        }
    }

    private static SimulationOptions options(Arguments arguments) {
        return new SimulationOptions(
                arguments.find(CommonArguments.SEED).orElse(CommonArguments.DEFAULT_SEED),
                arguments.find(THREADS).orElseGet(SimulateCommand::cores),
                arguments.find(DROPOUT).orElse(0.0),
                arguments.has(MASKS) ? Protection.MASKED : Protection.PLAIN);
    }

    static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }
}
