package org.wardround.core.sum;

import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.Vector;

/**
 * Turns bounded doubles into words of a layout: {@code round(value · 2^f)} with f of the value's segment, to the nearest integer, ties to even.
 *
 * <p>The product with a power of two is exact, so the only error is that of rounding: at most 2^-(f+1). {@link Sum} turns words back. The
 * values must already be within their bounds; it is not checked here.
 */
public final class FixedPoint {
    private FixedPoint() {}

    /**
     * The words of {@code values}, which has the layout's length.
     *
     * @return a view that computes its blocks when they are read
     */
    public static Words encode(SumLayout layout, Vector values) {
        return new EncodedWords(layout, values);
    }

    /** Encodes a small vector at once. */
    public static Words encodeNow(SumLayout layout, double[] values) {
        return ArrayWords.copyOf(encode(layout, ArrayVector.owning(values)));
    }

    /** Rounds the values from {@code from} up to, not including, {@code end} into the same places of {@code target}. */
    static void encode(double scale, double[] values, long[] target, int from, int end) {
        for (int i = from; i < end; i++) {
            target[i] = (long) Math.rint(values[i] * scale);
        }
    }
}
