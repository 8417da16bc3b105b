package org.wardround.data;

import java.nio.file.Path;
import org.wardround.study.problem.Problem;
import org.wardround.study.problem.Severity;

/** Makes problems with a site's files and with its mapping: all are errors, and none holds a patient's key or a value: they say where it stands. Files stand as the mapping names them. */
public final class DataProblem {
    /** How problems of the mapping itself name it. */
    public static final String MAPPING = "mapping.yaml";

    private DataProblem() {}

    /** A problem with the whole of a file. */
    public static Problem of(String file, String message) {
        return of(file, "", message);
    }

    /**
     * A problem with a variable of a file, or with a place in the mapping.
     *
     * @param path the variable, or the place in the mapping
     */
    public static Problem of(String file, String path, String message) {
        return new Problem(Severity.ERROR, Path.of(file), 0, 0, path, message);
    }

    /** A problem with a line, counted from 1. */
    public static Problem at(String file, int line, String message) {
        return new Problem(Severity.ERROR, Path.of(file), line, 0, "", message);
    }

    /**
     * A problem with a cell.
     *
     * @param line counted from 1; 0 where all lines are meant
     * @param column position of the column, counted from 1; 0 where it comes from another file
     */
    public static Problem cell(String file, int line, int column, String variable, String message) {
        return new Problem(Severity.ERROR, Path.of(file), line, column, variable, message);
    }
}
