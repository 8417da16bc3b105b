package org.wardround.core.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.wardround.core.error.ErrorCode;
import org.wardround.core.error.FederationException;
import org.wardround.core.identity.Sha256;

/**
 * A file that grows until it is whole. What is there already is read once, for the digest. {@code announced} is null for a content that is made here.
 *
 * <p>One writer of a file follows another: each waits for the one before it, which ends at its next block, and opens the file only then. All waiting and reading is
 * under the writers' own locks, from the later to the earlier, so that the store goes on with other contents meanwhile.
 */
final class FileStaged implements Staged {
    private static final String ROOM = "%d more bytes";

    private final FileBlobStore store;
    private final Path file;
    private final @Nullable Sha256 announced;
    private final long length;
    private final MessageDigest digest = Sha256.newDigest();
    private @Nullable FileStaged earlier;
    private @Nullable FileChannel channel;
    private long offset;
    private volatile boolean ending;

    /** A writer that has yet to {@link #begin}. {@code earlier} is the writer of the same file that it takes over from, if there is one. */
    FileStaged(FileBlobStore store, Path file, @Nullable Sha256 announced, long length, @Nullable FileStaged earlier) {
        this.store = store;
        this.file = file;
        this.announced = announced;
        this.length = length;
        this.earlier = earlier;
    }

    /** Waits until the earlier writer is done with the file. */
    synchronized void takeOver() {
        FileStaged before = earlier;
        if (before != null) {
            before.close();
            earlier = null;
        }
    }

    /** Opens the file and reads what is there. */
    synchronized void begin() {
        requireNotEnding();
        try {
            FileChannel opened = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            channel = opened;
            readWhatIsThere(opened);
            requireRoom();
        } catch (IOException e) {
            throw StorageFailure.failed("stage a content in", file.toString(), e);
        }
    }

    private void readWhatIsThere(FileChannel opened) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BlobStore.BLOCK_BYTES);
        while (opened.read(block) >= 0) {
            requireNotEnding();
            offset += block.position();
            digest.update(block.flip());
            block.clear();
        }
    }

    private void requireRoom() {
        long missing = length - offset;
        if (missing > Folders.parent(file).toFile().getUsableSpace()) {
            throw StorageFailure.full(ROOM.formatted(missing), file.toString());
        }
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public synchronized long offset() {
        return offset;
    }

    @Override
    public synchronized void append(byte[] bytes, int count) {
        Objects.checkFromIndexSize(0, count, bytes.length);
        FileChannel open = requireOpen();
        Objects.checkFromIndexSize(offset, count, length);
        ByteBuffer block = ByteBuffer.wrap(bytes, 0, count);
        try {
            while (block.hasRemaining()) {
                open.write(block);
            }
        } catch (IOException e) {
            boolean full = Folders.parent(file).toFile().getUsableSpace() < count;
            close();
            throw full
                    ? StorageFailure.full(ROOM.formatted(count), file.toString())
                    : StorageFailure.failed("write to", file.toString(), e);
        }
        digest.update(bytes, 0, count);
        offset += count;
    }

    @Override
    public synchronized Blob finish() {
        FileChannel open = requireOpen();
        if (offset != length) {
            throw new IllegalStateException("%d of %d bytes were written".formatted(offset, length));
        }
        Sha256 found = Sha256.finish(digest);
        if (announced != null && !announced.equals(found)) {
            discard();
            throw new FederationException(
                    ErrorCode.DIGEST_MISMATCH,
                    "the %d bytes have SHA-256 %s, announced was %s: they are thrown away, send them again"
                            .formatted(length, found, announced));
        }
        keep(open, found);
        return store.find(found)
                .orElseThrow(() -> new IllegalStateException("the content %s was deleted meanwhile".formatted(found)));
    }

    private void keep(FileChannel open, Sha256 found) {
        try {
            open.force(true);
        } catch (IOException e) {
            // What the system failed to force to disk it may forget: the next writer starts again.
            release();
            delete();
            throw StorageFailure.failed("force to disk", file.toString(), e);
        }
        try {
            store.keep(file, found);
        } finally {
            release();
        }
    }

    @Override
    public synchronized void discard() {
        requireOpen();
        release();
        delete();
    }

    @Override
    public void close() {
        // Before the lock is had: whoever holds it may be reading gigabytes.
        ending = true;
        synchronized (this) {
            takeOver();
            boolean open = isOpen();
            release();
            if (open && announced == null) {
                delete();
            }
        }
    }

    private boolean isOpen() {
        return channel != null && channel.isOpen();
    }

    private void release() {
        store.forget(file, this);
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw StorageFailure.failed("close", file.toString(), e);
        }
    }

    private void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw StorageFailure.failed("delete", file.toString(), e);
        }
    }

    private FileChannel requireOpen() {
        FileChannel open = channel;
        if (open == null || !open.isOpen()) {
            throw over();
        }
        return open;
    }

    private void requireNotEnding() {
        if (ending) {
            throw over();
        }
    }

    private IllegalStateException over() {
        return new IllegalStateException(
                "the writer of %s is closed, or another one has staged the same content since".formatted(file));
    }
}
