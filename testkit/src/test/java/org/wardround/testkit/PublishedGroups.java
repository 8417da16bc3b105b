package org.wardround.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.wardround.core.random.SeededStream;

/**
 * Groups of patients whose numbers were printed, and who adds and subtracts them in all ways that can be tried: elimination from many starting points finds combinations of few patients, as one looks for short words of a code (Prange 1962). Knows more than any
 * attacker: who is in which group. Written for tests, apart from what it tests.
 */
final class PublishedGroups {
    private static final long PRIME = 1_000_000_007;
    private static final int TRIES = 40;

    private final int patients;
    private final List<BitSet> groups = new ArrayList<>();
    /** Of each release, where its groups end. */
    private final List<Integer> ends = new ArrayList<>();

    PublishedGroups(int patients) {
        this.patients = patients;
    }

    /** The number of a cohort's patients is printed, and percentages of it, with two decimals, that are in each of its parts: numbers, again. */
    void release(BitSet cohort, List<BitSet> parts) {
        groups.add(cohort);
        for (BitSet part : parts) {
            double percentage = Math.rint(10_000.0 * part.cardinality() / cohort.cardinality()) / 100;
            if (Math.rint(percentage * cohort.cardinality() / 100) != part.cardinality()) {
                throw new AssertionError("a percentage of so many patients gives no number");
            }
            groups.add(part);
        }
        ends.add(groups.size());
    }

    /** Sets of fewer patients than {@code minimum} of whom something follows. @param alone whether that from a single release counts */
    List<BitSet> derived(SeededStream random, int minimum, boolean alone) {
        Map<List<Integer>, BitSet> alike = new HashMap<>();
        for (int patient = 0; patient < patients; patient++) {
            int one = patient;
            List<Integer> in = IntStream.range(0, groups.size())
                    .filter(group -> groups.get(group).get(one))
                    .boxed()
                    .toList();
            alike.computeIfAbsent(in, unseen -> new BitSet()).set(patient);
        }
        alike.remove(List.of());
        List<Map.Entry<List<Integer>, BitSet>> classes = new ArrayList<>(alike.entrySet());
        List<BitSet> found = new ArrayList<>();
        for (int trial = 0; trial < TRIES && found.isEmpty(); trial++) {
            order(classes, random, trial);
            long[][] released = rows(classes);
            eliminated(released).forEach(row -> {
                BitSet told = new BitSet();
                for (int i = 0; i < row.length; i++) {
                    if (row[i] != 0) {
                        told.or(classes.get(i).getValue());
                    }
                }
                if (told.cardinality() < minimum && (alone || !followsAlone(row, released))) {
                    found.add(told);
                }
            });
        }
        return found;
    }

    /** At first the largest classes come first, then by chance, the larger the likelier. */
    private static void order(List<Map.Entry<List<Integer>, BitSet>> classes, SeededStream random, int trial) {
        Map<BitSet, Double> place = new HashMap<>();
        classes.sort(Comparator.comparingInt(entry -> entry.getValue().nextSetBit(0)));
        for (Map.Entry<List<Integer>, BitSet> entry : classes) {
            double chance = trial == 0 ? 1 : random.nextInt(1 << 20) / (double) (1 << 20);
            place.put(entry.getValue(), -chance * entry.getValue().cardinality());
        }
        classes.sort(Comparator.comparingDouble(entry -> place.get(entry.getValue())));
    }

    /** One a group: who is in it. */
    private long[][] rows(List<Map.Entry<List<Integer>, BitSet>> classes) {
        long[][] rows = new long[groups.size()][classes.size()];
        for (int i = 0; i < classes.size(); i++) {
            for (int group : classes.get(i).getKey()) {
                rows[group][i] = 1;
            }
        }
        return rows;
    }

    private boolean followsAlone(long[] row, long[][] released) {
        int start = 0;
        for (int end : ends) {
            long[][] own = Arrays.copyOfRange(released, start, end);
            long[][] with = Arrays.copyOf(own, own.length + 1);
            with[own.length] = row;
            if (eliminated(own).size() == eliminated(with).size()) {
                return true;
            }
            start = end;
        }
        return false;
    }

    /** Rows of the reduced echelon form of copies. */
    static List<long[]> eliminated(long[][] given) {
        long[][] rows = Arrays.stream(given).map(long[]::clone).toArray(long[][]::new);
        int columns = rows.length == 0 ? 0 : rows[0].length;
        int next = 0;
        for (int column = 0; column < columns && next < rows.length; column++) {
            int pivot = next;
            while (pivot < rows.length && rows[pivot][column] == 0) {
                pivot++;
            }
            if (pivot == rows.length) {
                continue;
            }
            long[] lead = rows[pivot];
            rows[pivot] = rows[next];
            rows[next] = lead;
            long inverse = power(lead[column], PRIME - 2);
            for (int i = column; i < lead.length; i++) {
                lead[i] = lead[i] * inverse % PRIME;
            }
            for (int row = 0; row < rows.length; row++) {
                long factor = rows[row][column];
                for (int i = column; row != next && factor != 0 && i < lead.length; i++) {
                    rows[row][i] = (rows[row][i] + (PRIME - factor) * lead[i]) % PRIME;
                }
            }
            next++;
        }
        return List.of(rows).subList(0, next);
    }

    private static long power(long base, long exponent) {
        long result = 1;
        for (long square = base, left = exponent; left > 0; left >>= 1, square = square * square % PRIME) {
            if ((left & 1) == 1) {
                result = result * square % PRIME;
            }
        }
        return result;
    }
}
