package org.wardround.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wardround.core.random.SeededStream;
import org.wardround.privacy.cohort.Breakdown;
import org.wardround.privacy.cohort.Cohort;
import org.wardround.privacy.cohort.PartitionGuard;
import org.wardround.privacy.cohort.PartitionGuard.Verdict;
import org.wardround.privacy.cohort.PatientMark;
import org.wardround.privacy.disclosure.SmallCellRule;

/**
 * Sessions of 50 random queries of one hospital: cohorts by one or two variables, complements, unions, differences, cohorts that lost or gained a few patients or many. Of each answered one the number of patients, percentages by side and by level are told.
 * Then somebody adds and subtracts all of it.
 */
class PartitionGuardPropertiesTest {
    private static final int QUERIES = 50;
    private static final int MINIMUM = SmallCellRule.DEFAULT.minimum();
    private static final List<String> VARIABLES = List.of("sex", "stage", "ward");
    private static final int[] LEVELS = {2, 4, 5};
    private static final int SIDES = 3;

    /** A hospital's patients, and what it has told of them. */
    private static final class Session {
        private final SeededStream random;
        private final boolean smallCells;
        private final int[][] levels;
        private final int[] sides;
        private final PartitionGuard guard = new PartitionGuard(SmallCellRule.DEFAULT);
        private final List<BitSet> asked = new ArrayList<>();
        private final PublishedGroups published;
        private int answered;

        /** @param smallCells whether queries are answered that have small cells by themselves */
        Session(SeededStream random, int patients, boolean smallCells) {
            this.random = random;
            this.smallCells = smallCells;
            this.levels = new int[patients][];
            this.sides = new int[patients];
            this.published = new PublishedGroups(patients);
            for (int patient = 0; patient < patients; patient++) {
                levels[patient] = IntStream.of(LEVELS)
                        .map(count -> Math.min(random.nextInt(count), random.nextInt(count)))
                        .toArray();
                int place = random.nextInt(20);
                sides[patient] = place < 12 ? 0 : place < 15 ? 1 : 2;
            }
        }

        void ask(boolean guarded) {
            BitSet chosen = query();
            boolean small = parts(chosen).stream().anyMatch(part -> SmallCellRule.DEFAULT.hides(part.cardinality()));
            if (chosen.cardinality() < MINIMUM || small && !smallCells) {
                return;
            }
            Cohort cohort = cohort(chosen);
            if (guarded && guard.verdict(cohort) != Verdict.APART) {
                return;
            }
            guard.add(cohort);
            asked.add(chosen);
            answered++;
            published.release(chosen, parts(chosen));
        }

        /** Sides, and levels of each variable in training. */
        private List<BitSet> parts(BitSet chosen) {
            List<BitSet> parts = new ArrayList<>();
            for (int side = 0; side < SIDES; side++) {
                int one = side;
                parts.add(where(chosen, patient -> sides[patient] == one));
            }
            for (int variable = 0; variable < LEVELS.length; variable++) {
                for (int level = 0; level < LEVELS[variable]; level++) {
                    int of = variable;
                    int one = level;
                    parts.add(where(chosen, patient -> sides[patient] == 0 && levels[patient][of] == one));
                }
            }
            return parts;
        }

        private static BitSet where(BitSet chosen, IntPredicate holds) {
            BitSet part = new BitSet();
            chosen.stream().filter(holds).forEach(part::set);
            return part;
        }

        private BitSet query() {
            int kind = asked.isEmpty() ? random.nextInt(3) : random.nextInt(10);
            return switch (kind) {
                case 0 -> all();
                case 1 -> criterion(all());
                case 2, 3 -> criterion(criterion(all()));
                case 4 -> {
                    BitSet complement = all();
                    complement.andNot(earlier());
                    yield complement;
                }
                case 5 -> {
                    BitSet union = earlier();
                    union.or(earlier());
                    yield union;
                }
                case 6 -> {
                    BitSet difference = earlier();
                    difference.andNot(earlier());
                    yield difference;
                }
                case 7 -> changed(1 + random.nextInt(MINIMUM - 1));
                case 8 -> changed(MINIMUM + random.nextInt(100));
                default -> earlier();
            };
        }

        private BitSet all() {
            BitSet all = new BitSet();
            all.set(0, levels.length);
            return all;
        }

        private BitSet earlier() {
            return (BitSet) asked.get(random.nextInt(asked.size())).clone();
        }

        private BitSet criterion(BitSet of) {
            int variable = random.nextInt(LEVELS.length);
            BitSet allowed = new BitSet();
            IntStream.range(0, LEVELS[variable])
                    .filter(level -> random.nextInt(2) == 0)
                    .forEach(allowed::set);
            of.stream()
                    .filter(patient -> !allowed.get(levels[patient][variable]))
                    .forEach(of::clear);
            return of;
        }

