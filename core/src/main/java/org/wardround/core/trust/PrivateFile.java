package org.wardround.core.trust;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Files that only their owner may read, written whole or not at all and on disk when the call returns. Where the file system knows no such
 * permissions (Windows), the folder's rules hold.
 */
final class PrivateFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private PrivateFile() {}

    /** @throws java.nio.file.FileAlreadyExistsException where something stands there */
    static void writeNew(Path file, byte[] content) throws IOException {
        Path target = file.toAbsolutePath().normalize();
        Path folder = target.resolveSibling("");
        Files.createDirectories(folder);
        Path unfinished = folder.resolve(".%s.%d.unfinished"
                .formatted(target.getFileName(), ProcessHandle.current().pid()));
        Files.deleteIfExists(unfinished);
        try {
            try (SeekableByteChannel channel = Files.newByteChannel(
                    unfinished, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), permissions(folder))) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                if (channel instanceof FileChannel onDisk) {
                    onDisk.force(true);
                }
            }
            Files.move(unfinished, target);
            sync(folder);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Whether anybody but its owner may read or change the file, as far as the file system tells. */
    static boolean isOpenToOthers(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) {
            return false;
        }
        Set<PosixFilePermission> others = EnumSet.copyOf(view.readAttributes().permissions());
        others.removeAll(EnumSet.of(
                PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));
        return !others.isEmpty();
    }

    private static FileAttribute<?>[] permissions(Path folder) {
        boolean known = Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null;
        return known
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    private static void sync(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Some systems can't open a folder; they write names through.
        }
    }
}
