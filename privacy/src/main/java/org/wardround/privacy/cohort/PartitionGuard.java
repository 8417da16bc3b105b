package org.wardround.privacy.cohort;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.wardround.privacy.disclosure.SmallCellRule;

/**
 * Keeps the partition of a site's patients that everything released generates, and says whether one more release would isolate a group smaller than the minimum.
 *
 * <p><b>What is refused.</b> Anything that follows by adding, subtracting and scaling from several releases and tells of 1 to {@code minimum} − 1 patients, unless it follows from one of them alone. So a cohort may come again as it was,
 * and may differ from earlier ones by nobody or by the minimum or more; the same holds of each side of the split and of each level of a variable. Percentages give counts, complements give differences, and both are combinations.
 *
 * <p><b>Over what.</b> Cohorts and their sides together with the levels of all variables by which any cohort was selected, because who knows how cohorts were selected knows how these add up; and with the levels of each other variable by itself. Levels of several
 * such variables are not put together: that they add up to few patients is known to nobody who does not know the patients. Cohorts and their sides together with all weights and other numbers by which sums weigh patients, finely and coarsely: two of these that are alike but for
 * few patients differ by these, and one that is the same for all but few is one beside the count of all. For numbers no single release is let through: no rule for small cells sees them.
 *
 * <p><b>Why that is enough.</b> Let a group G of fewer patients be derivable: its indicator is a combination of released groups. It is a sum of combinations that tell of some patients of G each and can't be made of fewer. Were each of these to follow
 * from a single release, then G would be a sum of small cells of single releases, which the rule for small cells hides. So one of them does not, and {@link FewPatients} finds it. Only more is refused than that: other combinations than indicators, and
 * what is too much to be tried.
 *
 * <p><b>What is not seen.</b> Values that changed of patients who did not; a variable that is called otherwise in another study; levels together with weights. Not thread-safe.
 */
public final class PartitionGuard {
    private final SmallCellRule rule;
    private final Map<PatientMark, Integer> numbers = new HashMap<>();
    private final List<Released> releases = new ArrayList<>();

    private record Released(Cohort cohort, int[] patients) {}

    /** What one more release comes to. */
    public enum Verdict {
        /** Nothing about few follows. */
        APART,
        /** The cohort, or a side of its split, differs from what was released by too few patients. */
        COHORT_NEAR,
        /** The numbers by which patients are weighed are alike, or all the same, but for too few patients. */
        NUMBERS_NEAR,
        /** Levels of a variable do. */
        CELL_NEAR
    }

    public PartitionGuard(SmallCellRule rule) {
        this.rule = rule;
    }

    /** What comes of releasing figures about this cohort, beside all that were added. */
    public Verdict verdict(Cohort cohort) {
        List<Released> all = new ArrayList<>(releases);
        all.add(numbered(cohort));
        if (isNear(all, Cohort::sides)) {
            return Verdict.COHORT_NEAR;
        }
        if (isNearByNumbers(all, PatientNumbers::fine) || isNearByNumbers(all, PatientNumbers::coarse)) {
            return Verdict.NUMBERS_NEAR;
        }
        if (releases.isEmpty()) {
            return Verdict.APART;
        }
        SortedSet<String> selecting = new TreeSet<>();
        all.forEach(release -> selecting.addAll(release.cohort.selectedBy()));
        boolean near = isNear(all, each -> with(each, selecting))
                || cohort.cells().stream()
                        .map(Breakdown::name)
                        .filter(name -> !selecting.contains(name))
                        .anyMatch(name -> isNear(all, each -> with(each, new TreeSet<>(List.of(name)))));
        return near ? Verdict.CELL_NEAR : Verdict.APART;
    }

    /** The sides of a cohort and its levels of these variables. */
    private static Breakdown with(Cohort cohort, SortedSet<String> variables) {
        return cohort.sides()
                .joined(cohort.cells().stream()
                        .filter(cell -> variables.contains(cell.name()))
                        .toList());
    }

    private boolean isNear(List<Released> all, Function<Cohort, Breakdown> groups) {
        return isNear(all, groups, released -> List.of());
    }

    private boolean isNearByNumbers(List<Released> all, Function<PatientNumbers, long[]> of) {
        return all.stream().anyMatch(each -> !each.cohort.numbers().isEmpty())
                && isNear(
                        all,
                        Cohort::sides,
                        each -> each.cohort.numbers().stream()
                                .flatMap(numbers -> Stream.of(of.apply(numbers), numbers.unknown()))
                                .filter(numbers -> Arrays.stream(numbers).anyMatch(number -> number != 0))
                                .toList());
    }

    /** Whether few follow by what the last release adds. */
    private boolean isNear(
            List<Released> all, Function<Cohort, Breakdown> groups, Function<Released, List<long[]>> numbersOf) {
        ReleasedGroups together = ReleasedGroups.NONE;
        List<long[]> weighed = new ArrayList<>();
        boolean last = false;
        for (Released each : all) {
            ReleasedGroups more = together.with(groups.apply(each.cohort), each.patients, numbers.size());
            last = !more.repeats();
            together = last ? more : together;
            for (long[] own : numbersOf.apply(each)) {
                long[] ofAll = ofAll(own, each.patients);
                if (weighed.stream().noneMatch(other -> Arrays.equals(other, ofAll))) {
                    weighed.add(ofAll);
                    last = true;
                }
            }
        }
        return last && new FewPatients(PatientClasses.of(together, weighed), rule.minimum()).areToldOf();
    }

    /** A number for each patient that is known: 0 for those whom a release was not about. */
    private long[] ofAll(long[] own, int[] patients) {
        long[] ofAll = new long[numbers.size()];
        for (int i = 0; i < own.length; i++) {
            ofAll[patients[i]] = own[i];
        }
        return ofAll;
    }

    /** Figures about this cohort are released, whatever follows from them. */
    public void add(Cohort cohort) {
        releases.add(numbered(cohort));
    }

    private Released numbered(Cohort cohort) {
        return new Released(
                cohort,
                cohort.patients().stream()
                        .mapToInt(mark -> numbers.computeIfAbsent(mark, unseen -> numbers.size()))
                        .toArray());
    }

    /** Shows no counts. */
    @Override
    public String toString() {
        return "PartitionGuard[%d releases]".formatted(releases.size());
    }
}
