package org.wardround.cli.problem;

import java.util.List;
import org.wardround.cli.terminal.Session;
import org.wardround.core.text.Counted;
import org.wardround.study.problem.Problem;
import org.wardround.study.problem.Severity;

/** Shows the problems of files, one a line, in the form that editors make links of, and how many there are. */
public final class ProblemList {
    private final Session session;

    public ProblemList(Session session) {
        this.session = session;
    }

    /** Shows them on standard error and returns the exit code: a problem if one of them is an error. */
    public int tell(List<Problem> problems) {
        problems.forEach(problem -> session.err().println(problem));
        long errors = problems.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .count();
        if (problems.size() > 1) {
            session.err().println(counted(errors, problems.size() - errors));
        }
        return errors > 0 ? ExitCode.PROBLEM : ExitCode.OK;
    }

    private static String counted(long errors, long warnings) {
        String first = errors == 0 ? "" : Counted.of(errors, "error");
        String second = warnings == 0 ? "" : Counted.of(warnings, "warning");
        return first + (first.isEmpty() || second.isEmpty() ? "" : ", ") + second;
    }
}
