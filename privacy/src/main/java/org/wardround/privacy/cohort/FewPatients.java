package org.wardround.privacy.cohort;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Whether adding and subtracting what several releases count tells of fewer patients than a minimum, where no single release does by its counts alone.
 *
 * <p>Each released group is a number for each patient: how often the patient is in it, or what it weighs there. Whatever is released of a group is a sum over its rows, so what follows by adding, subtracting and
 * scaling is a combination of the groups: a number for each patient, by which this patient's values go into it. It tells of the patients whose number is not 0. Only combinations that can't be made of fewer
 * patients by another one count (the circuits of the matroid): every other is a sum of these. One that follows from the counts of a single release is left to the rule for small cells.
 *
 * <ol>
 *   <li>A combination that tells of few is 0 on every class of so many patients or more. Where none is but 0 itself, there is nothing to look for: so it is for all studies whose cohorts are alike or far apart.
 *   <li>Of the other patients choose some by which every combination is determined; then, of those that are left, some by which it is determined on those; and so {@code minimum} − 1 times. A
 *       combination that is not 0 on what is left then is not 0 on each choice, and so tells of {@code minimum} patients or more. Where each patient has a weight of its own this leaves nothing most often.
 *   <li>Those that are 0 there fall into parts that have no patient in common and are looked at one by one. A part of a single combination is counted.
 *   <li>Else all are tried; where these are too many, the answer is yes: it may be wrong in that direction alone.
 * </ol>
 *
 * Arithmetic is modulo a prime of 61 bits, which is exact but where a determinant of released groups is a multiple of it. Not thread-safe.
 */
final class FewPatients {
    private static final int MOST_TRIED = 20_000;

    private final PatientClasses released;
    private final int minimum;
    /** Classes by which every combination is determined. */
    private final List<Integer> determining = new ArrayList<>();

    FewPatients(PatientClasses released, int minimum) {
        this.released = released;
        this.minimum = minimum;
    }

    boolean areToldOf() {
        RowSpace all = new RowSpace();
        determine(all, size -> size >= minimum);
        int byLarge = all.rank();
        determine(all, size -> size > 0 && size < minimum);
        if (all.rank() == byLarge) {
            return false;
        }
        // Groups in which the rows lead make up all others.
        int[] groups = all.leads().stream().mapToInt(Integer::intValue).toArray();
        RowSpace ofLarge = new RowSpace();
        determining.subList(0, byLarge).forEach(position -> ofLarge.add(column(position, groups)));
        Combinations few = small(groups).where(ofLarge.vanishing(groups.length));
        while (few.dimension > 0) {
            Combinations fewer = few.where(rest(few).vanishing(few.dimension));
            if (fewer.dimension == few.dimension) {
                return parts(few).stream().anyMatch(this::isFew);
            }
            few = fewer;
        }
        return false;
    }

    private void determine(RowSpace space, IntPredicate sizes) {
        for (int position = 0; position < released.count() && space.rank() < released.groups(); position++) {
            if (sizes.test(released.size(position)) && space.add(released.column(position))) {
                determining.add(position);
            }
        }
    }

    private long[] column(int position, int[] groups) {
        long[] column = released.column(position);
        return IntStream.of(groups).mapToLong(group -> column[group]).toArray();
    }

    /**
     * Combinations that are made of some independent ones.
     *
     * @param classes where not all are 0
     * @param columns for each of these classes, what each of the independent ones is there
     */
    private record Combinations(int dimension, List<Integer> classes, List<long[]> columns) {
        /** Those of them that these factors make. */
        Combinations where(List<long[]> factors) {
            List<Integer> left = new ArrayList<>();
            List<long[]> made = new ArrayList<>();
            for (int i = 0; i < classes.size() && !factors.isEmpty(); i++) {
                long[] before = columns.get(i);
                long[] column = factors.stream()
                        .mapToLong(factor -> PrimeField.sumOfProducts(factor, before))
                        .toArray();
                if (Arrays.stream(column).anyMatch(number -> number != 0)) {
                    left.add(classes.get(i));
                    made.add(column);
                }
            }
            return new Combinations(factors.size(), left, made);
        }
    }

    private Combinations small(int[] groups) {
        List<Integer> small = IntStream.range(0, released.count())
                .filter(position -> released.size(position) > 0 && released.size(position) < minimum)
                .boxed()
                .toList();
        return new Combinations(
                groups.length,
                small,
                small.stream().map(position -> column(position, groups)).toList());
    }

