package org.wardround.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.wardround.data.DataProblem;
import org.wardround.data.table.MappedData;
import org.wardround.study.file.MappingFile;
import org.wardround.study.problem.Problem;
import org.wardround.study.problem.ProblemsException;

/** The sites' tables; their problems name files by paths that can be opened from where the user stands. */
final class DataInputs {
    private DataInputs() {}

    /** @throws ProblemsException with everything that is wrong */
    static MappedData.Sites read(Inputs inputs) {
        MappedData read = MappedData.read(inputs.plan(), inputs.mapping().mapping(), inputs.data());
        if (read instanceof MappedData.Refused refused) {
            throw located(new ProblemsException(refused.problems()), inputs.data(), inputs.mapping());
        }
        return (MappedData.Sites) read;
    }

    /** @throws ProblemsException where a site has no patient in the cohort, as a run would */
    static void refuseEmptyCohorts(Inputs inputs, MappedData.Sites sites) {
        if (!sites.emptyCohorts().isEmpty()) {
            ProblemsException refused = new ProblemsException(sites.emptyCohorts());
            throw located(refused, inputs.data(), inputs.mapping());
        }
    }

    /**
     * The same problems; files that stood as the mapping names them stand with the data folder, and where a whole file or column is meant the
     * line of the mapping that names it is told.
     */
    static ProblemsException located(ProblemsException refused, Path data, MappingFile mapping) {
        return new ProblemsException(refused.problems().stream()
                .map(problem -> located(problem, data, mapping))
                .toList());
    }

    private static Problem located(Problem problem, Path data, MappingFile mapping) {
        if (problem.file().equals(Path.of(DataProblem.MAPPING))) {
            String key = problem.path().replaceFirst("^variables\\.", "").replaceFirst("\\..*", "");
            Path file = mapping.exists() ? mapping.path() : data.resolve(DataProblem.MAPPING);
            return at(problem, file, mapping.lineOf("", key).orElse(0), problem.message());
        }
        Path inData = data.resolve(problem.file());
        Path file = Files.exists(inData) || !Files.exists(problem.file()) ? inData : problem.file();
        return at(problem, file, problem.line(), problem.message() + named(problem, mapping));
    }

    /** Where the mapping speaks of it. */
    private static String named(Problem problem, MappingFile mapping) {
        OptionalInt line = mapping.lineOf(problem.file().toString(), problem.path());
        if (problem.line() > 0 || line.isEmpty() && problem.path().isEmpty()) {
            return "";
        }
        if (!mapping.exists()) {
            return "; there is no mapping yet";
        }
        return "; see " + mapping.path() + (line.isPresent() ? ":" + line.getAsInt() : "");
    }

    private static Problem at(Problem problem, Path file, int line, String message) {
        return new Problem(problem.severity(), file, line, problem.column(), problem.path(), message);
    }
}
