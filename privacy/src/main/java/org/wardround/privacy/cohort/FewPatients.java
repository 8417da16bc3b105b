package org.wardround.privacy.cohort;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether adding and subtracting what several releases count tells of fewer patients than a minimum, where no single release does.
 *
 * <p>Each released group is a row over the classes of {@link ReleasedGroups}: how often a patient of the class is in the group. Whatever is released of a group is a sum over its rows, so what follows by adding, subtracting and
 * scaling is a combination of the rows: a number for each patient, by which this patient's values go into it. It tells of the patients whose number is not 0. Only combinations that can't be made of fewer
 * patients by another one count (the circuits of the matroid): every other is a sum of these. One that follows from a single release is left to the rule for small cells.
 *
 * <ol>
 *   <li>A combination that tells of few is 0 on every class of so many patients or more. Where none is but 0 itself, there is nothing to look for: so it is for all studies whose cohorts are alike or far apart.
 *   <li>Those that are 0 there fall into parts that have no patient in common and are looked at one by one. A part of a single combination is counted.
 *   <li>In a larger part, {@code minimum} choices of patients without a patient in common, by each of which every combination is determined, leave none that is 0 on all but fewer: it would be 0 on a
 *       whole choice, and so everywhere.
 *   <li>Else all are tried; where these are too many, the answer is yes: it may be wrong in that direction alone.
 * </ol>
 *
 * Arithmetic is modulo a prime of 61 bits, which is exact but where a determinant of released groups is a multiple of it. Not thread-safe.
 */
final class FewPatients {
    private static final int MOST_TRIED = 20_000;

    private final ReleasedGroups released;
    private final int minimum;
    private final int groups;
    private final List<Integer> small = new ArrayList<>();
    private final List<Integer> large = new ArrayList<>();

    FewPatients(ReleasedGroups released, int minimum) {
        this.released = released;
        this.minimum = minimum;
        this.groups = released.groups();
        for (int position = 0; position < released.sizes().length; position++) {
            if (released.sizes()[position] > 0) {
                (released.sizes()[position] < minimum ? small : large).add(position);
            }
        }
    }

    boolean areToldOf() {
        RowSpace ofLarge = new RowSpace();
        for (int position : large) {
            if (ofLarge.rank() < groups) {
                ofLarge.add(column(position));
            }
        }
        if (ofLarge.rank() == groups || small.stream().allMatch(position -> ofLarge.contains(column(position)))) {
            return false;
        }
        RowSpace found = new RowSpace();
        for (long[] factors : vanishing(ofLarge)) {
            found.add(combined(factors, small));
        }
        return parts(found).stream().anyMatch(this::isFew);
    }

    /** How often a patient of a class is in each group. */
    private long[] column(int position) {
        return IntStream.of(released.counts().get(position)).asLongStream().toArray();
    }

    /** A basis of the factors of groups by which they add up to 0 in all classes that the space is of. */
    private List<long[]> vanishing(RowSpace columns) {
        BitSet leading = new BitSet();
        columns.leads().forEach(leading::set);
        List<long[]> basis = new ArrayList<>();
        for (int free = leading.nextClearBit(0); free < groups; free = leading.nextClearBit(free + 1)) {
            long[] factors = new long[groups];
            factors[free] = 1;
            for (int i = 0; i < columns.rank(); i++) {
                factors[columns.leads().get(i)] =
                        PrimeField.subtract(0, columns.rows().get(i)[free]);
            }
            basis.add(factors);
        }
        return basis;
    }

    private long[] combined(long[] factors, List<Integer> classes) {
        long[] row = new long[classes.size()];
        for (int i = 0; i < row.length; i++) {
            int[] counts = released.counts().get(classes.get(i));
            for (int group = 0; group < groups; group++) {
                row[i] = PrimeField.add(row[i], PrimeField.multiply(factors[group], counts[group]));
            }
        }
        return row;
    }

    /** Combinations of small classes. @param classes positions among the small ones where some combination is not 0 */
    private record Part(List<long[]> rows, List<Integer> classes) {}

    /** Rows that have a class in common, directly or through others, are one part. */
    private List<Part> parts(RowSpace space) {
        List<Part> parts = new ArrayList<>();
        for (long[] row : space.rows()) {
            BitSet classes = support(row);
            List<long[]> rows = new ArrayList<>(List.of(row));
            List<Part> touching = parts.stream()
                    .filter(part -> part.classes.stream().anyMatch(classes::get))
                    .toList();
            for (Part part : touching) {
                rows.addAll(part.rows);
                part.classes.forEach(classes::set);
            }
            parts.removeAll(touching);
            parts.add(new Part(rows, classes.stream().boxed().toList()));
        }
        return parts;
    }

