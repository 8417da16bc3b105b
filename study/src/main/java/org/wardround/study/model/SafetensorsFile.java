package org.wardround.study.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.wardround.core.model.ModelShape;
import org.wardround.core.model.Tensor;
import org.wardround.core.vector.Vector;
import org.wardround.core.vector.VectorWriter;
import org.wardround.study.problem.Problem;
import org.wardround.study.problem.ProblemsException;

/**
 * Parameters in a safetensors file, as 64-bit floats: eight bytes with the length of the header (little-endian), the header in JSON, the
 * tensors' values one after the other (little-endian, row-major).
 *
 * @see <a href="https://github.com/huggingface/safetensors">the format</a>
 */
public final class SafetensorsFile {
    private static final int LONGEST_HEADER = 1 << 20;
    private static final int BLOCK_BYTES = Vector.BLOCK * Double.BYTES;

    private SafetensorsFile() {}

    /** Writes the parameters, block by block, and has them on disk when it returns. The file must not exist. */
    public static void write(Path path, ModelShape shape, Vector parameters) throws IOException {
        byte[] header = SafetensorsHeader.text(shape).getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(Math.max(BLOCK_BYTES, Long.BYTES + header.length))
                .order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            writeAll(channel, bytes.putLong(header.length).put(header).flip());
            double[] block = new double[Vector.BLOCK];
            for (long offset = 0; offset < parameters.length(); offset += Vector.BLOCK) {
                int count = (int) Math.min(Vector.BLOCK, parameters.length() - offset);
                parameters.read(offset, block, count);
                bytes.clear();
                bytes.asDoubleBuffer().put(block, 0, count);
                writeAll(channel, bytes.limit(count * Double.BYTES));
            }
            channel.force(true);
        }
    }

    /**
     * Reads the parameters of a model of that shape.
     *
     * @throws ProblemsException where the file is missing or damaged, or holds another model's tensors
     */
    public static Vector read(Path path, ModelShape shape, VectorWriter.Factory vectors) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return read(path, channel, shape, vectors);
        } catch (NoSuchFileException e) {
            throw failure(path, "there is no such file; check the path");
        } catch (IOException e) {
            throw failure(path, "the file can't be read: " + e.getMessage());
        }
    }

    private static Vector read(Path path, FileChannel channel, ModelShape shape, VectorWriter.Factory vectors)
            throws IOException {
        byte[] header = header(path, channel);
        long dataStart = Long.BYTES + header.length;
        Map<String, Long> starts = SafetensorsHeader.check(path, header, shape, channel.size() - dataStart);
        VectorWriter writer = vectors.create(shape.parameterCount());
        for (Tensor tensor : shape.tensors()) {
            long start = starts.getOrDefault(tensor.name(), 0L);
            copy(new Source(path, channel, dataStart + start), tensor, writer);
        }
        return writer.finish();
    }

    private static byte[] header(Path path, FileChannel channel) throws IOException {
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        if (channel.size() < Long.BYTES) {
            throw failure(path, "not a safetensors file: it has %d bytes; copy it again".formatted(channel.size()));
        }
        readAll(channel, length, 0);
        long bytes = length.getLong(0);
        if (bytes < 2 || bytes > LONGEST_HEADER || bytes > channel.size() - Long.BYTES) {
            throw failure(
                    path,
                    "not a safetensors file, or damaged: its header can't have %d bytes; copy it again"
                            .formatted(bytes));
        }
        ByteBuffer header = ByteBuffer.allocate((int) bytes);
        readAll(channel, header, Long.BYTES);
        return header.array();
    }

    private record Source(Path path, FileChannel channel, long start) {}

    private static void copy(Source source, Tensor tensor, VectorWriter writer) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.min(BLOCK_BYTES, Math.multiplyExact(tensor.size(), Double.BYTES)))
                .order(ByteOrder.LITTLE_ENDIAN);
        double[] block = new double[bytes.capacity() / Double.BYTES];
        for (int done = 0; done < tensor.size(); done += block.length) {
            int count = Math.min(block.length, tensor.size() - done);
            bytes.clear().limit(count * Double.BYTES);
            readAll(source.channel(), bytes, source.start() + (long) done * Double.BYTES);
            bytes.flip().asDoubleBuffer().get(block, 0, count);
            requireFinite(source.path(), tensor, block, count);
            writer.append(block, count);
        }
    }

    private static void requireFinite(Path path, Tensor tensor, double[] block, int count) {
        for (int i = 0; i < count; i++) {
            if (!Double.isFinite(block[i])) {
                throw failure(
                        path, "the tensor '%s' holds a value that is not a finite number".formatted(tensor.name()));
            }
        }
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static void readAll(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            int read = channel.read(bytes, at);
            if (read < 0) {
                throw new IOException("it ends too early");
            }
            at += read;
        }
    }

    private static ProblemsException failure(Path path, String message) {
        return new ProblemsException(List.of(Problem.error(path, message)));
    }
}
