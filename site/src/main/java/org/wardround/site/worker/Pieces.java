package org.wardround.site.worker;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.wardround.core.sum.Words;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.Vector;

/** Large contents in pieces of bytes: numbers little-endian, eight bytes each. */
interface Pieces {
    /** Of the whole, in bytes. */
    long length();

    /** @param offset in bytes, a multiple of eight unless this is text */
    byte[] read(long offset, int count);

    static Pieces of(byte[] bytes) {
        return new Pieces() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public byte[] read(long offset, int count) {
                return java.util.Arrays.copyOfRange(bytes, (int) offset, (int) offset + count);
            }
        };
    }

    static Pieces of(Vector vector) {
        return new Pieces() {
            @Override
            public long length() {
                return vector.length() * Double.BYTES;
            }

            @Override
            public byte[] read(long offset, int count) {
                double[] values = new double[count / Double.BYTES];
                vector.read(offset / Double.BYTES, values, values.length);
                ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asDoubleBuffer().put(values);
                return bytes.array();
            }
        };
    }

    static Pieces of(Words words) {
        int size = words.ring().wordBytes();
        return new Pieces() {
            @Override
            public long length() {
                return words.bytes();
            }

            @Override
            public byte[] read(long offset, int count) {
                long[] values = new long[count / size];
                words.read(offset / size, values, values.length);
                byte[] bytes = new byte[count];
                words.ring().write(values, values.length, bytes);
                return bytes;
            }
        };
    }

    static Vector vector(byte[] bytes) {
        double[] values = new double[bytes.length / Double.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
        return ArrayVector.owning(values);
    }

    /** How many bytes the piece at {@code offset} has. */
    default int count(long offset) {
        return (int) Math.min(Frames.PIECE_BYTES, length() - offset);
    }
}
