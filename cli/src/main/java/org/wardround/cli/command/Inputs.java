package org.wardround.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.wardround.cli.argument.Arguments;
import org.wardround.cli.problem.CommandException;
import org.wardround.cli.problem.ProblemList;
import org.wardround.cli.terminal.Session;
import org.wardround.core.error.Fault;
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
        Path path = arguments.get(CommonArguments.STUDY);
        List<Problem> found = new ArrayList<>();
        Optional<StudyFile> study = readStudy(path, found);
        Optional<MappingFile> mapping =
                readMapping(() -> mapping(arguments.find(CommonArguments.MAPPING), path, data), study, found);
        refuseErrors(found);
        new ProblemList(session).tell(found);
        return new Inputs(study.orElseThrow(), mapping.orElseThrow(), data);
    }

    /** The study where it can be read; what is wrong with it and with the files that it names goes to {@code found}. */
    static Optional<StudyFile> readStudy(Path path, List<Problem> found) {
        Optional<StudyFile> study = attempt(() -> StudyFile.read(path), found);
        study.ifPresent(file -> found.addAll(file.warnings()));
        study.ifPresent(file -> found.addAll(StudyReferences.check(file)));
        return study;
    }

    /** The mapping where it can be read; what is wrong with it, and with its fit where the study is known, goes to {@code found}. */
    static Optional<MappingFile> readMapping(
            Supplier<MappingFile> reading, Optional<StudyFile> study, List<Problem> found) {
        Optional<MappingFile> mapping = attempt(reading, found);
        mapping.ifPresent(file -> study.ifPresent(known -> found.addAll(file.check(known.study()))));
        return mapping;
    }

    private static <T> Optional<T> attempt(Supplier<T> reading, List<Problem> found) {
        try {
            return Optional.of(reading.get());
        } catch (ProblemsException e) {
            found.addAll(e.problems());
            return Optional.empty();
        }
    }

    /** Which mapping holds, for people. */
    static String words(MappingFile mapping) {
        return mapping.exists()
                ? mapping.path().toString()
                : "none: columns go by their names, and each *.csv is a site";
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

    /** Carries out what may find that the study asks for what its sites can't give. */
    void refuseUnfit(Runnable work) {
        try {
            work.run();
        } catch (FederationException ended) {
            throw ended.code().fault() == Fault.STUDY ? ofStudy(ended) : ended;
        }
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