        private BitSet changed(int patients) {
            BitSet changed = earlier();
            for (int i = 0; i < patients; i++) {
                changed.flip(random.nextInt(levels.length));
            }
            return changed;
        }

        private Cohort cohort(BitSet chosen) {
            int[] patients = chosen.stream().toArray();
            Breakdown.Counting bySide = new Breakdown.Counting("sides", SIDES, patients.length);
            List<Breakdown> cells = new ArrayList<>();
            for (int i = 0; i < patients.length; i++) {
                bySide.count(i, sides[patients[i]]);
            }
            for (int variable = 0; variable < LEVELS.length; variable++) {
                Breakdown.Counting counting =
                        new Breakdown.Counting(VARIABLES.get(variable), LEVELS[variable], patients.length);
                for (int i = 0; i < patients.length; i++) {
                    if (sides[patients[i]] == 0) {
                        counting.count(i, levels[patients[i]][variable]);
                    }
                }
                cells.add(counting.done());
            }
            return new Cohort(marks(patients), bySide.done(), cells, new TreeSet<>(VARIABLES));
        }
    }

    private static List<PatientMark> marks(int... patients) {
        return Arrays.stream(patients)
                .mapToObj(patient -> new PatientMark(0, patient))
                .toList();
    }

    @Test
    void nothing_about_1_to_10_patients_follows_from_50_random_queries() {
        int[] answered = new int[1];
        Property.forSeeds(30, random -> {
            Session session = session(random, 300 + random.nextInt(3000), false, true);
            answered[0] += session.answered;
            assertThat(session.published.derived(random, MINIMUM, true)).isEmpty();
        });
        assertThat(answered[0]).as("answered, of 1,500").isGreaterThan(200);
    }

    @Test
    void where_queries_have_small_cells_of_their_own_nothing_more_follows_from_several() {
        Property.forSeeds(30, random -> {
            Session session = session(random, 50 + random.nextInt(500), true, true);
            assertThat(session.published.derived(random, MINIMUM, false)).isEmpty();
        });
    }

    @Test
    void without_the_guard_the_same_sessions_give_few_patients_away() {
        Property.forSeeds(10, random -> {
            Session session = session(random, 300 + random.nextInt(3000), false, false);
            assertThat(session.published.derived(random, MINIMUM, true)).isNotEmpty();
        });
    }

    private static Session session(SeededStream random, int patients, boolean smallCells, boolean guarded) {
        Session session = new Session(random, patients, smallCells);
        for (int query = 0; query < QUERIES; query++) {
            session.ask(guarded);
        }
        return session;
    }

    @Test
    void cohorts_of_groups_of_11_or_more_are_all_answered() {
        Property.forSeeds(20, random -> {
            // Each query takes some groups and leaves others: complements, overlaps and repetitions among them.
            int groups = 5 + random.nextInt(20);
            int[] starts = new int[groups + 1];
            for (int group = 0; group < groups; group++) {
                starts[group + 1] = starts[group] + MINIMUM + random.nextInt(30);
            }
            PartitionGuard guard = new PartitionGuard(SmallCellRule.DEFAULT);
            for (int query = 0; query < QUERIES; query++) {
                int[] patients = IntStream.range(0, groups)
                        .filter(group -> random.nextInt(2) == 0)
                        .flatMap(group -> IntStream.range(starts[group], starts[group + 1]))
                        .toArray();
                Cohort cohort = oneSided(patients);
                assertThat(guard.verdict(cohort)).isEqualTo(Verdict.APART);
                guard.add(cohort);
            }
        });
    }

    @Test
    void table_that_grows_by_11_or_more_each_time_is_answered_each_time() {
        Property.forSeeds(5, random -> {
            PartitionGuard guard = new PartitionGuard(SmallCellRule.DEFAULT);
            int patients = 100;
            for (int query = 0; query < QUERIES; query++) {
                guard.add(oneSided(IntStream.range(0, patients).toArray()));
                int few = 1 + random.nextInt(MINIMUM - 1);
                assertThat(guard.verdict(
                                oneSided(IntStream.range(0, patients + few).toArray())))
                        .isEqualTo(Verdict.COHORT_NEAR);
                patients += MINIMUM + random.nextInt(50);
                assertThat(guard.verdict(oneSided(IntStream.range(0, patients).toArray())))
                        .isEqualTo(Verdict.APART);
            }
        });
    }

    private static Cohort oneSided(int... patients) {
        Breakdown.Counting sides = new Breakdown.Counting("sides", 1, patients.length);
        for (int i = 0; i < patients.length; i++) {
            sides.count(i, 0);
        }
        return new Cohort(marks(patients), sides.done(), List.of(), new TreeSet<>());
    }
}
