package org.wardround.study.results;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The files of a run's folder that hold results: {@code results.json}, {@code metrics.csv}, {@code coefficients.csv}. */
public final class ResultsFolder {
    private ResultsFolder() {}

    /**
     * Writes the three files, each whole or not at all, {@code results.json} last. Makes the folder where there is none.
     *
     * @throws UncheckedIOException if the folder can't be written to
     */
    public static void write(Path folder, Results results) {
        try {
            Files.createDirectories(folder);
            replace(folder.resolve(MetricsTable.NAME), MetricsTable.of(results).toBytes());
            replace(
                    folder.resolve(CoefficientsTable.NAME),
                    CoefficientsTable.of(results).toBytes());
            if (!results.table1().isNone()) {
                replace(
                        folder.resolve(Table1Files.CSV),
                        Table1Files.text(results.table1()).toBytes());
            }
            replace(folder.resolve(ResultsFile.NAME), ResultsFile.toBytes(results));
        } catch (IOException e) {
            throw new UncheckedIOException("can't write results into %s: %s".formatted(folder, e.getMessage()), e);
        }
    }

    /**
     * Reads {@code results.json}.
     *
     * @throws UnreadableResultsException if there is no {@code results.json}, or it can't be read
     */
    public static Results read(Path folder) {
        Path file = folder.resolve(ResultsFile.NAME);
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new UnreadableResultsException(
                    "there is no results.json in %s; name the folder that a run was told to write to (--out)."
                            .formatted(folder));
        } catch (IOException e) {
            String reason = Files.isDirectory(folder)
                    ? "can't read %s: %s".formatted(file, e.getMessage())
                    : "%s is a file; name the folder that a run was told to write to (--out)".formatted(folder);
            throw new UnreadableResultsException(reason);
        }
        try {
            return ResultsFile.fromBytes(bytes);
        } catch (UnreadableResultsException e) {
            throw new UnreadableResultsException(folder + ": " + e.getMessage());
        }
    }

    /** Readers see the old content or the new one, also after a crash. */
    private static void replace(Path file, byte[] content) throws IOException {
        Path temporary = file.resolveSibling("." + file.getFileName() + ".part");
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
