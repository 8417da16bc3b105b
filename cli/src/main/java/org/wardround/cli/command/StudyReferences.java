package org.wardround.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.wardround.core.error.FederationException;
import org.wardround.core.study.Analysis;
import org.wardround.core.study.InitialParameters;
import org.wardround.study.bundle.StartingPoint;
import org.wardround.study.file.StudyFile;
import org.wardround.study.problem.Problem;
import org.wardround.study.problem.ProblemsException;

/** The files that a study names: an existing model, initial parameters. They stand beside the study unless it says otherwise. */
final class StudyReferences {
    private StudyReferences() {}

    /** What is wrong with them, at the line of the study that names them. */
    static List<Problem> check(StudyFile file) {
        if (file.study().analysis() instanceof Analysis.Validate validate) {
            Path folder = file.path().resolveSibling(validate.folder());
            if (ModelFolders.isRun(folder)) {
                return List.of(file.errorAt("model", "from", ModelFolders.isRunWords(folder)));
            }
            return problems(file, "model", "from", () -> StartingPoint.of(file));
        }
        if (file.study().analysis() instanceof Analysis.Train train
                && train.training().initial() instanceof InitialParameters.FromFile initial) {
            return problems(file, "training", "initial", () -> read(file, initial));
        }
        return List.of();
    }

    private static void read(StudyFile file, InitialParameters.FromFile initial) {
        Path path = file.path().resolveSibling(initial.path());
        if (!Files.exists(path)) {
            throw new ProblemsException(List.of(Problem.error(
                    path, "there is no such file; check the path, or write zeros or uniform for initial")));
        }
        StartingPoint.of(file);
    }

    private static List<Problem> problems(StudyFile file, String section, String key, Runnable reading) {
        try {
            reading.run();
            return List.of();
        } catch (ProblemsException e) {
            return e.problems().stream()
                    .map(problem -> file.errorAt(section, key, inWords(problem)))
                    .toList();
        } catch (FederationException e) {
            return List.of(file.errorAt(section, key, String.valueOf(e.getMessage())));
        }
    }

    private static String inWords(Problem problem) {
        String place = problem.line() > 0 ? ":" + problem.line() : "";
        String path = problem.path().isEmpty() ? "" : problem.path() + ": ";
        return "%s%s: %s%s".formatted(problem.file(), place, path, problem.message());
    }
}
