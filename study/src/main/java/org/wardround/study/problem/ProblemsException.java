package org.wardround.study.problem;

import java.util.List;
import java.util.stream.Collectors;

/** A file can't be used; carries all that is wrong with it, warnings too, in the order of the file. */
public final class ProblemsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public ProblemsException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
