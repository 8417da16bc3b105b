package org.wardround.core.vector;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A vector in one or more files, as little-endian 64-bit floats without a header: the concatenated files have the SHA-256 that
 * {@link VectorDigest} gives.
 *
 * <p>Each read copies from the files; memory does not grow with the vector. Safe for concurrent reading, but a thread that is interrupted while it
 * reads closes the file for all, as {@link FileChannel} does. The files must not change while the vector is open. A failure to read throws
 * {@link UncheckedIOException} with the file's name. {@code toString} shows the length alone.
 */
public final class FileVector implements Vector, AutoCloseable {
    private static final int CHUNK = 8192;

    private final List<Segment> segments;
    private final long[] starts;

    FileVector(List<Segment> segments) {
        this.segments = List.copyOf(segments);
        this.starts = new long[segments.size() + 1];
        for (int i = 0; i < segments.size(); i++) {
            starts[i + 1] = Math.addExact(starts[i], segments.get(i).length());
        }
    }

    /** One file of a vector and how many values it holds. */
    record Segment(Path file, FileChannel channel, long length) {}

    /** Opens existing files, front to back; the size of each is a multiple of 8 bytes. */
    public static FileVector open(List<Path> files) {
        List<Segment> segments = new ArrayList<>();
        try {
            for (Path file : files) {
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                segments.add(new Segment(file, channel, channel.size() / Double.BYTES));
                if (channel.size() % Double.BYTES != 0) {
                    throw new IOException("%s has %d bytes, which is no whole number of 64-bit floats"
                            .formatted(file, channel.size()));
                }
            }
        } catch (IOException e) {
            closeAll(segments);
            throw new UncheckedIOException("can't open a vector: " + e.getMessage(), e);
        }
        return new FileVector(segments);
    }

    @Override
    public long length() {
        return starts[segments.size()];
    }

    @Override
    public void read(long offset, double[] target, int count) {
        Objects.checkFromIndexSize(offset, count, length());
        Objects.checkFromIndexSize(0, count, target.length);
        ByteBuffer bytes = buffer(count);
        int done = 0;
        while (done < count) {
            int index = indexAt(offset + done);
            int piece = (int) Math.min(Math.min(count - done, CHUNK), starts[index + 1] - offset - done);
            readFully(
                    segments.get(index),
                    offset + done - starts[index],
                    bytes.clear().limit(piece * Double.BYTES));
            bytes.flip().asDoubleBuffer().get(target, done, piece);
            done += piece;
        }
    }

    /** Room for {@code count} values, or for a chunk of them. */
    static ByteBuffer buffer(int count) {
        return ByteBuffer.allocate(Math.min(count, CHUNK) * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    private int indexAt(long position) {
        int index = Arrays.binarySearch(starts, position);
        if (index < 0) {
            return -index - 2;
        }
        // An empty file starts where the next one starts.
        while (starts[index + 1] == position) {
            index++;
        }
        return index;
    }

    private static void readFully(Segment segment, long position, ByteBuffer bytes) {
        long start = position * Double.BYTES;
        try {
            while (bytes.hasRemaining()) {
                if (segment.channel.read(bytes, start + bytes.position()) < 0) {
                    throw new EOFException(
                            "%s has become shorter than %d values".formatted(segment.file, segment.length));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't read %s: %s".formatted(segment.file, e), e);
        }
    }

    /** Closes the files, which stay. */
    @Override
    public void close() {
        closeAll(segments);
    }

    static void closeAll(List<Segment> segments) {
        for (Segment segment : segments) {
            try {
                segment.channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException("can't close %s: %s".formatted(segment.file, e), e);
            }
        }
    }

    @Override
    public String toString() {
        return "FileVector[%d]".formatted(length());
    }
}
