package org.wardround.cli.folder;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.wardround.cli.problem.CommandException;

/** Single files among others: each is written whole or not at all, and none over another unless that is asked for. */
public final class OutputFiles {
    private OutputFiles() {}

    /** Refuses files named by {@code --out} that are there already, before anything is computed. */
    public static void requireAbsent(Iterable<Path> files) {
        requireAbsent("--out", files);
    }

    /**
     * Refuses files that are there already, before anything is computed.
     *
     * @param option that named them
     */
    public static void requireAbsent(String option, Iterable<Path> files) {
        for (Path file : files) {
            if (Files.exists(file)) {
                throw new CommandException(
                        "%s: is there already; give another %s, or --force to replace it".formatted(file, option));
            }
        }
    }

    /** Refuses places, named by {@code --out}, where no file can be made, before anything is computed. Leaves nothing there. */
    public static void requireWritable(Iterable<Path> files) {
        requireWritable("--out", files);
    }

    /** The same for places that another option named. */
    public static void requireWritable(String option, Iterable<Path> files) {
        for (Path file : files) {
            if (Files.isDirectory(file)) {
                throw new CommandException("%s: is a folder; %s needs a file".formatted(file, option));
            }
            try {
                tryOut(file.toAbsolutePath().normalize());
            } catch (IOException e) {
                throw OutputFolder.unwritable(file, e);
            }
        }
    }

    private static void tryOut(Path file) throws IOException {
        NewFolders above = NewFolders.make(parent(file));
        try {
            Files.write(unfinished(file), new byte[0]);
        } finally {
            Files.deleteIfExists(unfinished(file));
            above.undo();
        }
    }

    /**
     * Writes texts in UTF-8, in the order of the map; folders are made where they are missing.
     *
     * @throws CommandException where one can't be written
     */
    public static void write(Map<Path, String> texts) {
        for (Map.Entry<Path, String> entry : texts.entrySet()) {
            try {
                write(
                        entry.getKey().toAbsolutePath().normalize(),
                        entry.getValue().getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw OutputFolder.unwritable(entry.getKey(), e);
            }
        }
    }

    /** Writes what a file holds, front to back. */
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes one file of any size; folders are made where they are missing, and the file is there once all of it is.
     *
     * @throws CommandException where it can't be written
     */
    public static void write(Path file, Content content) {
        try {
            writeWhole(file.toAbsolutePath().normalize(), content);
        } catch (IOException e) {
            throw OutputFolder.unwritable(file, e);
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        writeWhole(file, out -> out.write(bytes));
    }

    private static void writeWhole(Path file, Content content) throws IOException {
        Files.createDirectories(parent(file));
        Path unfinished = unfinished(file);
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished))) {
                content.writeTo(out);
            }
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static Path parent(Path absolute) {
        return absolute.getParent() == null ? absolute : absolute.getParent();
    }

    private static Path unfinished(Path absolute) {
        return parent(absolute).resolve("." + absolute.getFileName() + ".unfinished");
    }
}
