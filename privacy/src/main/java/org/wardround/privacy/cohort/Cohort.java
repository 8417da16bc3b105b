package org.wardround.privacy.cohort;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whom everything that a run releases is about. {@code toString} shows no counts.
 *
 * @param patients each once
 * @param sides patients and rows on each side of the split, of which the cohort is the sum
 * @param cells the patients by the levels of each variable whose levels are counted; names differ
 * @param selectedBy the names of the variables by whose values patients were selected
 * @param numbers by which sums over the cohort, or a side of it, weigh patients; most often none
 */
public record Cohort(
        List<PatientMark> patients,
        Breakdown sides,
        List<Breakdown> cells,
        SortedSet<String> selectedBy,
        List<PatientNumbers> numbers) {
    public Cohort {
        patients = List.copyOf(patients);
        numbers = List.copyOf(numbers);
        cells = List.copyOf(cells);
        selectedBy = Collections.unmodifiableSortedSet(new TreeSet<>(selectedBy));
        if (new HashSet<>(patients).size() != patients.size()) {
            throw new IllegalArgumentException("a cohort holds each patient once");
        }
        if (cells.stream().map(Breakdown::name).distinct().count() != cells.size()) {
            throw new IllegalArgumentException("a cohort is broken down by each variable once");
        }
        int count = patients.size();
        if (sides.patients() != count || cells.stream().anyMatch(cell -> cell.patients() != count)) {
            throw new IllegalArgumentException("each patient of a cohort is in each of its breakdowns");
        }
        if (numbers.stream().anyMatch(each -> each.patients() != count)) {
            throw new IllegalArgumentException("each patient of a cohort has one of each of its numbers");
        }
    }

    /** Where sums count rows alike. */
    public Cohort(List<PatientMark> patients, Breakdown sides, List<Breakdown> cells, SortedSet<String> selectedBy) {
        this(patients, sides, cells, selectedBy, List.of());
    }

    @Override
    public String toString() {
        return "Cohort[%d breakdowns]".formatted(1 + cells.size());
    }
}
