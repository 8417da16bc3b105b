package org.wardround.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.wardround.data.Problem;
import org.wardround.data.table.MappedData;
import org.wardround.study.problem.ProblemsException;
import org.wardround.study.problem.Severity;

/** The sites' tables, with problems told as those of the other files are. */
final class DataInputs {
    private DataInputs() {}

    /** @throws ProblemsException with everything that is wrong */
    static MappedData.Sites read(Inputs inputs) {
        MappedData read = MappedData.read(inputs.plan(), inputs.mapping().mapping(), inputs.data());
        if (read instanceof MappedData.Refused refused) {
            throw refusal(refused.problems(), inputs.data());
        }
        return (MappedData.Sites) read;
    }

    /** @param folder where the files are, so that the messages name paths that can be opened */
    static ProblemsException refusal(List<Problem> problems, Path folder) {
        List<org.wardround.study.problem.Problem> told = new ArrayList<>();
        for (Problem problem : problems) {
            told.add(new org.wardround.study.problem.Problem(
                    Severity.ERROR,
                    folder.resolve(problem.file()),
                    problem.line(),
                    problem.column(),
                    problem.path(),
                    problem.message()));
        }
        return new ProblemsException(told);
    }
}
