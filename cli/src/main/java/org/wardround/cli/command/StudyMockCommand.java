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
import org.wardround.core.text.Counted;
import org.wardround.data.mock.MockTables;
import org.wardround.study.file.StudyFile;

/** {@code wardround study mock}. */
public final class StudyMockCommand {
    private static final int DEFAULT_SITES = 4;
    private static final Argument<Integer> SITES =
            Argument.count("--sites", 1, 1000, "how many sites to invent (default: %d)".formatted(DEFAULT_SITES));

    private StudyMockCommand() {}

    public static Command.Verb verb() {
        return new Command.Verb(
                "mock",
                "Invent tables that fit a study",
                "Writes one table a site, and a mapping, with invented rows that fit the study's dictionary, so that the study can be tried before any"
                        + " hospital agrees. The sites differ as hospitals do.",
                "wardround study mock study.yaml --sites 4 --out mock",
                List.of(CommonArguments.STUDY, SITES, CommonArguments.OUT, CommonArguments.SEED, CommonArguments.FORCE),
                StudyMockCommand::run);
    }

    private static int run(Arguments arguments, Session session) {
        StudyFile study = StudyFile.read(arguments.get(CommonArguments.STUDY));
        int sites = arguments.find(SITES).orElse(DEFAULT_SITES);
        long seed = arguments.find(CommonArguments.SEED).orElse(CommonArguments.DEFAULT_SEED);
        Path out = arguments.get(CommonArguments.OUT);
        Overwriting overwriting = arguments.has(CommonArguments.FORCE) ? Overwriting.ALLOWED : Overwriting.NEEDS_FORCE;
        try (OutputFolder folder = OutputFolder.of(out, WrittenFiles.Kind.MOCK, overwriting)) {
            folder.write(files -> MockTables.write(study.study(), sites, seed, files));
        }
        session.out()
                .println("Wrote invented tables of %s and their mapping into %s"
                        .formatted(Counted.of(sites, "site"), out));
        session.out()
                .println("Next: wardround simulate %s --data %s --out run"
                        .formatted(ShellWord.of(study.path()), ShellWord.of(out)));
        return ExitCode.OK;
    }
}
