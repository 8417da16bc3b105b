package org.wardround.cli.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wardround.cli.folder.WrittenFiles.Kind;
import org.wardround.cli.problem.CommandException;
import org.wardround.cli.problem.FileTrouble;

/**
 * A folder that is written whole or not at all: into a sibling with a temporary name, which then takes its place. The sibling is made at once, so
 * that a place that can't be written is told before anything is computed. It never takes the place of a folder in whose tree something stands
 * that this program did not write, or that was changed since ({@link WrittenFiles}). Not thread-safe.
 */
public final class OutputFolder implements AutoCloseable {
    private final Path given;
    private final Path folder;
    private final Kind kind;
    private final Path unfinished;
    private final NewFolders above;
    private final Thread wiper;

    private OutputFolder(Path given, Path folder, Kind kind) throws IOException {
        this.given = given;
        this.folder = folder;
        this.kind = kind;
        this.above = NewFolders.make(parent());
        this.unfinished = sibling("unfinished");
        this.wiper = new Thread(() -> FolderTree.deleteQuietly(unfinished), "wipe unfinished output");
        try {
            Files.createDirectory(unfinished);
        } catch (IOException e) {
            above.undo();
            throw e;
        }
        Runtime.getRuntime().addShutdownHook(wiper);
    }

    /**
     * Takes the place before anything is computed.
     *
     * @throws CommandException where the folder can't be written, or holds what must not be lost
     */
    public static OutputFolder of(Path given, Kind kind, Overwriting overwriting) {
        try {
            Path folder = Files.isDirectory(given)
                    ? given.toRealPath()
                    : given.toAbsolutePath().normalize();
            check(given, folder, kind, overwriting);
            return new OutputFolder(given, folder, kind);
        } catch (IOException e) {
            throw unwritable(given, e);
        }
    }

    /** Whether an earlier output may be replaced. */
    public enum Overwriting {
        ALLOWED,
        /** Refused, with a word about {@code --force}. */
        NEEDS_FORCE
    }

    /** Writes files into the folder that it is given. */
    @FunctionalInterface
    public interface Content {
        void write(Path folder) throws IOException;
    }

    private static void check(Path given, Path folder, Kind kind, Overwriting overwriting) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new CommandException("%s: is a file; --out needs a folder".formatted(given));
        }
        String strangers = WrittenFiles.strangersIn(folder);
        if (!strangers.isEmpty()) {
            throw new CommandException("%s: is not empty and holds %s; give another --out".formatted(given, strangers));
        }
        if (!Files.exists(folder.resolve(WrittenFiles.NAME))) {
            return;
        }
        if (!WrittenFiles.in(folder).isOf(kind)) {
            throw new CommandException("%s: holds the output of another command; give another --out".formatted(given));
        }
        if (overwriting == Overwriting.NEEDS_FORCE) {
            throw new CommandException(
                    "%s: holds the output of an earlier run; give another --out, or --force to replace it"
                            .formatted(given));
        }
    }

    /**
     * Writes the folder; where {@code content} fails, all is as it was before.
     *
     * @throws CommandException where something can't be written
     */
    public void write(Content content) {
        try {
            content.write(unfinished);
            WrittenFiles.write(kind, unfinished);
            replaceBy(unfinished);
        } catch (IOException e) {
            throw unwritten(FileTrouble.reason(e));
        } catch (UncheckedIOException e) {
            throw unwritten(String.valueOf(e.getMessage()));
        }
    }

    /** Takes away what is unfinished. */
    @Override
    public void close() {
        FolderTree.deleteQuietly(unfinished);
        above.undo();
        try {
            Runtime.getRuntime().removeShutdownHook(wiper);
        } catch (IllegalStateException e) {
            // The program is being stopped: the hook is running already.
        }
    }

    private CommandException unwritten(String reason) {
        return new CommandException("%s: can't be written: %s; nothing was changed there"
                .formatted(given, reason.replace(unfinished.toString(), given.toString())));
    }

    static CommandException unwritable(Path given, IOException trouble) {
        return new CommandException(
                "%s: can't be written there: %s; give another --out".formatted(given, FileTrouble.reason(trouble)));
    }

    private Path parent() {
        Path parent = folder.getParent();
        return parent == null ? folder : parent;
    }

    /** A hidden name beside the folder, with the rights that any new folder gets. */
    private Path sibling(String purpose) {
        Path path = parent().resolve(".%s.%s-%d"
                .formatted(
                        folder.getFileName(), purpose, ProcessHandle.current().pid()));
        FolderTree.deleteQuietly(path);
        return path;
    }

    private void replaceBy(Path finished) throws IOException {
        Path old = sibling("replaced");
        if (Files.exists(folder)) {
            refuseNewStrangers(finished);
            Files.move(folder, old);
        }
        Files.move(finished, folder);
        FolderTree.deleteQuietly(old);
    }

    /** Somebody may have put a file there while the command worked: then neither that nor the work is lost. */
    private void refuseNewStrangers(Path finished) throws IOException {
        String strangers = WrittenFiles.strangersIn(folder);
        if (!strangers.isEmpty()) {
            Path kept = parent().resolve("%s-%d"
                    .formatted(folder.getFileName(), ProcessHandle.current().pid()));
            Files.move(finished, kept);
            throw new CommandException(
                    "%s: holds %s meanwhile; what was made is in %s instead".formatted(given, strangers, kept));
        }
    }
}
