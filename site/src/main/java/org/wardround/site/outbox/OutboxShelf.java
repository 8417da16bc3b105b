package org.wardround.site.outbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;
import org.wardround.core.storage.Bytes;
import org.wardround.core.storage.StorageFailure;
import org.wardround.core.trust.PrivateFile;
import org.wardround.study.figures.SiteFigures;
import org.wardround.study.figures.SiteFiguresFile;
import org.wardround.study.problem.ProblemsException;

/** What waits in a site's folder: for each run a file with figures, and one that says that its finished model is asked about, named after it, whole or not there, for their owner alone. Stateless. */
public final class OutboxShelf {
    private static final String END = ".json";
    private static final String HELD = ".model";
    private static final String STUDY = "Study: ";

    private final Path folder;

    public OutboxShelf(Path folder) {
        this.folder = folder;
    }

    /** The exact bytes that would leave, and what they say. */
    public record Kept(SiteFigures figures, Bytes bytes) {}

    /**
     * What waits about a finished model.
     *
     * @param study of the run
     * @param bytes the words that a person reads
     */
    public record Held(String run, Sha256 study, Bytes bytes) {}

    /** The runs whose finished model somebody has asked about while the policy held such answers back. */
    public SortedSet<String> held() {
        return runs(HELD);
    }

    /** What waits about the finished model of a run; empty where nothing does. */
    public Optional<Held> held(String run) {
        if (!held().contains(run)) {
            return Optional.empty();
        }
        Path file = folder.resolve(run + HELD);
        try {
            byte[] bytes = Files.readAllBytes(file);
            String text = new String(bytes, StandardCharsets.UTF_8);
            int at = text.lastIndexOf(STUDY);
            if (at < 0) {
                throw corrupt(file, "it names no study");
            }
            Held found =
                    new Held(run, new Sha256(text.substring(at + STUDY.length()).strip()), Bytes.copyOf(bytes));
            if (!text.equals(words(run, found.study))) {
                throw corrupt(file, "it does not say what it should");
            }
            return Optional.of(found);
        } catch (IllegalArgumentException e) {
            throw corrupt(file, "it names no study");
        } catch (IOException e) {
            throw StorageFailure.failed("read", file.toString(), e);
        }
    }

    /** Writes down that answers about the finished model of a run wait; durable on return, the same each time. */
    public Held hold(String run, Sha256 study) {
        byte[] bytes = words(run, study).getBytes(StandardCharsets.UTF_8);
        Path file = folder.resolve(run + HELD);
        if (Files.notExists(file)) {
            try {
                PrivateFile.replace(file, bytes);
            } catch (IOException e) {
                throw StorageFailure.failed("write", file.toString(), e);
            }
        }
        return new Held(run, study, Bytes.copyOf(bytes));
    }

    private static String words(String run, Sha256 study) {
        return """
                The training of run %s is over. What waits are this site's answers to the questions
                about the finished model that follow: its losses and figures on this site's validation
                and test patients, as parts of sums over all hospitals, as the study's dossier says.
                Released, the agent answers them. Refused, it answers none of them, and the run ends
                without results where the study needs all hospitals.
                The coordinator has the model already: it follows from the last round of training.
                %s%s
                """.formatted(run, STUDY, study.hex());
    }

    /** The runs of which there are figures. */
    public SortedSet<String> runs() {
        return runs(END);
    }

    private SortedSet<String> runs(String end) {
        SortedSet<String> runs = new TreeSet<>();
        if (Files.notExists(folder)) {
            return runs;
        }
        try (Stream<Path> all = Files.list(folder)) {
            all.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(end) && !name.startsWith("."))
                    .forEach(name -> runs.add(name.substring(0, name.length() - end.length())));
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
