package org.wardround.core.vector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Writes a vector into files {@code NAME.0}, {@code NAME.1}, …, all but the last of {@code segmentLength} values. */
final class FileVectorWriter implements VectorWriter, AutoCloseable {
    private final Path name;
    private final long length;
    private final long segmentLength;
    private final List<FileVector.Segment> segments = new ArrayList<>();
    private long written;

    FileVectorWriter(Path name, long length, long segmentLength) {
        this.name = name;
        this.length = length;
        this.segmentLength = segmentLength;
    }

    @Override
    public void append(double[] block, int count) {
        Objects.checkFromIndexSize(0, count, block.length);
        Objects.checkFromIndexSize(written, count, length);
        ByteBuffer bytes = FileVector.buffer(count);
        int capacity = bytes.capacity() / Double.BYTES;
        int done = 0;
        try {
            while (done < count) {
                FileVector.Segment segment = segmentFor(written);
                long left = segment.length() - written % segmentLength;
                int piece = (int) Math.min(Math.min(count - done, capacity), left);
                bytes.clear().asDoubleBuffer().put(block, done, piece);
                writeFully(segment.channel(), bytes.limit(piece * Double.BYTES));
                written += piece;
                done += piece;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't write the vector %s: %s".formatted(name, e), e);
        }
    }

    private FileVector.Segment segmentFor(long position) throws IOException {
        int index = Math.toIntExact(position / segmentLength);
        if (index == segments.size()) {
            Path file = name.resolveSibling(name.getFileName() + "." + index);
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
            segments.add(new FileVector.Segment(file, channel, Math.min(segmentLength, length - position)));
        }
        return segments.get(index);
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public Vector finish() {
        if (written != length) {
            throw new IllegalStateException("%d of %d values were written".formatted(written, length));
        }
        try {
            for (FileVector.Segment segment : segments) {
                segment.channel().force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't write the vector %s: %s".formatted(name, e), e);
        }
        return new FileVector(segments);
    }

    /** Closes the files, also those of a vector that was handed out. */
    @Override
    public void close() {
        FileVector.closeAll(segments);
    }
}
