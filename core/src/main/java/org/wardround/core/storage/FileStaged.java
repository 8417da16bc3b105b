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
 * A file that grows until it is whole. What is there already is read once, for the digest. {@code announced} is null for a content that is made here. Locks keep
 * a writer that takes over from meeting the earlier one in the middle of a write.
 */
final class FileStaged implements Staged {
    private static final String ROOM = "%d more bytes";

    private final FileBlobStore store;
    private final Path file;
    private final FileChannel channel;
    private final @Nullable Sha256 announced;
    private final long length;
    private final MessageDigest digest = Sha256.newDigest();
    private long offset;

    private FileStaged(FileBlobStore store, Path file, FileChannel channel, @Nullable Sha256 announced, long length) {
        this.store = store;
        this.file = file;
        this.channel = channel;
        this.announced = announced;
        this.length = length;
    }

    static FileStaged open(FileBlobStore store, Path file, @Nullable Sha256 announced, long length) {
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileStaged staged = new FileStaged(store, file, channel, announced, length);
            staged.begin();
            return staged;
        } catch (IOException e) {
            throw StorageFailure.failed("stage a content in", file.toString(), e);
        }
    }

    private void begin() throws IOException {
        boolean ready = false;
        try {
            readWhatIsThere();
            requireRoom();
            ready = true;
        } finally {
            if (!ready) {
                channel.close();
            }
        }
    }

    private void readWhatIsThere() throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BlobStore.BLOCK_BYTES);
        while (channel.read(block) >= 0) {
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
        requireOpen();
        Objects.checkFromIndexSize(offset, count, length);
        ByteBuffer block = ByteBuffer.wrap(bytes, 0, count);
        try {
            while (block.hasRemaining()) {
                channel.write(block);
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
        requireOpen();
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
        keep(found);
        return store.find(found)
                .orElseThrow(() -> new IllegalStateException("the content %s was deleted meanwhile".formatted(found)));
    }

    private void keep(Sha256 found) {
        try {
            channel.force(true);
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
    public synchronized void close() {
        boolean open = channel.isOpen();
        release();
        if (open && announced == null) {
            delete();
        }
    }

    private void release() {
        store.forget(file, this);
        try {
            channel.close();
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

    private void requireOpen() {
        if (!channel.isOpen()) {
            throw new IllegalStateException(
                    "the writer of %s is closed, or another one has staged the same content since".formatted(file));
        }
    }
}
