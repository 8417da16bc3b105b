package org.wardround.cli.problem;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a developer needs of a defect: where in the code it happened, and on which Java. */
final class DefectLog {
    private DefectLog() {}

    /** The file that was written; empty where that failed too. */
    static Optional<Path> write(Throwable defect, Path folder) {
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text);
        writer.printf(
                "Java %s (%s) on %s %s%n%n",
                property("java.version"), property("java.vm.name"), property("os.name"), property("os.arch"));
        defect.printStackTrace(writer);
        try {
            Path log = Files.createTempFile(folder, "wardround-", ".log");
            Files.writeString(log, text.toString());
            return Optional.of(log);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }
}
