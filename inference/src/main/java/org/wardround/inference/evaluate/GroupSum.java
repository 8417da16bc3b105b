package org.wardround.inference.evaluate;

import org.wardround.core.sum.Sum;

/** The part of a sum that belongs to one group of rows. */
record GroupSum(Sum sum, int group) {
    static String name(int group, String segment) {
        return "group " + group + " " + segment;
    }

    double[] values(String segment) {
        return sum.values(name(group, segment));
    }

    /** By how much at most any value of a segment is off: each site's has been rounded once. */
    double rounding(String segment) {
        int fractionBits = sum.layout().fractionBits(sum.layout().segment(name(group, segment)));
        return sum.contributors() * Math.scalb(0.5, -fractionBits);
    }

    /** Part {@code index} of a segment that holds several parts of equal length. */
    double[] part(String segment, int index, int length) {
        double[] values = new double[length];
        sum.read(name(group, segment), (long) index * length, values, length);
        return values;
    }
}
