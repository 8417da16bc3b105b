package org.wardround.data;

/**
 * One thing that is wrong with a site's files or with the mapping, in words for the person who can mend it. Never holds a patient's key.
 *
 * @param file as the mapping names it
 * @param line counted from 1; 0 where no line is meant
 * @param column position of the column, counted from 1; 0 where no column is meant
 * @param path the variable, or the place in the mapping; empty where neither is meant
 * @param message what is wrong and what to do
 */
public record Problem(String file, int line, int column, String path, String message) {
    /** A problem with the whole of a file. */
    public static Problem of(String file, String message) {
        return new Problem(file, 0, 0, "", message);
    }

    public static Problem at(String file, int line, String message) {
        return new Problem(file, line, 0, "", message);
    }

    /** For a terminal: {@code data.csv:17:5: chol: what is wrong}. */
    @Override
    public String toString() {
        String place = file + (line > 0 ? ":" + line : "") + (line > 0 && column > 0 ? ":" + column : "");
        return place + ": " + (path.isEmpty() ? "" : path + ": ") + message;
    }
}
