package org.wardround.privacy.memory;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.Sha256;
import org.wardround.privacy.cohort.PatientMark;

/**
 * By what a column of a table is known again, whatever it is called, in whatever units it is and whatever range is declared: hashes of how it divides the patients, and of no value. Sums of the same column under two declarations can be turned into each other, so that they must not be
 * known by their words alone. Stateless.
 *
 * <p>Patients stand for themselves by their marks: those with the same value are one class, and what is hashed is all classes. Who has no value is in none and adds to no sum. That is the same after any one-to-one change of the values, such as other units, other names of the levels or a code that is declared as a number, and in
 * whatever order the rows come. Where no two patients have the same value every column would divide them alike; there the order of the values is hashed, in whichever direction, and stays the same under any change that only rises or only falls.
 *
 * <p>Two different columns may have one mark, with a chance of about 2<sup>-64</sup> or where they divide the patients alike. A column made of others, or rounded, divides them otherwise and has another mark.
 */
public final class ColumnMarks {
    private static final byte[] NAME = "wardround/v1/mark\ncolumn\n".getBytes(StandardCharsets.UTF_8);
    private static final int NOBODY = -1;
    private static final int SEVERAL = -2;
    private static final int MISSING = 0;

    private final int[] patients;
    /** For each patient a number that stands for the mark. */
    private final long[] weights;

    private ColumnMarks(int[] patients, long[] weights) {
        this.patients = patients;
        this.weights = weights;
    }

    /**
     * Of every variable, the outcome and the event, over the rows of each side of the split, of several sides together, and over the first row of each patient: over these descriptions add, or what they add can be taken apart into them. A column with one value for all of some rows has no mark there: nothing
     * can be learnt from its sum but the number of rows.
     *
     * @param marks of the table's patients, by their numbers
     * @return each once, ascending, so that their order tells nothing of the columns
     */
    public static List<Sha256> of(Table table, List<PatientMark> marks) {
        ColumnMarks made = new ColumnMarks(
                table.patients(), marks.stream().mapToLong(ColumnMarks::weight).toArray());
        List<int[]> rows = rows(table);
        SortedSet<Sha256> found = new TreeSet<>();
        for (double[] column : columns(table)) {
            int[] classes = classes(column);
            int count = 1 + Arrays.stream(classes).max().orElse(MISSING);
            rows.forEach(some -> made.mark(classes, count, some).ifPresent(found::add));
        }
        return List.copyOf(found);
    }

    /** Also where marks are not random, as in tests, no sum of a few is another one. */
    private static long weight(PatientMark mark) {
        return mixed(mixed(mark.high()) + mark.low());
    }

    /** As in SplitMix64. */
    private static long mixed(long value) {
        long a = value + 0x9E3779B97F4A7C15L;
        a = (a ^ (a >>> 30)) * 0xBF58476D1CE4E5B9L;
        a = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return a ^ (a >>> 31);
    }

    private static List<double[]> columns(Table table) {
        List<double[]> columns = new ArrayList<>(List.of(table.variables()));
        columns.add(table.outcomes());
        columns.add(table.events());
        columns.removeIf(column -> column.length == 0);
        return columns;
    }

    private static List<int[]> rows(Table table) {
        int[] sides = IntStream.range(0, table.rows())
                .map(row -> 1 << table.side(row).ordinal())
                .toArray();
        boolean[] seen = new boolean[table.sides().size()];
        boolean[] first = new boolean[sides.length];
        for (int row = 0; row < sides.length; row++) {
            int patient = table.patients()[row];
            first[row] = !seen[patient];
            seen[patient] = true;
        }
        List<int[]> all = new ArrayList<>();
        for (int wanted = 1; wanted < 1 << Side.values().length; wanted++) {
            int some = wanted;
            add(all, IntStream.range(0, sides.length).filter(row -> (sides[row] & some) != 0));
        }
        add(all, IntStream.range(0, sides.length).filter(row -> first[row]));
        return all;
    }

    private static void add(List<int[]> all, IntStream rows) {
        int[] some = rows.toArray();
        if (all.stream().noneMatch(other -> Arrays.equals(other, some))) {
            all.add(some);
        }
    }

    /** For each row which of the column's values it has, from 1, ascending. */
    private static int[] classes(double[] column) {
        double[] values = Arrays.stream(column)
                .filter(value -> !Double.isNaN(value))
                .map(ColumnMarks::unsigned)
                .sorted()
                .toArray();
        int different = 0;
        for (double value : values) {
            if (different == 0 || value != values[different - 1]) {
                values[different++] = value;
            }
        }
        int[] classes = new int[column.length];
        for (int row = 0; row < classes.length; row++) {
            classes[row] = Double.isNaN(column[row])
                    ? MISSING
                    : 1 + Arrays.binarySearch(values, 0, different, unsigned(column[row]));
        }
        return classes;
    }

    /** Two zeros are one. */
    private static double unsigned(double value) {
        return value + 0.0;
    }

    /** Each class is the sum of its patients' weights, one for each of their rows. */
    private Optional<Sha256> mark(int[] classes, int count, int[] rows) {
        long[] sums = new long[count];
        int[] who = new int[count];
        Arrays.fill(who, NOBODY);
        for (int row : rows) {
            int patient = patients[row];
            int of = classes[row];
            sums[of] += weights[patient];
            who[of] = who[of] == NOBODY || who[of] == patient ? patient : SEVERAL;
        }
        int[] present =
                IntStream.range(1, count).filter(of -> who[of] != NOBODY).toArray();
        if (present.length + (who[MISSING] == NOBODY ? 0 : 1) < 2) {
            return Optional.empty();
        }
        long[] ordered = Arrays.stream(present).mapToLong(of -> sums[of]).toArray();
        if (Arrays.stream(present).anyMatch(of -> who[of] == SEVERAL)) {
            Arrays.sort(ordered);
        } else {
            direct(ordered);
        }
        ByteBuffer bytes = ByteBuffer.allocate(NAME.length + Long.BYTES * ordered.length);
        bytes.put(NAME).asLongBuffer().put(ordered);
        return Optional.of(Sha256.of(bytes.array()));
    }

    /** Turns them round where the last would come before the first. */
    private static void direct(long[] ordered) {
        int last = ordered.length - 1;
        int differ = 0;
        while (differ < last - differ && ordered[differ] == ordered[last - differ]) {
            differ++;
        }
        if (differ < last - differ && ordered[differ] > ordered[last - differ]) {
            for (int i = 0; i < last - i; i++) {
                long one = ordered[i];
                ordered[i] = ordered[last - i];
                ordered[last - i] = one;
            }
        }
    }
}
