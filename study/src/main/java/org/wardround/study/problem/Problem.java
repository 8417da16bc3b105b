package org.wardround.study.problem;

import java.nio.file.Path;

/**
 * One thing that is wrong with a file.
 *
 * @param line counted from 1; 0: the file as a whole
 * @param column counted from 1; 0: the line or the file as a whole
 * @param path the place in terms of the format, such as {@code data.variables[2].range}; empty: the file as a whole
 * @param message what is wrong and what to do, without the place
 */
public record Problem(Severity severity, Path file, int line, int column, String path, String message) {
    public static Problem error(Path file, String message) {
        return new Problem(Severity.ERROR, file, 0, 0, "", message);
    }

    /** One line in the form that editors recognise: {@code study.yaml:12:7: error: data.variables[2].range: …}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder().append(file);
        if (line > 0) {
            text.append(':').append(line);
        }
        if (line > 0 && column > 0) {
            text.append(':').append(column);
        }
        text.append(": ").append(severity.word()).append(": ");
        if (!path.isEmpty()) {
            text.append(path).append(": ");
        }
        return text.append(message).toString();
    }
}
