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
import org.wardround.publish.RunOutput;
import org.wardround.simulation.EvaluationRequest;
import org.wardround.simulation.Simulation;
import org.wardround.simulation.SimulationOptions;
import org.wardround.study.file.MappingFile;
import org.wardround.study.model.TrainedModel;
import org.wardround.study.problem.ProblemsException;

/** {@code wardround evaluate}. */
public final class EvaluateCommand {
    static final Argument<Path> MODEL = Argument.place("MODEL", "the folder of a model, for example run/model");

    private EvaluateCommand() {}

    public static Command.Verb verb() {
        return new Command.Verb(
                "evaluate",
                "Check an existing model on other hospitals' tables",
                "External validation: applies a model to all rows of the sites' tables and says how good it is at each of them, and for a binary"
                        + " outcome which intercept and slope would recalibrate it. Nothing is trained.",
                "wardround evaluate run/model --data hospitals --out validation",
                List.of(
                        MODEL,
                        CommonArguments.DATA,
                        CommonArguments.OUT,
                        CommonArguments.MAPPING,
                        CommonArguments.FORCE),
                EvaluateCommand::run);
    }

    private static int run(Arguments arguments, Session session) {
        Path data = Inputs.folder(arguments.get(CommonArguments.DATA));
        Path out = arguments.get(CommonArguments.OUT);
        try (OutputFolder folder = RunOutputFolder.of(out, arguments.has(CommonArguments.FORCE))) {
            TrainedModel model = ModelFolders.read(arguments.get(MODEL));
            MappingFile mapping = Inputs.mapping(
                    arguments.find(CommonArguments.MAPPING),
                    arguments.get(MODEL).resolve("model.json"),
                    data);
            RunOutput output = evaluate(model, mapping, data, session);
            folder.write(files -> RunOutputFolder.fill(files, output));
            new RunWords(output.results(), session).print(out, Inputs.words(mapping));
        }
        return ExitCode.OK;
    }

    private static RunOutput evaluate(TrainedModel model, MappingFile mapping, Path data, Session session) {
        try (ProgressLine progress = session.progress()) {
            SimulationOptions options = new SimulationOptions(CommonArguments.DEFAULT_SEED, SimulateCommand.cores(), 0);
            return Simulation.evaluate(
                    new EvaluationRequest(model, mapping.mapping(), data, options), progress, session.clock());
        } catch (ProblemsException refused) {
            throw DataInputs.located(refused, data, mapping);
        }
    }
}
