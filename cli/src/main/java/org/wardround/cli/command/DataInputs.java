package org.wardround.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import org.wardround.data.DataProblem;
import org.wardround.data.table.MappedData;
import org.wardround.study.problem.Problem;
import org.wardround.study.problem.ProblemsException;

/** The sites' tables; their problems name files by paths that can be opened from where the user stands. */
final class DataInputs {
    private DataInputs() {}

    /** @throws ProblemsException with everything that is wrong */
    static MappedData.Sites read(Inputs inputs) {
        MappedData read = MappedData.read(inputs.plan(), inputs.mapping().mapping(), inputs.data());
        if (read instanceof MappedData.Refused refused) {
            throw located(
                    new ProblemsException(refused.problems()),
                    inputs.data(),
                    inputs.mapping().path());
        }
        return (MappedData.Sites) read;
    }

    /** @throws ProblemsException where a site has no patient in the cohort, as a run would */
    static void refuseEmptyCohorts(Inputs inputs, MappedData.Sites sites) {
        if (!sites.emptyCohorts().isEmpty()) {
            ProblemsException refused = new ProblemsException(sites.emptyCohorts());
            throw located(refused, inputs.data(), inputs.mapping().path());
        }
    }

    /**
     * The same problems; files that stood as the mapping names them stand with the data folder.
     *
     * @param mapping file of the mapping
     */
    static ProblemsException located(ProblemsException refused, Path data, Path mapping) {
        return new ProblemsException(refused.problems().stream()
                .map(problem -> at(problem, located(problem.file(), data, mapping)))
                .toList());
    }

    private static Path located(Path file, Path data, Path mapping) {
        if (file.equals(Path.of(DataProblem.MAPPING))) {
            return mapping;
        }
        Path inData = data.resolve(file);
        return Files.exists(inData) || !Files.exists(file) ? inData : file;
    }

    private static Problem at(Problem problem, Path file) {
        return new Problem(
                problem.severity(), file, problem.line(), problem.column(), problem.path(), problem.message());
    }
}
