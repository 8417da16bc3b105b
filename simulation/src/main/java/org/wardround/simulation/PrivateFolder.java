package org.wardround.simulation;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A temporary folder for rows of patients, readable for its owner alone where the file system knows owners. It goes when it is closed, and when
 * the program is stopped by a signal. What no program can hook (a power cut, {@code kill -9}) leaves it behind; the next one that is made deletes
 * such remains: those of the same user whose process, named in the folder's name, is gone. Holds files and no folders. Not thread-safe.
 */
final class PrivateFolder implements AutoCloseable {
    private static final String PREFIX = "wardround-snapshots-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d{1,18})-.*");

    private final Path path;
    private final Thread wiper;

    private PrivateFolder(Path path) {
        this.path = path;
        this.wiper = new Thread(this::wipeQuietly, "wipe snapshots");
    }

    /** A new folder in {@code temporary}, from which remains of dead processes go first. */
    static PrivateFolder in(Path temporary) throws IOException {
        // The permissions of a temporary folder are its owner's alone.
        PrivateFolder folder = new PrivateFolder(Files.createTempDirectory(
                temporary, PREFIX + ProcessHandle.current().pid() + "-"));
        Runtime.getRuntime().addShutdownHook(folder.wiper);
        folder.sweep(temporary);
        return folder;
    }

    Path path() {
        return path;
    }

    /** Deletes it with what is in it. */
    @Override
    public void close() throws IOException {
        wipe(path);
        try {
            Runtime.getRuntime().removeShutdownHook(wiper);
        } catch (IllegalStateException e) {
            // The program is being stopped: the hook is running already.
        }
    }

    private void sweep(Path temporary) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(temporary, PREFIX + "*")) {
            for (Path other : all) {
                if (isLeftBehind(other) && isOurs(other)) {
                    wipe(other);
                }
            }
        } catch (IOException e) {
            // Another process may sweep at the same time; the next start looks again.
        }
    }

    private static boolean isLeftBehind(Path other) {
        Matcher name = NAME.matcher(String.valueOf(other.getFileName()));
        return name.matches()
                && Files.isDirectory(other, LinkOption.NOFOLLOW_LINKS)
                && ProcessHandle.of(Long.parseLong(name.group(1)))
                        .filter(ProcessHandle::isAlive)
                        .isEmpty();
    }

    private boolean isOurs(Path other) throws IOException {
        try {
            return Files.getOwner(other, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(path));
        } catch (UnsupportedOperationException e) {
            return false;
        }
    }

    private void wipeQuietly() {
        try {
            wipe(path);
        } catch (IOException e) {
            // The next start deletes it.
        }
    }

    private static void wipe(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }
}
