package org.wardround.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.problem.ProblemList;
import org.wardround.cli.terminal.Session;
import org.wardround.privacy.training.TrainingNoise;
import org.wardround.study.file.MappingFile;
import org.wardround.study.file.StudyFile;
import org.wardround.study.mapping.Mapping;
import org.wardround.study.mapping.Source;
import org.wardround.study.problem.Problem;

/** {@code wardround study check}. */
public final class StudyCheckCommand {
    private static final Argument<Path> MAPPING = Argument.path(
            "--mapping",
            "FILE",
            "a mapping to check with it (default: mapping.yaml in the data folder, else beside the study, if there is one)");
    private static final Argument<Path> DATA =
            Argument.path("--data", "DIR", "the folder of the tables, for the mapping in it; no table is read");

    private StudyCheckCommand() {}

    public static Command.Verb verb() {
        return new Command.Verb(
                "check",
                "Say everything that is wrong with a study file",
                "Reads a study file and tells all that is wrong with it at once: place, rule and what to do. No data is read.",
                "wardround study check study.yaml",
                List.of(CommonArguments.STUDY, MAPPING, DATA),
                StudyCheckCommand::run);
    }

    private static int run(Arguments arguments, Session session) {
        Path path = arguments.get(CommonArguments.STUDY);
        // Without a data folder the one beside the study is all that is known.
        Path data = arguments.find(DATA).map(Inputs::folder).orElseGet(() -> beside(path));
        List<Problem> found = new ArrayList<>();
        Optional<StudyFile> study = Inputs.readStudy(path, found);
        List<Problem> ofMapping = new ArrayList<>();
        Optional<MappingFile> mapping =
                Inputs.readMapping(() -> Inputs.mapping(arguments.find(MAPPING), path, data), study, ofMapping);
        if (mapping.isEmpty() || mapping.get().exists() || arguments.find(DATA).isPresent()) {
            found.addAll(ofMapping);
        }
        int exitCode = new ProblemList(session).tell(found);
        if (exitCode == ExitCode.OK) {
            OptionalInt sites = mapping.filter(MappingFile::exists)
                    .map(file -> sites(file.mapping()))
                    .orElse(OptionalInt.empty());
            sites.ifPresent(
                    count -> TrainingNoise.requireFit(study.orElseThrow().study(), count));
            mapping.filter(MappingFile::exists)
                    .ifPresent(file -> session.out().println(file.path() + ": fits the study"));
            StudyWords.print(study.orElseThrow(), session);
            session.out().println("Next: wardround data check " + next(arguments, path));
        }
        return exitCode;
    }

    /** How many a mapping names; empty where its tables say. */
    private static OptionalInt sites(Mapping mapping) {
        if (mapping.source() instanceof Source.FilePerSite files) {
            return OptionalInt.of(files.files().size());
        }
        return mapping.source() instanceof Source.Divided divided
                ? OptionalInt.of(divided.division().sites())
                : OptionalInt.empty();
    }

    private static String next(Arguments arguments, Path study) {
        return "%s --data %s%s"
                .formatted(
                        ShellWord.of(study),
                        arguments.find(DATA).map(ShellWord::of).orElse("DIR"),
                        arguments
                                .find(MAPPING)
                                .map(mapping -> " --mapping " + ShellWord.of(mapping))
                                .orElse(""));
    }

    private static Path beside(Path study) {
        Path folder = study.getParent();
        return folder == null ? Path.of("") : folder;
    }
}