    /** What the combinations are on the patients that are left when so many as may not be told of were chosen again and again. */
    private RowSpace rest(Combinations of) {
        int[] left = of.classes.stream().mapToInt(released::size).toArray();
        int rank = of.dimension;
        for (int choice = 1; choice < minimum; choice++) {
            RowSpace chosen = new RowSpace();
            for (int i = 0; i < left.length && chosen.rank() < rank; i++) {
                if (left[i] > 0 && chosen.add(of.columns.get(i))) {
                    left[i]--;
                }
            }
            rank = chosen.rank();
        }
        RowSpace rest = new RowSpace();
        for (int i = 0; i < left.length && rest.rank() < rank; i++) {
            if (left[i] > 0) {
                rest.add(of.columns.get(i));
            }
        }
        return rest;
    }

    /** @param classes some of those of all combinations. @param rows of numbers there */
    private record Part(List<Integer> classes, List<long[]> rows) {}

    /** Rows that have a class in common, directly or through others, are one part. */
    private static List<Part> parts(Combinations of) {
        RowSpace space = new RowSpace();
        for (int i = 0; i < of.dimension; i++) {
            int one = i;
            space.add(of.columns.stream().mapToLong(column -> column[one]).toArray());
        }
        List<BitSet> supports = new ArrayList<>();
        List<List<long[]>> rows = new ArrayList<>();
        for (long[] row : space.rows()) {
            BitSet support = support(row);
            List<long[]> together = new ArrayList<>(List.of(row));
            for (int i = supports.size() - 1; i >= 0; i--) {
                if (supports.get(i).intersects(support)) {
                    support.or(supports.remove(i));
                    together.addAll(rows.remove(i));
                }
            }
            supports.add(support);
            rows.add(together);
        }
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            int[] positions = supports.get(i).stream().toArray();
            parts.add(new Part(
                    IntStream.of(positions).mapToObj(of.classes::get).toList(),
                    rows.get(i).stream()
                            .map(row -> IntStream.of(positions)
                                    .mapToLong(position -> row[position])
                                    .toArray())
                            .toList()));
        }
        return parts;
    }

    private static BitSet support(long[] row) {
        BitSet support = new BitSet();
        IntStream.range(0, row.length).filter(i -> row[i] != 0).forEach(support::set);
        return support;
    }

    private boolean isFew(Part part) {
        if (part.rows.size() == 1) {
            return isFew(part, part.rows.get(0));
        }
        return !followAlone(part, part.rows) && anyIsFew(part);
    }

    private boolean isFew(Part part, long[] combination) {
        int patients = support(combination).stream()
                .map(i -> released.size(part.classes.get(i)))
                .sum();
        return patients > 0 && patients < minimum && !followAlone(part, List.of(combination));
    }

    /** Whether what one release counts gives all of them. */
    private boolean followAlone(Part part, List<long[]> combinations) {
        List<long[]> wanted = combinations.stream()
                .map(row -> determining.stream()
                        .mapToInt(part.classes::indexOf)
                        .mapToLong(i -> i < 0 ? 0 : row[i])
                        .toArray())
                .toList();
        for (List<long[]> groups : released.countsOfReleases(determining)) {
            RowSpace alone = new RowSpace();
            groups.forEach(alone::add);
            if (wanted.stream().allMatch(alone::contains)) {
                return true;
            }
        }
        return false;
    }

    /** Tries each combination that as many classes as it can be made 0 on determine. */
    private boolean anyIsFew(Part part) {
        int zeros = part.rows.size() - 1;
        int classes = part.classes.size();
        double choices = 1;
        for (int i = 0; i < zeros; i++) {
            choices = choices * (classes - i) / (i + 1);
        }
        return choices > MOST_TRIED || anyIsFew(part, new RowSpace(), 0, zeros);
    }

    private boolean anyIsFew(Part part, RowSpace zero, int from, int left) {
        if (left == 0) {
            return isFew(part, zeroAt(part, zero));
        }
        for (int next = from; next < part.classes.size(); next++) {
            int position = next;
            RowSpace more = new RowSpace();
            zero.rows().forEach(more::add);
            if (more.add(part.rows.stream().mapToLong(row -> row[position]).toArray())
                    && anyIsFew(part, more, next + 1, left - 1)) {
                return true;
            }
        }
        return false;
    }

    /** The one combination of a part's rows, up to a factor, that is 0 where {@code zero} says. */
    private static long[] zeroAt(Part part, RowSpace zero) {
        long[] factors = zero.vanishing(part.rows.size()).get(0);
        long[] sum = new long[part.classes.size()];
        for (int i = 0; i < factors.length; i++) {
            for (int j = 0; j < sum.length; j++) {
                sum[j] = PrimeField.add(
                        sum[j], PrimeField.multiply(factors[i], part.rows.get(i)[j]));
            }
        }
        return sum;
    }
}
