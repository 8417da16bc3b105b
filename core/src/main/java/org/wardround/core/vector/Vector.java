package org.wardround.core.vector;

/**
 * A fixed sequence of doubles that is read in blocks; an array, or files too large for memory. Immutable once handed out, so safe for
 * concurrent reading.
 */
public interface Vector {
    /** How many values a block holds at most: 512 KiB. */
    int BLOCK = 65_536;

    long length();

    /**
     * Copies {@code count} values from {@code offset} on to the front of {@code target}.
     *
     * @param offset 0-based; {@code offset + count} beyond {@link #length()} throws {@link IndexOutOfBoundsException}
     * @param count at most {@link #BLOCK}
     */
    void read(long offset, double[] target, int count);

    /** All values in a new array, for a trainer of a model that fits. */
    default double[] toArray() {
        double[] all = new double[Math.toIntExact(length())];
        double[] block = new double[Math.min(BLOCK, all.length)];
        for (int offset = 0; offset < all.length; offset += block.length) {
            int count = Math.min(block.length, all.length - offset);
            read(offset, block, count);
            System.arraycopy(block, 0, all, offset, count);
        }
        return all;
    }
}
