package org.wardround.core.sum;

import java.util.Objects;
import org.wardround.core.vector.Vector;

/** Words in memory. Immutable once handed out, so safe for concurrent reading. {@code toString} shows the length alone. */
public final class ArrayWords implements Words {
    private final long[] words;
    private final Ring ring;

    private ArrayWords(long[] words, Ring ring) {
        this.words = words;
        this.ring = ring;
    }

    /** Takes {@code words} over: the caller must not write to it afterwards. */
    public static ArrayWords owning(long[] words) {
        return owning(words, Ring.BITS_64);
    }

    /** The same in another ring; {@code words} are reduced. */
    public static ArrayWords owning(long[] words, Ring ring) {
        return new ArrayWords(words, ring);
    }

    /** Reads {@code words}, which must fit memory, once. */
    public static ArrayWords copyOf(Words words) {
        long[] all = new long[Math.toIntExact(words.length())];
        long[] block = new long[Math.min(Vector.BLOCK, all.length)];
        for (int offset = 0; offset < all.length; offset += block.length) {
            int count = Math.min(block.length, all.length - offset);
            words.read(offset, block, count);
            System.arraycopy(block, 0, all, offset, count);
        }
        return new ArrayWords(all, words.ring());
    }

    @Override
    public long length() {
        return words.length;
    }

    @Override
    public Ring ring() {
        return ring;
    }

    @Override
    public void read(long offset, long[] target, int count) {
        System.arraycopy(words, Math.toIntExact(offset), target, 0, count);
    }

    @Override
    public void addTo(long offset, long[] target, int count) {
        add(words, Math.toIntExact(offset), target, 0, count);
    }

    /** Adds {@code count} words of {@code source} to those of {@code target}, each from a position of its own. */
    static void add(long[] source, int from, long[] target, int to, int count) {
        Objects.checkFromIndexSize(from, count, source.length);
        Objects.checkFromIndexSize(to, count, target.length);
        // One plain loop over two arrays: the compiler turns it into vector instructions.
        for (int i = 0; i < count; i++) {
            target[to + i] += source[from + i];
        }
    }

    @Override
    public String toString() {
        return "ArrayWords[%d]".formatted(words.length);
    }
}
