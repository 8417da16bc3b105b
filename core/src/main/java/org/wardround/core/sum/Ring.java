package org.wardround.core.sum;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The integers in which words are added and masked: modulo 2^64 or modulo 2^32. */
public enum Ring {
    BITS_64(Long.BYTES),
    /** Half the bytes, for large models. A word's value is its low 32 bits. */
    BITS_32(Integer.BYTES);

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW_HALF = 0xFFFF_FFFFL;

    private final int wordBytes;

    Ring(int wordBytes) {
        this.wordBytes = wordBytes;
    }

    /** Bytes of a word on its way and where it is kept. */
    public int wordBytes() {
        return wordBytes;
    }

    /** Bits of a word. */
    public int bits() {
        return wordBytes * Byte.SIZE;
    }

    /** The bits that a sum may fill: all but the sign and one for rounding. */
    int usableBits() {
        return bits() - 2;
    }

    /** The one form of a word in this ring: in that of 32 bits its low half with its sign. */
    public long reduce(long word) {
        return this == BITS_64 ? word : (int) word;
    }

    /** Puts words to the front of {@code bytes}, little-endian, each reduced: {@code count} words from the front of {@code words}. */
    public void write(long[] words, int count, byte[] bytes) {
        ByteBuffer target = ByteBuffer.wrap(bytes, 0, count * wordBytes).order(ByteOrder.LITTLE_ENDIAN);
        if (this == BITS_64) {
            target.asLongBuffer().put(words, 0, count);
            return;
        }
        // Two at a time are twice as fast.
        int pairs = count & ~1;
        for (int i = 0; i < pairs; i += 2) {
            LONGS.set(bytes, i << 2, words[i] & LOW_HALF | words[i + 1] << Integer.SIZE);
        }
        if (pairs < count) {
            target.putInt(pairs << 2, (int) words[pairs]);
        }
    }

    /** Takes {@code count} words from the front of {@code bytes}, as {@link #write} puts them, to {@code target} from place {@code to} on. */
    public void read(byte[] bytes, int count, long[] target, int to) {
        ByteBuffer source = ByteBuffer.wrap(bytes, 0, count * wordBytes).order(ByteOrder.LITTLE_ENDIAN);
        if (this == BITS_64) {
            source.asLongBuffer().get(target, to, count);
            return;
        }
        int pairs = count & ~1;
        for (int i = 0; i < pairs; i += 2) {
            long pair = (long) LONGS.get(bytes, i << 2);
            target[to + i] = (int) pair;
            target[to + i + 1] = pair >> Integer.SIZE;
        }
        if (pairs < count) {
            target[to + pairs] = source.getInt(pairs << 2);
        }
    }
}
