package org.wardround.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.wardround.study.results.Results;

/**
 * {@code report.html}: one page made from results alone. It loads nothing from anywhere and runs no script. The same results give the
 * same bytes. Safe to call from several threads.
 */
public final class Report {
    /** The file's name inside a run's folder. */
    public static final String NAME = "report.html";

    private Report() {}

    /** The page's text, to be written as UTF-8. */
    public static String html(Results results) {
        return new Page(results).html();
    }

    /**
     * Writes the page whole or not at all.
     *
     * @param file is replaced where there is one; its folder must be there
     * @throws UncheckedIOException if the file can't be written
     */
    public static void write(Results results, Path file) {
        Path temporary = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            Files.writeString(temporary, html(results));
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("can't write the report %s: %s".formatted(file, e.getMessage()), e);
        }
    }
}
