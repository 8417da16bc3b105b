package org.wardround.inference.regression.question;

import org.wardround.core.sum.Sum;

/** Reads a sum's segments by name: of the whole sum, or of the part that answers one question among several. */
@FunctionalInterface
public interface SumReader {
    /** A segment's values, in a new array. */
    double[] values(String segment);

    static SumReader of(Sum sum) {
        return sum::values;
    }

    /** The part of a {@link Joined} question's sum that answers the one at {@code position}. */
    default SumReader part(int position) {
        return segment -> values(Joined.prefix(position) + segment);
    }
}
