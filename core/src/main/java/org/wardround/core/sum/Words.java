package org.wardround.core.sum;

/**
 * A fixed sequence of integers of a {@link Ring} that is read in blocks; an array, a file, or computed when read.
 *
 * <p>{@code count} is at most {@link org.wardround.core.vector.Vector#BLOCK} and {@code offset + count} at most {@link #length()}; what lies
 * beyond throws {@link IndexOutOfBoundsException}. {@code target} is not written beyond its first {@code count} places.
 */
public interface Words {
    long length();

    /** In which they are added; each read gives them reduced, each in a long. */
    default Ring ring() {
        return Ring.BITS_64;
    }

    /** How many bytes they are on their way. */
    default long bytes() {
        return Math.multiplyExact(length(), (long) ring().wordBytes());
    }

    /** Copies {@code count} words from {@code offset} on to the front of {@code target}. */
    void read(long offset, long[] target, int count);

    /** Adds {@code count} words from {@code offset} on to those at the front of {@code target}, modulo 2^64; the caller reduces. */
    void addTo(long offset, long[] target, int count);
}
