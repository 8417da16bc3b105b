package org.wardround.core.storage;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Changes of names that survive a power failure. Windows has no way to force a folder to disk: there, its file system's own journal has to do. */
final class Folders {
    private static final boolean WINDOWS = File.separatorChar == '\\';

    private Folders() {}

    /** Makes a folder where it is missing. */
    static void create(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            sync(parent(folder));
        }
    }

    /** Forces the names in a folder to disk. */
    static void sync(Path folder) throws IOException {
        if (WINDOWS) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static Path parent(Path path) {
        Path parent = path.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException("%s lies in no folder".formatted(path));
        }
        return parent;
    }
}
