package org.wardround.core.vector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps new vectors in temporary files, so that they need not fit memory; to be opened and closed around a round, say.
 *
 * <p>The files lie in a new folder inside the given one, in segments of at most 1 GiB, and a finished vector's content has reached the disk.
 * {@link #close()} closes all vectors that were made here and deletes their files: read nothing from them afterwards. A failure of the disk throws
 * {@link UncheckedIOException}. Thread-safe.
 */
public final class FileVectors implements VectorWriter.Factory, AutoCloseable {
    /** How many values a file holds at most: 1 GiB. */
    public static final long SEGMENT_LENGTH = (1L << 30) / Double.BYTES;

    private final Path folder;
    private final long segmentLength;
    private final List<FileVectorWriter> writers = new ArrayList<>();

    /**
     * @param parent an existing folder
     */
    public FileVectors(Path parent) {
        this(parent, SEGMENT_LENGTH);
    }

    FileVectors(Path parent, long segmentLength) {
        this.segmentLength = segmentLength;
        try {
            this.folder = Files.createTempDirectory(parent, "vectors");
        } catch (IOException e) {
            throw new UncheckedIOException("can't create a folder for vectors in %s: %s".formatted(parent, e), e);
        }
    }

    @Override
    public synchronized VectorWriter create(long length) {
        Path name = folder.resolve("vector-" + writers.size());
        FileVectorWriter writer = new FileVectorWriter(name, length, segmentLength);
        writers.add(writer);
        return writer;
    }

    @Override
    public synchronized void close() {
        writers.forEach(FileVectorWriter::close);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("can't delete the vectors in %s: %s".formatted(folder, e), e);
        }
    }
}
