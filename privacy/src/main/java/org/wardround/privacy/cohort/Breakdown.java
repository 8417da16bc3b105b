package org.wardround.privacy.cohort;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A cohort's patients by groups that a release counts or adds over: the sides of the split, or the levels of one variable. A patient is in each group as often as rows of the patient are, most often once or never. {@code toString}
 * shows no counts. Immutable.
 */
public final class Breakdown {
    private final String name;
    private final int groups;
    private final List<int[]> patterns;
    private final int[] patternOf;

    /**
     * @param name the same in every cohort that is broken down in this way
     * @param groups how many
     * @param patterns each how often somebody is in each group
     * @param patternOf for each patient, in the order of the cohort, the position of the pattern. Not copied
     */
    public Breakdown(String name, int groups, List<int[]> patterns, int[] patternOf) {
        this.name = name;
        this.groups = groups;
        this.patterns = patterns.stream().map(int[]::clone).toList();
        this.patternOf = patternOf;
        if (groups < 1 || patterns.stream().anyMatch(pattern -> pattern.length != groups)) {
            throw new IllegalArgumentException(
                    "each pattern of '%s' has a number for each of its %d groups, at least 1".formatted(name, groups));
        }
        if (Arrays.stream(patternOf).anyMatch(pattern -> pattern < 0 || pattern >= patterns.size())) {
            throw new IllegalArgumentException("each patient of '%s' has one of its patterns".formatted(name));
        }
    }

    public String name() {
        return name;
    }

    public int groups() {
        return groups;
    }

    /** How often somebody with this pattern is in each group. Shared: do not write. */
    public int[] pattern(int position) {
        return patterns.get(position);
    }

    public int patterns() {
        return patterns.size();
    }

    /** Of how many patients. */
    public int patients() {
        return patternOf.length;
    }

    /** The position of a patient's pattern. */
    public int patternOf(int patient) {
        return patternOf[patient];
    }

    /** This one and others of the same patients as one: the groups of all of them, one after the other. */
    Breakdown joined(List<Breakdown> others) {
        Breakdown all = this;
        for (Breakdown other : others) {
            all = all.joined(other);
        }
        return all;
    }

    private Breakdown joined(Breakdown other) {
        PairNumbers pairs = new PairNumbers(patterns(), other.patterns());
        List<int[]> joint = new ArrayList<>();
        int[] jointOf = new int[patients()];
        for (int patient = 0; patient < jointOf.length; patient++) {
            jointOf[patient] = pairs.of(patternOf[patient], other.patternOf[patient]);
            if (pairs.count() > joint.size()) {
                joint.add(joined(pattern(patternOf[patient]), other.pattern(other.patternOf[patient])));
            }
        }
        return new Breakdown(name, groups + other.groups, joint, jointOf);
    }

    /** One after the other. */
    static int[] joined(int[] first, int[] second) {
        int[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    /** Counts patients into groups, one row after the other. Not thread-safe. */
    public static final class Counting {
        private final String name;
        private final int groups;
        private final int[][] counts;

        public Counting(String name, int groups, int patients) {
            this.name = name;
            this.groups = groups;
            this.counts = new int[patients][groups];
        }

        /** One more row of the patient is in the group. */
        public void count(int patient, int group) {
            counts[patient][group]++;
        }

        public Breakdown done() {
            Map<List<Integer>, Integer> known = new HashMap<>();
            List<int[]> patterns = new ArrayList<>();
            int[] patternOf = new int[counts.length];
            for (int patient = 0; patient < counts.length; patient++) {
                int[] pattern = counts[patient];
                patternOf[patient] =
                        known.computeIfAbsent(Arrays.stream(pattern).boxed().toList(), unseen -> {
                            patterns.add(pattern);
                            return patterns.size() - 1;
                        });
            }
            return new Breakdown(name, groups, patterns, patternOf);
        }
    }

    @Override
    public String toString() {
        return "Breakdown[%s]".formatted(name);
    }
}
