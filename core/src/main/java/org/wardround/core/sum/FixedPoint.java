package org.wardround.core.sum;

import org.wardround.core.vector.Vector;

/** Turns bounded doubles into words of a layout and back, block by block. */
public final class FixedPoint {
    private FixedPoint() {}

    /**
     * The words of {@code values}, each {@code round(value · 2^f)} with its segment's f. The values must already be within their bounds.
     *
     * @return a view that computes its blocks when they are read
     */
    public static Words encode(SumLayout layout, Vector values) {
        return new EncodedWords(layout, values);
    }

    /** Encodes a small vector at once. */
    public static Words encodeNow(SumLayout layout, double[] values) {
        long[] words = new long[values.length];
        int position = 0;
        for (Segment segment : layout.segments()) {
            double scale = Math.scalb(1.0, layout.fractionBits(segment));
            int end = position + Math.toIntExact(segment.length());
            for (; position < end; position++) {
                words[position] = (long) Math.rint(values[position] * scale);
            }
        }
        return ArrayWords.owning(words);
    }

    /** Rounds the first {@code count} values of one segment into {@code target}. */
    static void encode(double scale, double[] values, long[] target, int from, int count) {
        for (int i = from; i < from + count; i++) {
            target[i] = (long) Math.rint(values[i] * scale);
        }
    }
}
