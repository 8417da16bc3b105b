package org.wardround.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wardround.core.random.SeededStream;
import org.wardround.privacy.cohort.Breakdown;
import org.wardround.privacy.cohort.Cohort;
import org.wardround.privacy.cohort.PartitionGuard;
import org.wardround.privacy.cohort.PartitionGuard.Verdict;
import org.wardround.privacy.cohort.PatientMark;
import org.wardround.privacy.cohort.PatientNumbers;
import org.wardround.privacy.disclosure.SmallCellRule;

/**
 * Sessions of 30 random fits at one hospital: over all patients or some of them, most by a weight: one of its own for each patient, one of a few values, one that is another weight but for a few patients or for many, a sum of two, the same for all but few. Sums by each are told.
 * Then somebody adds and subtracts all of it.
 */
class PartitionGuardNumbersPropertiesTest {
    private static final int FITS = 30;
    private static final int TRIES = 60;
    private static final int MINIMUM = SmallCellRule.DEFAULT.minimum();

    /** A hospital's patients, and what it has told of them. */
    private static final class Session {
        private final SeededStream random;
        private final int patients;
        private final PartitionGuard guard = new PartitionGuard(SmallCellRule.DEFAULT);
        /** A row for each group: how often, or by which weight, each patient is in it. */
        private final List<long[]> told = new ArrayList<>();

        private final List<long[]> weights = new ArrayList<>();
        private int weighed;

        Session(SeededStream random, int patients, boolean guarded) {
            this.random = random;
            this.patients = patients;
            for (int fit = 0; fit < FITS; fit++) {
                fit(guarded);
            }
        }

        private void fit(boolean guarded) {
            BitSet chosen = cohort();
            if (chosen.cardinality() < MINIMUM) {
                return;
            }
            long[] weight = random.nextInt(4) == 0 ? null : weight();
            Cohort cohort = cohort(chosen, weight);
            if (guarded && guard.verdict(cohort) != Verdict.APART) {
                return;
            }
            guard.add(cohort);
            told.add(of(chosen, all(1)));
            if (weight != null) {
                weights.add(weight);
                told.add(of(chosen, weight));
                weighed++;
            }
        }

        private BitSet cohort() {
            BitSet chosen = new BitSet();
            chosen.set(0, patients);
            if (random.nextInt(3) == 0) {
                int leftOut = random.nextInt(3 * MINIMUM);
                IntStream.range(0, leftOut).forEach(i -> chosen.clear(random.nextInt(patients)));
            }
            return chosen;
        }

        private long[] weight() {
            int kind = random.nextInt(weights.isEmpty() ? 3 : 8);
            return switch (kind) {
                case 0 ->
                    IntStream.range(0, patients)
                            .mapToLong(patient -> 1 + random.nextInt(1_000_000))
                            .toArray();
                case 1 ->
                    IntStream.range(0, patients)
                            .mapToLong(patient -> 1 + random.nextInt(3))
                            .toArray();
                case 2 -> changed(all(1 + random.nextInt(5)), random.nextInt(2 * MINIMUM));
                case 3 -> changed(earlier(), 1 + random.nextInt(MINIMUM - 1));
                case 4 -> changed(earlier(), MINIMUM + random.nextInt(MINIMUM));
                case 5 -> times(1 + random.nextInt(9), changed(earlier(), random.nextInt(MINIMUM)));
                case 6 -> sum(earlier(), earlier());
                default -> changed(sum(earlier(), all(1)), random.nextInt(MINIMUM));
            };
        }

        private long[] all(long number) {
            long[] all = new long[patients];
            Arrays.fill(all, number);
            return all;
        }

        private long[] earlier() {
            long[] weight = weights.get(random.nextInt(weights.size()));
            // Sums of larger ones are not those of what is kept of them, twelve digits.
            return Arrays.stream(weight).max().orElse(0) < 1L << 35 ? weight.clone() : all(1);
        }

