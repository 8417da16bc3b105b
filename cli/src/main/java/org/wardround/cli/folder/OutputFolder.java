package org.wardround.cli.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.wardround.cli.problem.CommandException;

/**
 * A folder that is written whole or not at all: into a sibling with a temporary name, which then takes its place. It never takes the place of a
 * folder in which something stands that this program did not write. Not thread-safe.
 */
public final class OutputFolder {
    private final Path folder;
    private final Set<String> ours;

    private OutputFolder(Path folder, Set<String> ours) {
        this.folder = folder;
        this.ours = ours;
    }

    /**
     * Looks before anything is computed.
     *
     * @param ours names of the files and folders that this program writes there
     * @throws CommandException where the folder can't be written, or holds what must not be lost
     */
    public static OutputFolder of(Path folder, Set<String> ours, Overwriting overwriting) throws IOException {
        OutputFolder output = new OutputFolder(folder.toAbsolutePath().normalize(), ours);
        output.check(folder, overwriting);
        return output;
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

    private void check(Path given, Overwriting overwriting) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new CommandException("%s: is a file; --out needs a folder".formatted(given));
        }
        Set<String> present = present();
        Set<String> strangers = new TreeSet<>(present);
        strangers.removeAll(ours);
        if (!strangers.isEmpty()) {
            throw new CommandException(
                    "%s: is not empty and holds %s, which Wardround did not write; give another --out"
                            .formatted(given, few(strangers)));
        }
        if (!present.isEmpty() && overwriting == Overwriting.NEEDS_FORCE) {
            throw new CommandException(
                    "%s: holds the output of an earlier run; give another --out, or --force to replace it"
                            .formatted(given));
        }
    }

    private Set<String> present() throws IOException {
        Set<String> names = new TreeSet<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> entries = Files.list(folder)) {
                entries.forEach(entry -> names.add(entry.getFileName().toString()));
            }
        }
        return names;
    }

    private static String few(Set<String> names) {
        List<String> some = names.stream().limit(3).map("'%s'"::formatted).toList();
        return String.join(", ", some) + (names.size() > some.size() ? " and more" : "");
    }

    /** Writes the folder; where {@code content} fails, all is as it was before. */
    public void write(Content content) throws IOException {
        Files.createDirectories(parent());
        Path unfinished = sibling("unfinished");
        Thread wiper = new Thread(() -> FolderTree.deleteQuietly(unfinished), "wipe unfinished output");
        Runtime.getRuntime().addShutdownHook(wiper);
        try {
            Files.createDirectory(unfinished);
            content.write(unfinished);
            replaceBy(unfinished);
        } finally {
            FolderTree.deleteQuietly(unfinished);
            removeHook(wiper);
        }
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
            Files.move(folder, old);
        }
        Files.move(finished, folder);
        FolderTree.deleteQuietly(old);
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is being stopped: the hook is running already.
        }
    }
}