    private static BitSet support(long[] row) {
        BitSet support = new BitSet();
        for (int i = 0; i < row.length; i++) {
            support.set(i, row[i] != 0);
        }
        return support;
    }

    private boolean isFew(Part part) {
        if (part.rows.size() == 1) {
            return isFew(part.rows.get(0));
        }
        return !followAlone(part.rows) && !spread(part) && anyIsFew(part);
    }

    private boolean isFew(long[] combination) {
        int patients = support(combination).stream().map(this::size).sum();
        return patients > 0 && patients < minimum && !followAlone(List.of(combination));
    }

    private int size(int smallPosition) {
        return released.sizes()[small.get(smallPosition)];
    }

    /** Whether one release gives all of them. */
    private boolean followAlone(List<long[]> combinations) {
        int start = 0;
        for (int end : released.ends()) {
            RowSpace alone = new RowSpace();
            for (int group = start; group < end; group++) {
                alone.add(wholeRow(group));
            }
            if (combinations.stream().allMatch(row -> alone.contains(onAll(row)))) {
                return true;
            }
            start = end;
        }
        return false;
    }

    /** A group over the large classes, then the small ones. */
    private long[] wholeRow(int group) {
        long[] row = new long[large.size() + small.size()];
        for (int i = 0; i < row.length; i++) {
            int position = i < large.size() ? large.get(i) : small.get(i - large.size());
            row[i] = released.counts().get(position)[group];
        }
        return row;
    }

    private long[] onAll(long[] onSmall) {
        long[] row = new long[large.size() + onSmall.length];
        System.arraycopy(onSmall, 0, row, large.size(), onSmall.length);
        return row;
    }

    /** Whether there are enough choices of patients, none in two of them, that each determine all combinations. */
    private boolean spread(Part part) {
        int[] left = part.classes.stream().mapToInt(this::size).toArray();
        for (int choice = 0; choice < minimum; choice++) {
            RowSpace chosen = new RowSpace();
            List<Integer> mostLeft = IntStream.range(0, left.length)
                    .boxed()
                    .sorted(Comparator.comparingInt((Integer i) -> -left[i]))
                    .toList();
            for (int i : mostLeft) {
                if (left[i] > 0 && chosen.rank() < part.rows.size() && chosen.add(numbers(part, i))) {
                    left[i]--;
                }
            }
            if (chosen.rank() < part.rows.size()) {
                return false;
            }
        }
        return true;
    }

    /** What each row of a part has in one of its classes. */
    private static long[] numbers(Part part, int position) {
        return part.rows.stream()
                .mapToLong(row -> row[part.classes.get(position)])
                .toArray();
    }

    /** Tries each combination that as many classes as it can be made 0 on determine. */
    private boolean anyIsFew(Part part) {
        int zeros = part.rows.size() - 1;
        int classes = part.classes.size();
        double choices = 1;
        for (int i = 0; i < zeros; i++) {
            choices = choices * (classes - i) / (i + 1);
        }
        return choices > MOST_TRIED || anyIsFew(part, new RowSpace(), 0, new ArrayList<>());
    }

    private boolean anyIsFew(Part part, RowSpace zero, int from, List<Integer> chosen) {
        if (chosen.size() == part.rows.size() - 1) {
            return isFew(zeroAt(part, zero));
        }
        for (int next = from; next < part.classes.size(); next++) {
            RowSpace more = new RowSpace();
            zero.rows().forEach(more::add);
            if (more.add(numbers(part, next))) {
                List<Integer> longer = new ArrayList<>(chosen);
                longer.add(next);
                if (anyIsFew(part, more, next + 1, longer)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The one combination of a part's rows, up to a factor, that is 0 where {@code zero} says. */
    private static long[] zeroAt(Part part, RowSpace zero) {
        BitSet leading = new BitSet();
        zero.leads().forEach(leading::set);
        int free = leading.nextClearBit(0);
        long[] sum = part.rows.get(free).clone();
        for (int i = 0; i < zero.rank(); i++) {
            long factor = PrimeField.subtract(0, zero.rows().get(i)[free]);
            long[] row = part.rows.get(zero.leads().get(i));
            for (int j = 0; j < sum.length; j++) {
                sum[j] = PrimeField.add(sum[j], PrimeField.multiply(factor, row[j]));
            }
        }
        return sum;
    }
}
