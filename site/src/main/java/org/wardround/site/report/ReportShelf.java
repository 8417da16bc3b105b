package org.wardround.site.report;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The reports of runs in a site's folder: one folder for each run, named after it, whole or not there; or a line that says why there is none. Files are for their
 * owner as the folder is. Stateless.
 */
public final class ReportShelf {
    private static final String PART = ".part";
    private static final String FAILED = ".failed";

    private final Path folder;

    public ReportShelf(Path folder) {
        this.folder = folder;
    }

    /** Fills a folder that is there and empty. */
    interface Filler {
        void fill(Path folder) throws IOException;
    }

    /** The folder of the run's report. */
    public Optional<Path> find(String run) {
        return Optional.of(folder.resolve(run)).filter(Files::isDirectory);
    }

    /** Why the run has no report though it came to its end. */
    public Optional<String> failure(String run) throws IOException {
        try {
            return Optional.of(Files.readString(folder.resolve(run + FAILED)).strip());
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /** The runs that have a report. */
    public SortedSet<String> runs() throws IOException {
        SortedSet<String> runs = new TreeSet<>();
        if (Files.notExists(folder)) {
            return runs;
        }
        try (Stream<Path> all = Files.list(folder)) {
            all.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .filter(name -> !name.endsWith(PART))
                    .forEach(runs::add);
        }
        return runs;
    }

    /** Durable on return; what a process that was killed had begun is replaced. */
    Path keep(String run, Filler filler) throws IOException {
        Path part = folder.resolve(run + PART);
        delete(part);
        Files.createDirectories(part);
        filler.fill(part);
        try (Stream<Path> all = Files.walk(part)) {
            for (Path path : all.toList()) {
                sync(path);
            }
        }
        Path kept = folder.resolve(run);
        Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE);
        sync(folder);
        Files.deleteIfExists(folder.resolve(run + FAILED));
        return kept;
    }

    void failed(String run, String why) throws IOException {
        Files.createDirectories(folder);
        delete(folder.resolve(run + PART));
        Path part = folder.resolve(run + FAILED + PART);
        Files.writeString(part, why + "\n", StandardCharsets.UTF_8);
        Files.move(
                part,
                folder.resolve(run + FAILED),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** A system that can't open folders keeps names by itself. */
    private static void sync(Path path) throws IOException {
        boolean directory = Files.isDirectory(path);
        if (directory && !path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        try (FileChannel channel =
                FileChannel.open(path, directory ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void delete(Path path) throws IOException {
        if (Files.notExists(path)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.delete(each);
            }
        }
    }
}
