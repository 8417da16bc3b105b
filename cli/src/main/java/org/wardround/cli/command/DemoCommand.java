package org.wardround.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.folder.OutputFolder;
import org.wardround.cli.folder.OutputFolder.Overwriting;
import org.wardround.cli.folder.WrittenFiles;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.cli.terminal.Wrapped;
import org.wardround.publish.RunOutput;
import org.wardround.simulation.SimulationOptions;
import org.wardround.simulation.hospitals.SyntheticHospitals;
import org.wardround.study.file.MappingFile;
import org.wardround.study.file.StudyFile;

/** {@code wardround demo}. */
public final class DemoCommand {
    private static final Path DEFAULT_OUT = Path.of("wardround-demo");
    private static final String INTRODUCTION =
            "Four synthetic hospitals predict coronary artery disease together. No real patient is in the tables.";
    private static final String HOSPITALS = "hospitals";
    private static final String RUN = "run";

    private static final Argument<Path> OUT =
            Argument.path("--out", "DIR", "folder for hospitals and results (default: %s)".formatted(DEFAULT_OUT));

    private DemoCommand() {}

    public static Command.Verb verb() {
        return new Command.Verb(
                "demo",
                "See it work: four synthetic hospitals, one study, one report",
                "Draws four hospitals from published summary figures, in size, patients, gaps and codes as different as real ones, trains a"
                        + " model over them and says for whom that helped. Replaces what an earlier demo wrote.",
                "wardround demo --out wardround-demo",
                List.of(OUT, CommonArguments.SEED),
                DemoCommand::run);
    }

    private static int run(Arguments arguments, Session session) {
        Path out = arguments.find(OUT).orElse(DEFAULT_OUT);
        long seed = arguments.find(CommonArguments.SEED).orElse(CommonArguments.DEFAULT_SEED);
        try (OutputFolder folder = OutputFolder.of(out, WrittenFiles.Kind.DEMO, Overwriting.ALLOWED)) {
            Wrapped.lines(INTRODUCTION, session.screen().outWidth(), 0).forEach(session.out()::println);
            session.out().println();
            RunOutput[] made = new RunOutput[1];
            folder.write(files -> made[0] = write(files, seed, session));
            new RunWords(made[0].results(), session)
                    .print(
                            out.resolve(RUN),
                            out.resolve(HOSPITALS)
                                    .resolve(SyntheticHospitals.MAPPING)
                                    .toString());
            printNext(out, session);
            return ExitCode.OK;
        }
    }

    private static RunOutput write(Path files, long seed, Session session) throws IOException {
        Path hospitals = files.resolve(HOSPITALS);
        SyntheticHospitals.seeded(seed).write(hospitals);
        Path study = hospitals.resolve(SyntheticHospitals.STUDY);
        Inputs inputs = new Inputs(StudyFile.read(study), MappingFile.find(study, hospitals), hospitals);
        RunOutput output =
                SimulateCommand.simulate(inputs, new SimulationOptions(seed, SimulateCommand.cores(), 0), session);
        RunOutputFolder.fill(files.resolve(RUN), output);
        return output;
    }

    private static void printNext(Path out, Session session) {
        Path hospitals = out.resolve(HOSPITALS);
        session.out().println();
        session.out()
                .println("Next, open the report in a browser, read %s, or go on:"
                        .formatted(hospitals.resolve(SyntheticHospitals.STUDY)));
        session.out()
                .println("  wardround predict %s --data %s --mapping %s"
                        .formatted(
                                ShellWord.of(out.resolve(RUN).resolve("model")),
                                ShellWord.of(hospitals.resolve("northside.csv")),
                                ShellWord.of(hospitals.resolve(SyntheticHospitals.MAPPING))));
        session.out().println("  wardround study new --from YOUR.csv --outcome COLUMN");
    }
}
