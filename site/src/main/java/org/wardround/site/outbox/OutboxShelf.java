package org.wardround.site.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.StorageFailure;
import org.wardround.core.trust.PrivateFile;
import org.wardround.study.figures.SiteFigures;
import org.wardround.study.figures.SiteFiguresFile;
import org.wardround.study.problem.ProblemsException;

/** The figures of runs in a site's folder: a file for each run, named after it, whole or not there, for its owner alone. Stateless. */
public final class OutboxShelf {
    private static final String END = ".json";

    private final Path folder;

    public OutboxShelf(Path folder) {
        this.folder = folder;
    }

    /** The exact bytes that would leave, and what they say. */
    public record Kept(SiteFigures figures, Bytes bytes) {}

    /** The runs of which there are figures. */
    public SortedSet<String> runs() {
        SortedSet<String> runs = new TreeSet<>();
        if (Files.notExists(folder)) {
            return runs;
        }
        try (Stream<Path> all = Files.list(folder)) {
            all.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(END) && !name.startsWith("."))
                    .forEach(name -> runs.add(name.substring(0, name.length() - END.length())));
        } catch (IOException e) {
            throw StorageFailure.failed("read", folder.toString(), e);
        }
        return runs;
    }

    /**
     * The figures of a run; empty where there are none.
     *
     * @throws FederationException STORAGE_CORRUPT where the file is not as it was written
     */
    public Optional<Kept> find(String run) {
        Path file = folder.resolve(run + END);
        if (!runs().contains(run)) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Files.readAllBytes(file);
            SiteFigures figures = SiteFiguresFile.read(file, bytes);
            if (!figures.run().equals(run)) {
                throw corrupt(file, "it is of another run");
            }
            return Optional.of(new Kept(figures, Bytes.copyOf(bytes)));
        } catch (ProblemsException e) {
            throw corrupt(file, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw StorageFailure.failed("read", file.toString(), e);
        }
    }

    private static FederationException corrupt(Path file, String why) {
        return new FederationException(
                ErrorCode.STORAGE_CORRUPT, "%s was changed: %s; restore a backup, or delete it".formatted(file, why));
    }

    /** Durable on return. Figures that are there stay as they are: people may have read them. */
    void put(SiteFigures figures) {
        Path file = folder.resolve(figures.run() + END);
        if (Files.exists(file)) {
            return;
        }
        try {
            PrivateFile.replace(file, SiteFiguresFile.toBytes(figures));
        } catch (IOException e) {
            throw StorageFailure.failed("write", file.toString(), e);
        }
    }
}
