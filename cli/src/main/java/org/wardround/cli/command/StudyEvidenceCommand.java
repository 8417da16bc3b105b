package org.wardround.cli.command;

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
import org.wardround.report.evidence.Evidence;
import org.wardround.study.evidence.EvidenceDocument;
import org.wardround.study.evidence.EvidenceFile;
import org.wardround.study.evidence.RunRecord;

/** {@code wardround study evidence}. */
public final class StudyEvidenceCommand {
    private static final Argument<Path> RUN = Argument.place("RUN", "the folder of a run, as it was written");
    private static final Argument<Path> OUT =
            Argument.path("--out", "DIR", "where to write the documents (default: beside RUN, with -evidence)");
    private static final Argument<Boolean> FORCE =
            Argument.flag("--force", "replace documents that an earlier call wrote");

    private StudyEvidenceCommand() {}

    public static Command.Verb verb() {
        return new Command.Verb(
                "evidence",
                "Write documents about a run for privacy officers",
                "Checks a run's audit log and the files it binds, and writes what they show: a statement on differential privacy, drafts of the record of processing and of the impact assessment, measures, a model card, and evidence.json, where every value names its source.",
                "wardround study evidence run --out evidence",
                List.of(RUN, OUT, FORCE),
                StudyEvidenceCommand::run);
    }

    private static int run(Arguments arguments, Session session) {
        Path folder = arguments.get(RUN);
        RunRecord record = RunRecord.open(folder);
        Path out = arguments.find(OUT).orElseGet(() -> beside(folder));
        boolean force = arguments.has(FORCE);
        try (OutputFolder output = OutputFolder.of(
                out, WrittenFiles.Kind.EVIDENCE, force ? Overwriting.ALLOWED : Overwriting.NEEDS_FORCE)) {
            output.write(unfinished -> Evidence.write(record, unfinished));
        }
        session.out()
                .println("Checked " + record.trail().lines().size() + " audit lines and "
                        + record.trail().files().size() + " files of " + folder);
        for (EvidenceDocument document : Evidence.of(record)) {
            session.out().println("Wrote " + out.resolve(document.name() + Evidence.PAGE));
        }
        session.out().println("Wrote " + out.resolve(EvidenceFile.NAME));
        return ExitCode.OK;
    }

    private static Path beside(Path folder) {
        Path real = folder.toAbsolutePath().normalize();
        return real.resolveSibling(real.getFileName() + "-evidence");
    }
}