        private static long[] sum(long[] first, long[] second) {
            return IntStream.range(0, first.length)
                    .mapToLong(i -> first[i] + second[i])
                    .toArray();
        }

        private static long[] times(int factor, long[] weight) {
            return Arrays.stream(weight).map(number -> factor * number).toArray();
        }

        private long[] changed(long[] weight, int changes) {
            for (int i = 0; i < changes; i++) {
                weight[random.nextInt(patients)] += 1 + random.nextInt(50);
            }
            return weight;
        }

        private long[] of(BitSet chosen, long[] weight) {
            return IntStream.range(0, patients)
                    .mapToLong(patient -> chosen.get(patient) ? weight[patient] : 0)
                    .toArray();
        }

        private static Cohort cohort(BitSet chosen, long[] weight) {
            int[] patients = chosen.stream().toArray();
            Breakdown.Counting sides = new Breakdown.Counting("sides", 1, patients.length);
            PatientNumbers.Adding adding =
                    new PatientNumbers.Adding("weights", PatientNumbers.Likeness.RATIO, patients.length);
            for (int i = 0; i < patients.length; i++) {
                sides.count(i, 0);
                adding.add(i, weight == null ? 0 : weight[patients[i]]);
            }
            List<PatientMark> marks = Arrays.stream(patients)
                    .mapToObj(patient -> new PatientMark(0, patient))
                    .toList();
            return new Cohort(
                    marks,
                    sides.done(),
                    List.of(),
                    new TreeSet<>(),
                    weight == null ? List.of() : List.of(adding.done()));
        }

        /** Whether a combination that tells of 1 to 10 patients is found, from many starting points. */
        boolean givesFewAway() {
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, patients).boxed().toList());
            for (int trial = 0; trial < TRIES; trial++) {
                for (int i = patients - 1; i > 0; i--) {
                    order.set(i, order.set(random.nextInt(i + 1), order.get(i)));
                }
                long[][] rows = told.stream()
                        .map(row -> order.stream()
                                .mapToLong(patient -> row[patient])
                                .toArray())
                        .toArray(long[][]::new);
                boolean few = PublishedGroups.eliminated(rows).stream()
                        .mapToLong(row ->
                                Arrays.stream(row).filter(number -> number != 0).count())
                        .anyMatch(count -> count > 0 && count < MINIMUM);
                if (few) {
                    return true;
                }
            }
            return false;
        }
    }

    @Test
    void nothing_about_1_to_10_patients_follows_from_30_random_fits() {
        int[] weighed = new int[1];
        Property.forSeeds(30, random -> {
            Session session = new Session(random, 100 + random.nextInt(400), true);
            weighed[0] += session.weighed;
            assertThat(session.givesFewAway()).isFalse();
        });
        assertThat(weighed[0])
                .as("weighted fits that were answered, of about 700")
                .isGreaterThan(150);
    }

    @Test
    void without_the_guard_the_same_sessions_give_few_patients_away() {
        Property.forSeeds(10, random -> {
            Session session = new Session(random, 100 + random.nextInt(400), false);
            assertThat(session.givesFewAway()).isTrue();
        });
    }

    @Test
    void weights_of_which_each_differs_from_all_others_by_many_are_all_answered() {
        Property.forSeeds(20, random -> {
            int patients = 60 + random.nextInt(500);
            BitSet all = new BitSet();
            all.set(0, patients);
            PartitionGuard guard = new PartitionGuard(SmallCellRule.DEFAULT);
            for (int fit = 0; fit < 5; fit++) {
                Cohort cohort = Session.cohort(
                        all,
                        IntStream.range(0, patients)
                                .mapToLong(patient -> 1 + random.nextInt(1_000_000_000))
                                .toArray());
                assertThat(guard.verdict(cohort)).isEqualTo(Verdict.APART);
                guard.add(cohort);
            }
        });
    }
}
