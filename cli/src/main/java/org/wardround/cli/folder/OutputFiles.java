package org.wardround.cli.folder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.wardround.cli.problem.CommandException;

/** Single files among others: each is written whole or not at all, and none over another unless that is asked for. */
public final class OutputFiles {
    private OutputFiles() {}

    /** Refuses files that are there already, before anything is computed. */
    public static void requireAbsent(Iterable<Path> files) {
        for (Path file : files) {
            if (Files.exists(file)) {
                throw new CommandException(
                        "%s: is there already; give another --out, or --force to replace it".formatted(file));
            }
        }
    }

    /** Writes texts in UTF-8, in the order of the map; folders are made where they are missing. */
    public static void write(Map<Path, String> texts) throws IOException {
        for (Map.Entry<Path, String> entry : texts.entrySet()) {
            write(entry.getKey(), entry.getValue().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Path absolute = file.toAbsolutePath().normalize();
        Path parent = absolute.getParent() == null ? absolute : absolute.getParent();
        Files.createDirectories(parent);
        Path unfinished = parent.resolve("." + absolute.getFileName() + ".unfinished");
        try {
            Files.write(unfinished, bytes);
            Files.move(unfinished, absolute, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
