package org.wardround.cli.command;

import java.util.List;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.core.study.Analysis;
import org.wardround.data.table.MappedData;
import org.wardround.simulation.Simulation;

/** {@code wardround data check}. */
public final class DataCheckCommand {
    private DataCheckCommand() {}

    public static Command.Verb verb() {
        return new Command.Verb(
                "check",
                "Say whether tables fit a study, and what becomes of their records",
                "Applies the mapping to the tables and tells every problem with file, line, column and what to do. Where there is none,"
                        + " shows the flow of records: read, dropped by reason, in the cohort, on each side of the split.",
                "wardround data check study.yaml --data hospitals",
                List.of(CommonArguments.STUDY, CommonArguments.DATA, CommonArguments.MAPPING),
                DataCheckCommand::run);
    }

    private static int run(Arguments arguments, Session session) {
        Inputs inputs = Inputs.read(arguments, session);
        MappedData.Sites sites = DataInputs.read(inputs);
        session.out().println("Mapping " + Inputs.words(inputs.mapping()));
        session.out().println();
        new FlowWords(inputs.plan().data(), session).print(sites);
        DataWarnings.tell(inputs.plan().data(), sites, session.err());
        DataInputs.refuseEmptyCohorts(inputs, sites);
        session.out().println();
        int quorum = inputs.plan().analysis() instanceof Analysis.Train train
                ? train.training().quorum()
                : 1;
        if (sites.sites().size() == 1 && quorum > 1) {
            // A hospital that looks at its own table: whether the study can be run is for all sites together.
            session.out()
                    .println(
                            "This site's table can be read for the study. Each round takes %d sites: to simulate it, put their tables beside this one."
                                    .formatted(quorum));
            return ExitCode.OK;
        }
        inputs.refuseUnfit(() -> Simulation.check(inputs.plan(), sites));
        session.out()
                .println("Next: wardround simulate %s --data %s --out run"
                        .formatted(
                                ShellWord.of(inputs.study().path()),
                                ShellWord.of(inputs.data()) + mappingOption(arguments)));
        return ExitCode.OK;
    }

    private static String mappingOption(Arguments arguments) {
        return arguments
                .find(CommonArguments.MAPPING)
                .map(mapping -> " --mapping " + ShellWord.of(mapping))
                .orElse("");
    }
}
