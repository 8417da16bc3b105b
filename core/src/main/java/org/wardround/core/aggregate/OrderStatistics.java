package org.wardround.core.aggregate;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Quantiles that are always one of the values: whoever has few of the values can push a quantile no further than to another's value. */
public final class OrderStatistics {
    private OrderStatistics() {}

    /**
     * The value of rank ⌈quantile · n⌉, counted from 1: for ½ the lower median.
     *
     * @param values at least one, no NaN; not changed
     */
    public static double quantile(double[] values, double quantile) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(quantile * sorted.length * (1 - 0x1.0p-40));
        return sorted[Math.max(rank, 1) - 1];
    }

    /**
     * The smallest value at which the weights of it and all smaller ones reach half of all weight.
     *
     * @param weights one for each value, 0 or above, not all 0
     */
    public static double weightedMedian(double[] values, double[] weights) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted((a, b) -> Double.compare(values[a], values[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        double half = Arrays.stream(order).mapToDouble(i -> weights[i]).sum() / 2;
        double reached = 0;
        for (int i : order) {
            reached += weights[i];
            if (reached >= half && weights[i] > 0) {
                return values[i];
            }
        }
        throw new IllegalArgumentException("a weighted median needs a weight above 0");
    }

    /** Each claim, or {@code times} the lower median of all claims where that is less. */
    public static double[] capped(double[] claims, double times) {
        double cap = times * quantile(claims, 0.5);
        return Arrays.stream(claims).map(claim -> Math.min(claim, cap)).toArray();
    }
}
