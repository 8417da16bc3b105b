package org.wardround.cli.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** Folders that were made on the way to an output, to be taken away again where nothing comes of it. Not thread-safe. */
final class NewFolders {
    private final Deque<Path> made = new ArrayDeque<>();

    /** Makes a folder and those above it, as far as they are missing. */
    static NewFolders make(Path folder) throws IOException {
        NewFolders folders = new NewFolders();
        for (Path above = folder; above != null && !Files.exists(above); above = above.getParent()) {
            folders.made.addLast(above);
        }
        Files.createDirectories(folder);
        return folders;
    }

    /** Deletes those that are empty still. */
    void undo() {
        try {
            for (Path folder : made) {
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            // Somebody uses it by now.
        }
    }
}
