package org.wardround.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.demo.DemoFederation;
import org.wardround.cli.demo.DemoFederation.CommandRunner;
import org.wardround.cli.demo.DemoFederation.Shown;
import org.wardround.cli.folder.FolderTree;
import org.wardround.cli.folder.OutputFolder;
import org.wardround.cli.folder.OutputFolder.Overwriting;
import org.wardround.cli.folder.WrittenFiles;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.terminal.Session;
import org.wardround.cli.terminal.Wrapped;
import org.wardround.publish.RunOutput;
import org.wardround.report.Report;
import org.wardround.simulation.SimulationOptions;
import org.wardround.simulation.hospitals.SyntheticHospitals;
import org.wardround.study.file.MappingFile;
import org.wardround.study.file.StudyFile;
import org.wardround.study.results.Results;
import org.wardround.study.results.ResultsFolder;

/** {@code wardround demo}. */
public final class DemoCommand {
    private static final Path DEFAULT_OUT = Path.of("wardround-demo");
    private static final String INTRODUCTION =
            "Four synthetic hospitals predict coronary artery disease together. No real patient is in the tables.";
    private static final String HOSPITALS = "hospitals";
    private static final String RUN = "run";
    /** What each hospital of a federation keeps to itself. */
    private static final String OWN = "at-home";

    private static final Argument<Path> OUT =
            Argument.path("--out", "DIR", "folder for hospitals and results (default: %s)".formatted(DEFAULT_OUT));
    private static final Argument<Boolean> SIMULATE =
            Argument.flag("--simulate", "in one process, with the models that only a simulation can compare with");

    private DemoCommand() {}

    /** @param runner carries out the commands that the federation's people would give */
    public static Command.Verb verb(CommandRunner runner) {
        return new Command.Verb(
                "demo",
                "See it work: four synthetic hospitals, one study, one report",
                "Draws four hospitals from published summary figures, in size, patients, gaps and codes as different as real ones, and trains a"
                        + " model over them: by a coordinator and four hospitals' agents, each a process of its own, over TLS on this computer, stopped at the"
                        + " end. With --simulate in this process alone, which then says for whom it helped. Replaces what an earlier demo wrote.",
                "wardround demo --out wardround-demo",
                List.of(OUT, SIMULATE, CommonArguments.SEED),
                (arguments, session) -> run(arguments, session, runner));
    }

    private static int run(Arguments arguments, Session session, CommandRunner runner) {
        Path out = arguments.find(OUT).orElse(DEFAULT_OUT);
        long seed = arguments.find(CommonArguments.SEED).orElse(CommonArguments.DEFAULT_SEED);
        try (OutputFolder folder = OutputFolder.of(out, WrittenFiles.Kind.DEMO, Overwriting.ALLOWED)) {
            Wrapped.lines(INTRODUCTION, session.screen().outWidth(), 0).forEach(session.out()::println);
            session.out().println();
            Results[] made = new Results[1];
            boolean simulate = arguments.has(SIMULATE);
            folder.write(files ->
                    made[0] = simulate ? simulate(files, seed, session) : federate(files, seed, session, runner));
            new RunWords(made[0], session)
                    .print(
                            out.resolve(RUN),
                            out.resolve(HOSPITALS)
                                    .resolve(SyntheticHospitals.MAPPING)
                                    .toString());
            if (!simulate) {
                session.out()
                        .println("At home "
                                + out.resolve(OWN).resolve("HOSPITAL").resolve(Report.NAME));
                Wrapped.lines(
                                "        Each hospital's own: its figures and its verdict, which only its rows can tell. Between real hospitals it stays in the hospital's folder.",
                                session.screen().outWidth(),
                                8)
                        .forEach(session.out()::println);
                session.out().println();
                Wrapped.lines(
                                PatientWords.of(made[0].limits().privacy()),
                                session.screen().outWidth(),
                                0)
                        .forEach(session.out()::println);
            }
            printNext(out, session);
            return ExitCode.OK;
        }
    }

    private static Results simulate(Path files, long seed, Session session) throws IOException {
        Path hospitals = files.resolve(HOSPITALS);
        SyntheticHospitals.seeded(seed).write(hospitals);
        Path study = hospitals.resolve(SyntheticHospitals.STUDY);
        Inputs inputs = new Inputs(StudyFile.read(study), MappingFile.find(study, hospitals), hospitals);
        RunOutput output =
                SimulateCommand.simulate(inputs, new SimulationOptions(seed, SimulateCommand.cores(), 0), session);
        RunOutputFolder.fill(files.resolve(RUN), output);
        WrittenFiles.write(WrittenFiles.Kind.RUN, files.resolve(RUN));
        return output.results();
    }

    /** Keys and journals lie in a folder that is gone with the demo. */
    private static Results federate(Path files, long seed, Session session, CommandRunner runner) throws IOException {
        Path hospitals = files.resolve(HOSPITALS);
        SyntheticHospitals.seeded(seed).write(hospitals);
        Path workshop = Files.createTempDirectory(session.temporary(), "wardround-demo-");
        try {
            Shown shown = new DemoFederation(runner, workshop, session).run(hospitals, seed);
            FolderTree.copy(shown.results(), files.resolve(RUN));
            for (Map.Entry<String, Path> report : shown.reports().entrySet()) {
                FolderTree.copy(report.getValue(), files.resolve(OWN).resolve(report.getKey()));
            }
            session.out()
                    .println("A coordinator and %d hospitals trained it, %d processes over TLS, and have been stopped."
                            .formatted(shown.processes() - 1, shown.processes()));
            session.out().println();
            return ResultsFolder.read(files.resolve(RUN));
        } finally {
            FolderTree.deleteQuietly(workshop);
        }
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
