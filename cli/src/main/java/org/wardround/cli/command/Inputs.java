package org.wardround.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.problem.CommandException;
import org.wardround.cli.problem.ProblemList;
import org.wardround.cli.terminal.Session;
import org.wardround.core.error.FederationException;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.InitialParameters;
import org.wardround.core.study.Study;
import org.wardround.study.file.MappingFile;
import org.wardround.study.file.StudyFile;
import org.wardround.study.problem.Problem;
import org.wardround.study.problem.ProblemsException;
import org.wardround.study.problem.Severity;

/** Study, mapping and data folder of a command, read and held against each other. */
record Inputs(StudyFile study, MappingFile mapping, Path data) {
    /**
     * Reads what the arguments name; shows warnings.
     *
     * @throws ProblemsException with everything that is wrong
     */
    static Inputs read(Arguments arguments, Session session) {
        Path data = folder(arguments.get(CommonArguments.DATA));
        StudyFile study = StudyFile.read(arguments.get(CommonArguments.STUDY));
        MappingFile mapping = mapping(arguments.find(CommonArguments.MAPPING), study.path(), data);
        List<Problem> found = new ArrayList<>(study.warnings());
        found.addAll(mapping.check(study.study()));
        refuseErrors(found);
        new ProblemList(session).tell(found);
        return new Inputs(study, mapping, data);
    }

    /** The mapping that is named, else the one that is found. */
    static MappingFile mapping(Optional<Path> named, Path study, Path data) {
        return named.map(MappingFile::read).orElseGet(() -> MappingFile.find(study, data));
    }

    static void refuseErrors(List<Problem> found) {
        if (found.stream().anyMatch(problem -> problem.severity() == Severity.ERROR)) {
            throw new ProblemsException(found);
        }
    }

    /** @throws CommandException where there is no such folder */
    static Path folder(Path path) {
        if (Files.isRegularFile(path)) {
            throw new CommandException("%s: is a file; --data needs the folder that it is in".formatted(path));
        }
        if (!Files.isDirectory(path)) {
            throw new CommandException("%s: there is no such folder; check --data".formatted(path));
        }
        return path;
    }

    /** Whether a problem is one of the model or the parameters that the study names, and not of the data folder. */
    boolean isOfStudy(Problem problem) {
        return named().map(name -> study.path().resolveSibling(name))
                .filter(problem.file()::startsWith)
                .isPresent();
    }

    private Optional<String> named() {
        if (plan().analysis() instanceof Analysis.Train train) {
            return train.training().initial() instanceof InitialParameters.FromFile file
                    ? Optional.of(file.path())
                    : Optional.empty();
        }
        return plan().analysis() instanceof Analysis.Validate validate
                ? Optional.of(validate.folder())
                : Optional.empty();
    }

    /** What the study asks for and its sites can't give, as a problem of the study's file. */
    ProblemsException ofStudy(FederationException ended) {
        String message = "%s [%s]".formatted(ended.getMessage(), ended.code());
        return new ProblemsException(List.of(Problem.error(study.path(), message)));
    }

    Study plan() {
        return study.study();
    }
}
