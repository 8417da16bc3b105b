package org.wardround.privacy.cohort;

import java.util.HashMap;
import java.util.Map;

/** Numbers pairs of small numbers from 0, in the order in which they are first met. Not thread-safe. */
final class PairNumbers {
    private static final int LARGEST_TABLE = 1 << 22;

    private final long seconds;
    /** One more than each pair's number; empty where there could be too many pairs. */
    private final int[] table;

    private final Map<Long, Integer> numbers = new HashMap<>();
    private int count;

    /** @param firsts above all first numbers. @param seconds above all second numbers */
    PairNumbers(int firsts, int seconds) {
        this.seconds = seconds;
        long pairs = (long) firsts * seconds;
        this.table = new int[pairs <= LARGEST_TABLE ? (int) pairs : 0];
    }

    /** A pair that is new has the number that {@link #count} was before. */
    int of(int first, int second) {
        long pair = first * seconds + second;
        if (table.length == 0) {
            return numbers.computeIfAbsent(pair, unseen -> count++);
        }
        if (table[(int) pair] == 0) {
            table[(int) pair] = ++count;
        }
        return table[(int) pair] - 1;
    }

    int count() {
        return count;
    }
}
