package org.wardround.privacy.cohort;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Patients in classes: all releases count and weigh those of a class alike. Immutable. */
final class PatientClasses {
    private final ReleasedGroups counted;
    private final List<long[]> numbers;
    /** A patient of each class. */
    private final int[] examples;

    private final int[] sizes;

    private PatientClasses(ReleasedGroups counted, List<long[]> numbers, int[] examples, int[] sizes) {
        this.counted = counted;
        this.numbers = numbers;
        this.examples = examples;
        this.sizes = sizes;
    }

    /** @param numbers each for all patients that are known */
    static PatientClasses of(ReleasedGroups counted, List<long[]> numbers) {
        int[] classOf = counted.classOf();
        int classes = counted.sizes().length;
        for (long[] each : numbers) {
            Map<Long, Integer> values = new HashMap<>();
            int[] valueOf = new int[each.length];
            for (int patient = 0; patient < each.length; patient++) {
                valueOf[patient] = values.computeIfAbsent(each[patient], unseen -> values.size());
            }
            PairNumbers pairs = new PairNumbers(classes, values.size());
            int[] before = classOf;
            classOf = new int[each.length];
            for (int patient = 0; patient < each.length; patient++) {
                classOf[patient] = pairs.of(before[patient], valueOf[patient]);
            }
            classes = pairs.count();
        }
        int[] examples = new int[classes];
        int[] sizes = new int[classes];
        for (int patient = 0; patient < classOf.length; patient++) {
            examples[classOf[patient]] = patient;
            sizes[classOf[patient]]++;
        }
        return new PatientClasses(counted, List.copyOf(numbers), examples, sizes);
    }

    int count() {
        return sizes.length;
    }

    /** Of how many patients; 0 where a class has lost all to others. */
    int size(int position) {
        return sizes[position];
    }

    /** All that are released. */
    int groups() {
        return counted.groups() + numbers.size();
    }

    /** How often a patient of a class is in each group: first in those that are counted, then in those of numbers. */
    long[] column(int position) {
        int[] counts = counted.counts().get(counted.classOf()[examples[position]]);
        long[] column = new long[groups()];
        Arrays.setAll(
                column,
                group ->
                        group < counts.length ? counts[group] : numbers.get(group - counts.length)[examples[position]]);
        return column;
    }

    /** Of each release, what it counts in these classes: a row for each group. */
    List<List<long[]>> countsOfReleases(List<Integer> classes) {
        List<long[]> columns = classes.stream().map(this::column).toList();
        List<List<long[]>> releases = new ArrayList<>();
        int start = 0;
        for (int end : counted.ends()) {
            List<long[]> rows = new ArrayList<>();
            for (int group = start; group < end; group++) {
                int one = group;
                rows.add(columns.stream().mapToLong(column -> column[one]).toArray());
            }
            releases.add(rows);
            start = end;
        }
        return releases;
    }

    /** Shows no counts. */
    @Override
    public String toString() {
        return "PatientClasses";
    }
}
