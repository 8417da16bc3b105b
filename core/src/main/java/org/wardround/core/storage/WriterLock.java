package org.wardround.core.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The right to write to a folder or a database, which one process at a time has and which ends with the process. It is a lock on a file whose text says who has
 * it. For the journals and stores themselves. Thread-safe.
 */
public final class WriterLock implements AutoCloseable {
    // Beyond the text, since some systems let nobody read what is locked.
    private static final long LOCKED_BYTE = 1L << 30;
    private static final int MOST_TEXT_BYTES = 200;

    /**
     * The files that this process has locked. On some systems a process loses its lock on a file as soon as it closes any channel to it, so a second store of this
     * process must be refused before it opens the file.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private WriterLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the lock, or throws {@code STORAGE_BUSY} with the name of who has it.
     *
     * @param file made where it is missing, and left behind
     * @param what the store that it protects, as an operator knows it
     */
    public static WriterLock take(Path file, String what) throws IOException {
        Path real = Folders.parent(file).toRealPath().resolve(file.getFileName());
        if (!HELD.add(real)) {
            throw StorageFailure.held(what, "this process");
        }
        boolean taken = false;
        try {
            WriterLock lock = new WriterLock(real, lock(real, what));
            taken = true;
            return lock;
        } finally {
            if (!taken) {
                HELD.remove(real);
            }
        }
    }

    private static FileChannel lock(Path file, String what) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            taken = channel.tryLock(LOCKED_BYTE, 1, false) != null;
            if (!taken) {
                throw StorageFailure.held(what, holder(channel));
            }
            sign(channel);
            return channel;
        } finally {
            if (!taken) {
                channel.close();
            }
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(MOST_TEXT_BYTES);
        channel.read(text, 0);
        return StandardCharsets.UTF_8
                .decode(text.flip())
                .toString()
                .lines()
                .findFirst()
                .orElse("another process");
    }

    private static void sign(FileChannel channel) {
        try {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((thisProcess() + "\n").getBytes(StandardCharsets.UTF_8)), 0);
        } catch (IOException e) {
            // The lock holds without a name, and on a full disk a store must open so that room can be made.
        }
    }

    /** This process, as the operator of another one can find it. */
    public static String thisProcess() {
        // Two containers may each have a process 1; their names differ.
        Optional<String> computer = Stream.of("HOSTNAME", "COMPUTERNAME")
                .map(System::getenv)
                .filter(name -> name != null && !name.isBlank())
                .findFirst();
        return "process %d%s"
                .formatted(
                        ProcessHandle.current().pid(),
                        computer.map(" on "::concat).orElse(""));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw StorageFailure.failed("close", file.toString(), e);
        } finally {
            HELD.remove(file);
        }
    }
}
