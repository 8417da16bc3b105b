package org.wardround.inference.statistics;

import org.wardround.core.sum.Segment;

/** Declared bounds of sums over patients. */
final class Bounds {
    private Bounds() {}

    /** The exponent that bounds a sum over the tally's patients of values of at most {@code magnitude} each. */
    static int exponent(double magnitude, Tally tally) {
        return Segment.exponentFor(magnitude * Math.max(1, tally.total().patients(0)));
    }
}
