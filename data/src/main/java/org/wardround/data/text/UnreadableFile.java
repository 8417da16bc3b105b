package org.wardround.data.text;

import org.wardround.study.problem.Problem;

/** A file that can't be read as delimited text; says why. Carries no stack trace: it is for the user, not for the programmer. */
public final class UnreadableFile extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    public UnreadableFile(Problem problem) {
        super(problem.toString(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
