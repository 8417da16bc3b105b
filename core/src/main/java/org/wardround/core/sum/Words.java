package org.wardround.core.sum;

/** A fixed sequence of 64-bit integers modulo 2^64 that is read in blocks of at most {@link org.wardround.core.vector.Vector#BLOCK}. */
public interface Words {
    long length();

    /** Copies {@code count} words from {@code offset} on to the front of {@code target}. */
    void read(long offset, long[] target, int count);

    /** Adds {@code count} words from {@code offset} on to the front of {@code target}, modulo 2^64; {@code target} doubles as no scratch. */
    void addTo(long offset, long[] target, int count);
}
