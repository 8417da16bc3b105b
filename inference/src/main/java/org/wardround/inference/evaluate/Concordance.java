package org.wardround.inference.evaluate;

import java.util.Arrays;
import org.wardround.inference.estimate.Estimate;

/**
 * Harrell's concordance: among comparable pairs the share in which the higher score had the earlier event; equal scores count half. A pair is
 * comparable if the shorter time is an event, or if the times are equal and exactly one is an event, which then counts as the earlier (the rule
 * of lifelines). Takes O(n log n).
 *
 * @see <a href="https://doi.org/10.1002/(SICI)1097-0258(19960229)15:4%3C361::AID-SIM168%3E3.0.CO;2-4">Harrell, Lee and Mark 1996</a>
 */
public final class Concordance {
    private final double[] times;
    private final double[] events;
    private final int[] ranks;
    private final int[] order;
    private final double[] won;
    private final double[] comparable;
    private double leadingEvents;

    private Concordance(double[] times, double[] events, double[] scores) {
        this.times = times;
        this.events = events;
        this.ranks = ranks(scores);
        this.order = sorted(times);
        this.won = new double[times.length];
        this.comparable = new double[times.length];
    }

    /**
     * For each row its pairs.
     *
     * @param won rightly ordered pairs that the row is in, equal scores half
     * @param comparable comparable pairs that it is in
     * @param leadingEvents how many rows are the earlier end of a pair
     */
    public record Pairs(double[] won, double[] comparable, double leadingEvents) {}

    /** Concordance over all pairs of the rows, whatever their site; every row is a patient of its own. */
    public static Estimate allPairs(double[] times, double[] events, double[] scores) {
        int[] patients = new int[times.length];
        Arrays.setAll(patients, row -> row);
        return allPairs(new ScoredRows(1, scores, times, events, patients));
    }

    /** Concordance over all pairs of rows; the interval treats the rows of a patient together. */
    public static Estimate allPairs(ScoredRows rows) {
        return PairSums.of(rows)
                .estimate(Arrays.stream(rows.patients()).distinct().count());
    }

    /** The pairs of each row. Arrays are of one length; events are 1 or 0; a higher score says an earlier event. */
    public static Pairs pairs(double[] times, double[] events, double[] scores) {
        Concordance concordance = new Concordance(times, events, scores);
        concordance.countLater();
        concordance.countEarlier();
        return new Pairs(concordance.won, concordance.comparable, concordance.leadingEvents);
    }

    /** Won and comparable pairs summed over the rows of each patient, in order of the patients' numbers. */
    public static double[][] byPatient(Pairs pairs, int[] patients) {
        int[] distinct = Arrays.stream(patients).distinct().sorted().toArray();
        double[][] sums = new double[2][distinct.length];
        for (int row = 0; row < patients.length; row++) {
            int patient = Arrays.binarySearch(distinct, patients[row]);
            sums[0][patient] += pairs.won()[row];
            sums[1][patient] += pairs.comparable()[row];
        }
        return sums;
    }

    /** Each event against the rows that end later; from the last time back. */
    private void countLater() {
        RankCounts later = new RankCounts(times.length);
        int end = order.length;
        while (end > 0) {
            int start = startOfTie(end);
            insert(later, start, end, 0);
            for (int i = start; i < end; i++) {
                int row = order[i];
                if (events[row] == 1 && later.total() > 0) {
                    leadingEvents++;
                    comparable[row] += later.total();
                    won[row] += later.below(ranks[row]) + later.at(ranks[row]) / 2;
                }
            }
            insert(later, start, end, 1);
            end = start;
        }
    }

    /** Each row against the events that come before it; from the first time on. */
    private void countEarlier() {
        RankCounts earlier = new RankCounts(times.length);
        int start = 0;
        while (start < order.length) {
            int end = endOfTie(start);
            count(earlier, start, end, 1);
            insert(earlier, start, end, 1);
            count(earlier, start, end, 0);
            start = end;
        }
    }

    private void count(RankCounts earlier, int start, int end, double event) {
        for (int i = start; i < end; i++) {
            int row = order[i];
            if (events[row] == event) {
                comparable[row] += earlier.total();
                won[row] += earlier.total() - earlier.below(ranks[row]) - earlier.at(ranks[row]) / 2;
            }
        }
    }

    private void insert(RankCounts counts, int start, int end, double event) {
        for (int i = start; i < end; i++) {
            if (events[order[i]] == event) {
                counts.add(ranks[order[i]]);
            }
        }
    }

    private int startOfTie(int end) {
        int start = end - 1;
        while (start > 0 && times[order[start - 1]] == times[order[end - 1]]) {
            start--;
        }
        return start;
    }

    private int endOfTie(int start) {
        int end = start + 1;
        while (end < order.length && times[order[end]] == times[order[start]]) {
            end++;
        }
        return end;
    }

    private static int[] sorted(double[] values) {
        Integer[] boxed = new Integer[values.length];
        Arrays.setAll(boxed, i -> i);
        Arrays.sort(boxed, (i, j) -> Double.compare(values[i], values[j]));
        return Arrays.stream(boxed).mapToInt(Integer::intValue).toArray();
    }

    /** Equal scores share a rank; ranks start at 0. */
    private static int[] ranks(double[] scores) {
        int[] ranks = new int[scores.length];
        int[] sorted = sorted(scores);
        int rank = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i > 0 && scores[sorted[i]] != scores[sorted[i - 1]]) {
                rank++;
            }
            ranks[sorted[i]] = rank;
        }
        return ranks;
    }
}
