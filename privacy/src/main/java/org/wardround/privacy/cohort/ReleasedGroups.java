package org.wardround.privacy.cohort;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The partition of patients that all releases of one breakdown generate: two patients are in one class where every release counts them alike. Immutable; a further release makes another one.
 *
 * @param classOf for each patient that is known; those that came later are in the first class, of whom nothing was released
 * @param counts of each class, how often its patients are in each group that was released
 * @param sizes how many patients each class has
 * @param ends of each release, where its groups end among all of them
 */
record ReleasedGroups(int[] classOf, List<int[]> counts, int[] sizes, List<Integer> ends) {
    static final ReleasedGroups NONE = new ReleasedGroups(new int[0], List.of(new int[0]), new int[1], List.of());

    int groups() {
        return ends.isEmpty() ? 0 : ends.get(ends.size() - 1);
    }

    /**
     * With one more release.
     *
     * @param patients numbers of the cohort's patients, in its order
     * @param known how many patients are known
     */
    ReleasedGroups with(Breakdown released, int[] patients, int known) {
        int[] pattern = new int[known]; // 0: not in the cohort
        for (int i = 0; i < patients.length; i++) {
            pattern[patients[i]] = 1 + released.patternOf(i);
        }
        int[] absent = new int[released.groups()];
        List<int[]> columns = new ArrayList<>();
        PairNumbers pairs = new PairNumbers(counts.size(), 1 + released.patterns());
        int[] refined = new int[known];
        int[] count = new int[1 + known];
        columns.add(new int[groups() + released.groups()]);
        pairs.of(0, 0);
        for (int patient = 0; patient < known; patient++) {
            int before = patient < classOf.length ? classOf[patient] : 0;
            int now = pattern[patient];
            int number = pairs.of(before, now);
            if (pairs.count() > columns.size()) {
                columns.add(Breakdown.joined(counts.get(before), now == 0 ? absent : released.pattern(now - 1)));
            }
            refined[patient] = number;
            count[number]++;
        }
        List<Integer> allEnds = new ArrayList<>(ends);
        allEnds.add(groups() + released.groups());
        return new ReleasedGroups(refined, columns, Arrays.copyOf(count, columns.size()), allEnds);
    }

    /** Whether the last release has the very groups of one before it. */
    boolean repeats() {
        int end = groups();
        int start = ends.size() < 2 ? 0 : ends.get(ends.size() - 2);
        int earlier = 0;
        for (int next : ends.subList(0, ends.size() - 1)) {
            int from = earlier;
            if (counts.stream().allMatch(column -> Arrays.equals(column, from, next, column, start, end))) {
                return true;
            }
            earlier = next;
        }
        return false;
    }

    /** Shows no counts. */
    @Override
    public String toString() {
        return "ReleasedGroups[%d releases]".formatted(ends.size());
    }
}
