package org.wardround.data.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Numbers that stand for "missing": usual ones, and only where they stand far from all other values. */
final class Sentinels {
    private static final double[] HIGH = {9, 99, 999, 9999, 99999, 8, 88, 888, 8888};
    private static final double[] LOW = {-1, -9, -99, -999, -9999, 0};
    private static final int FEW = 10;

    private Sentinels() {}

    /** Those among the values. The largest and the smallest are asked again after one was found, so that 888 and 999 are both seen. */
    static List<Double> in(double[] sorted) {
        List<Double> found = new ArrayList<>();
        double[] rest = sorted;
        while (rest.length > 0) {
            double highest = rest[rest.length - 1];
            double lowest = rest[0];
            double[] belowHighest = without(rest, highest);
            double[] aboveLowest = without(rest, lowest);
            if (contains(HIGH, highest) && isApart(belowHighest, highest - last(belowHighest))) {
                found.add(highest);
                rest = belowHighest;
            } else if (contains(LOW, lowest)
                    && isApart(aboveLowest, first(aboveLowest) - lowest)
                    && (lowest < 0 || distinct(aboveLowest) > FEW)) {
                found.add(lowest);
                rest = aboveLowest;
            } else {
                return found;
            }
        }
        return found;
    }

    /** Whether the gap is larger than the spread of the other values: between their quartiles, or, of few different ones, from end to end. */
    private static boolean isApart(double[] others, double gap) {
        if (others.length == 0) {
            return false;
        }
        double spread = distinct(others) > FEW
                ? others[others.length * 3 / 4] - others[others.length / 4]
                : last(others) - first(others);
        return gap > Math.max(spread, 1);
    }

    private static double[] without(double[] values, double value) {
        return Arrays.stream(values).filter(other -> other != value).toArray();
    }

    private static long distinct(double[] values) {
        return Arrays.stream(values).distinct().count();
    }

    private static boolean contains(double[] values, double value) {
        return Arrays.stream(values).anyMatch(other -> other == value);
    }

    private static double first(double[] values) {
        return values.length == 0 ? Double.NaN : values[0];
    }

    private static double last(double[] values) {
        return values.length == 0 ? Double.NaN : values[values.length - 1];
    }
}
