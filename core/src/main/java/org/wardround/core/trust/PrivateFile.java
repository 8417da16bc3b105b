package org.wardround.core.trust;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.wardround.core.trust.KeyFileException.Reason;

/**
 * Files that only their owner may read, written whole or not at all and on disk when the call returns. Where the file system knows no such
 * permissions (Windows), the folder's rules hold. Stateless.
 */
public final class PrivateFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_FOLDER = PosixFilePermissions.fromString("rwx------");

    private PrivateFile() {}

    /**
     * Writes a file that is not there yet; folders above are made.
     *
     * @throws FileAlreadyExistsException where something stands there
     */
    public static void writeNew(Path file, byte[] content) throws IOException {
        write(file, content, false);
    }

    /** Writes a file or puts it in the place of the one that is there, by one rename. */
    public static void replace(Path file, byte[] content) throws IOException {
        write(file, content, true);
    }

    private static void write(Path file, byte[] content, boolean replaces) throws IOException {
        Path target = file.toAbsolutePath().normalize();
        Path folder = target.resolveSibling("");
        Files.createDirectories(folder);
        Path unfinished = folder.resolve(".%s.%d.unfinished"
                .formatted(target.getFileName(), ProcessHandle.current().pid()));
        Files.deleteIfExists(unfinished);
        try {
            try (SeekableByteChannel channel = Files.newByteChannel(
                    unfinished,
                    Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                    permissions(folder, OWNER_ONLY))) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                if (channel instanceof FileChannel onDisk) {
                    onDisk.force(true);
                }
            }
            if (replaces) {
                Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            } else {
                Files.move(unfinished, target);
            }
            sync(folder);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /**
     * Reads a file that only its owner may read.
     *
     * @param mostBytes a longer file is none of those that are meant
     * @throws KeyFileException where others may read or change it, or it is longer
     */
    public static byte[] read(Path file, int mostBytes) throws IOException {
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(mostBytes + 1);
        }
        if (isOpenToOthers(file)) {
            throw new KeyFileException(
                    Reason.READABLE_BY_OTHERS,
                    file,
                    "others than you may read this private file; take their permission away (chmod 600) and ask who may have"
                            + " copied it");
        }
        if (content.length > mostBytes) {
            throw new KeyFileException(
                    Reason.MALFORMED, file, "is longer than %d bytes; is it the right file?".formatted(mostBytes));
        }
        return content;
    }

    /** Makes a folder that only its owner may enter; those above it are made as usual, and one that is there is left as it is. */
    public static void createFolder(Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath().normalize();
        Path above = absolute.resolveSibling("");
        Files.createDirectories(above);
        try {
            Files.createDirectory(absolute, permissions(above, OWNER_FOLDER));
            sync(above);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(absolute)) {
                throw e;
            }
        }
    }

    /** Forces a change of names in a folder to disk, where the system can do that. */
    public static void sync(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Some systems can't open a folder; they write names through.
        }
    }

    /** Whether anybody but its owner may read or change the file, as far as the file system tells. */
    public static boolean isOpenToOthers(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) {
            return false;
        }
        Set<PosixFilePermission> others = EnumSet.noneOf(PosixFilePermission.class);
        others.addAll(view.readAttributes().permissions());
        others.removeAll(EnumSet.of(
                PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));
        return !others.isEmpty();
    }

    private static FileAttribute<?>[] permissions(Path folder, Set<PosixFilePermission> granted) {
        boolean known = Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null;
        return known ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(granted)} : new FileAttribute<?>[0];
    }
}
