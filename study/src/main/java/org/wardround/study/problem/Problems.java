package org.wardround.study.problem;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Gathers the problems of one file while it is read, a hundred at most: the next one ends the reading with a {@link ProblemsException}, so that
 * a broken or hostile file costs neither screens nor time. Not thread-safe.
 */
public final class Problems {
    private static final int MOST = 100;

    private final Path file;
    private final List<Problem> found = new ArrayList<>();

    public Problems(Path file) {
        this.file = file;
    }

    public void error(int line, int column, String path, String message) {
        add(new Problem(Severity.ERROR, file, line, column, path, message));
    }

    public void warning(int line, int column, String path, String message) {
        add(new Problem(Severity.WARNING, file, line, column, path, message));
    }

    private void add(Problem problem) {
        if (found.size() == MOST) {
            List<Problem> all = new ArrayList<>(sorted());
            all.add(Problem.error(file, "there are more problems than these %d; mend them first".formatted(MOST)));
            throw new ProblemsException(all);
        }
        found.add(problem);
    }

    /** Whether an error stands at {@code path} itself. */
    public boolean hasErrorAt(String path) {
        return found.stream()
                .anyMatch(problem -> isError(problem) && problem.path().equals(path));
    }

    /** Whether an error stands at {@code path} or at a place inside it; the empty path is the whole file. */
    public boolean hasErrorWithin(String path) {
        return found.stream().anyMatch(problem -> isError(problem) && isWithin(problem.path(), path));
    }

    /** All problems, in the order of the file. */
    public List<Problem> sorted() {
        return found.stream()
                .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
                .toList();
    }

    /** Throws all problems if one of them is an error. */
    public void throwIfErrors() {
        if (hasErrorWithin("")) {
            throw new ProblemsException(sorted());
        }
    }

    private static boolean isError(Problem problem) {
        return problem.severity() == Severity.ERROR;
    }

    private static boolean isWithin(String path, String outer) {
        return outer.isEmpty()
                || path.equals(outer)
                || path.startsWith(outer) && (path.charAt(outer.length()) == '.' || path.charAt(outer.length()) == '[');
    }
}
