package org.wardround.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wardround.cli.argument.Argument;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.argument.Command;
import org.wardround.cli.problem.ExitCode;
import org.wardround.cli.problem.ProblemList;
import org.wardround.cli.terminal.Session;
import org.wardround.study.file.MappingFile;
import org.wardround.study.file.StudyFile;
import org.wardround.study.problem.Problem;

/** {@code wardround study check}. */
public final class StudyCheckCommand {
    private static final Argument<Path> MAPPING = Argument.path(
            "--mapping",
            "FILE",
            "a mapping to check with it (default: mapping.yaml beside the study, if there is one)");

    private StudyCheckCommand() {}

    public static Command.Verb verb() {
        return new Command.Verb(
                "check",
                "Say everything that is wrong with a study file",
                "Reads a study file and tells all that is wrong with it at once: place, rule and what to do. No data is read.",
                "wardround study check study.yaml",
                List.of(CommonArguments.STUDY, MAPPING),
                StudyCheckCommand::run);
    }

    private static int run(Arguments arguments, Session session) {
        StudyFile study = StudyFile.read(arguments.get(CommonArguments.STUDY));
        List<Problem> found = new ArrayList<>(study.warnings());
        Optional<Path> mapping = arguments.find(MAPPING).or(() -> beside(study.path()));
        mapping.ifPresent(path -> found.addAll(MappingFile.read(path).check(study.study())));
        int exitCode = new ProblemList(session).tell(found);
        if (exitCode == ExitCode.OK) {
            mapping.ifPresent(path -> session.out().println(path + ": fits the study"));
            StudyWords.print(study, session);
            session.out().println("Next: wardround data check %s --data DIR".formatted(study.path()));
        }
        return exitCode;
    }

    private static Optional<Path> beside(Path study) {
        return Optional.of(study.resolveSibling("mapping.yaml")).filter(Files::exists);
    }
}
