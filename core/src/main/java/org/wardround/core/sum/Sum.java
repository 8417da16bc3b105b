package org.wardround.core.sum;

import java.util.Objects;
import org.wardround.core.vector.Vector;

/**
 * What a round adds up to: the input of every algorithm's next step.
 *
 * <p>A value comes out as the integer sum, rounded once to the 53 bits of a double, times the segment's power of two. As safe for concurrent
 * reading as its words. {@code toString} shows no values.
 */
public final class Sum {
    private final SumLayout layout;
    private final Words words;
    private final int contributors;

    /**
     * @param words of the layout's length
     * @param contributors how many sites are in it, from 0 (a sum of nobody) to the layout's limit
     */
    public Sum(SumLayout layout, Words words, int contributors) {
        if (layout.length() != words.length()) {
            throw new IllegalArgumentException(
                    "the layout has %d values, the words are %d".formatted(layout.length(), words.length()));
        }
        if (contributors < 0) {
            throw new IllegalArgumentException("a sum has 0 contributors or more, got " + contributors);
        }
        layout.requireRoomFor(contributors);
        this.layout = layout;
        this.words = words;
        this.contributors = contributors;
    }

    public SumLayout layout() {
        return layout;
    }

    /** How many sites are in the sum. */
    public int contributors() {
        return contributors;
    }

    /** As they stand in the sum, for who records or tells it. Shared. */
    public Words words() {
        return words;
    }

    /** The only value of a segment of length 1. */
    public double value(String segment) {
        long length = layout.segment(segment).length();
        if (length != 1) {
            throw new IllegalArgumentException("segment '%s' has %d values, not one".formatted(segment, length));
        }
        return values(segment)[0];
    }

    /** All values of a segment that fits memory, in a new array. */
    public double[] values(String segment) {
        int length = Math.toIntExact(layout.segment(segment).length());
        double[] values = new double[length];
        for (int offset = 0; offset < length; offset += Vector.BLOCK) {
            decode(segment, offset, values, offset, Math.min(Vector.BLOCK, length - offset));
        }
        return values;
    }

    /**
     * Copies {@code count} values of a segment, from {@code offset} within it, to the front of {@code target}; {@code count} is at most
     * {@link Vector#BLOCK}.
     */
    public void read(String segment, long offset, double[] target, int count) {
        Objects.checkFromIndexSize(offset, count, layout.segment(segment).length());
        decode(segment, offset, target, 0, count);
    }

    private void decode(String segment, long offset, double[] target, int to, int count) {
        int index = layout.indexOf(segment);
        long[] block = new long[count];
        words.read(layout.start(index) + offset, block, count);
        double unit = 1 / layout.scale(index);
        for (int i = 0; i < count; i++) {
            target[to + i] = block[i] * unit;
        }
    }

    /** Shows the layout and the number of sites, never values. */
    @Override
    public String toString() {
        return "Sum[%d values of %d sites]".formatted(layout.length(), contributors);
    }
}
