package org.wardround.core.storage;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import org.wardround.core.identity.Sha256;

/** A content in an open file. A thread that is interrupted while it reads closes it for all, as {@link FileChannel} does. */
final class FileBlob implements Blob {
    private final Path file;
    private final FileChannel channel;
    private final Sha256 digest;
    private final long length;

    private FileBlob(Path file, FileChannel channel, Sha256 digest) throws IOException {
        this.file = file;
        this.channel = channel;
        this.digest = digest;
        this.length = channel.size();
    }

    static Optional<Blob> open(Path file, Sha256 digest) {
        try {
            return Optional.of(new FileBlob(file, FileChannel.open(file, StandardOpenOption.READ), digest));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw StorageFailure.failed("open", file.toString(), e);
        }
    }

    @Override
    public Sha256 digest() {
        return digest;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void read(long offset, byte[] target, int count) {
        Objects.checkFromIndexSize(offset, count, length);
        ByteBuffer bytes = ByteBuffer.wrap(target, 0, count);
        try {
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, offset + bytes.position()) < 0) {
                    throw new EOFException("it has become shorter than %d bytes".formatted(length));
                }
            }
        } catch (IOException e) {
            throw StorageFailure.failed("read", file.toString(), e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw StorageFailure.failed("close", file.toString(), e);
        }
    }
}
