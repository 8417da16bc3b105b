package org.wardround.coordinator.request;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.wardround.core.trust.KeyFileException;
import org.wardround.core.trust.PrivateFile;

/**
 * Requests to a coordinator that is running, as files of a folder that only its owner may enter; they are in the order of their names, which begin with the time. Only
 * what the folder's owner wrote, and nobody else can read or change, is taken. Stateless.
 */
public final class RequestFolder {
    private static final String ENDING = ".request";
    private static final String REFUSED = ".refused";
    private static final int LONGEST = 512 * 1024;

    private RequestFolder() {}

    /** Leaves a request, whole and durable on return. The folder is made where it is missing. */
    public static void write(Path folder, String request, Instant now) throws IOException {
        PrivateFile.createFolder(folder);
        String name = "%016d-%s%s".formatted(now.toEpochMilli(), UUID.randomUUID(), ENDING);
        PrivateFile.writeNew(folder.resolve(name), request.getBytes(StandardCharsets.UTF_8));
    }

    /** What lies there, oldest first; nothing where there is no folder. */
    public static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /**
     * The text of a request.
     *
     * @throws IllegalArgumentException with the reason why it is not to be taken
     */
    public static String read(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IllegalArgumentException("it is no file");
        }
        if (!isOfFoldersOwner(file)) {
            throw new IllegalArgumentException("it was written by somebody else than the folder's owner");
        }
        try {
            return new String(PrivateFile.read(file, LONGEST), StandardCharsets.UTF_8);
        } catch (KeyFileException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static boolean isOfFoldersOwner(Path file) throws IOException {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return true;
        }
        Path folder = file.toAbsolutePath().resolveSibling("");
        return owner(file).equals(owner(folder)) && !PrivateFile.isOpenToOthers(folder);
    }

    private static String owner(Path path) throws IOException {
        return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .owner()
                .getName();
    }

    public static void done(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    /** Puts it out of the way, so that it is refused once. */
    public static void refuse(Path file) throws IOException {
        Files.move(file, file.resolveSibling(file.getFileName() + REFUSED));
    }
}
