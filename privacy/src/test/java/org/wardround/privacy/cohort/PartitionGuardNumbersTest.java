package org.wardround.privacy.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wardround.privacy.cohort.PartitionGuard.Verdict;
import org.wardround.privacy.cohort.PatientNumbers.Likeness;
import org.wardround.privacy.disclosure.SmallCellRule;

/** Patients are numbers here, and each has a weight; nothing from 1 to 10 of them may follow. */
class PartitionGuardNumbersTest {
    private static final int PATIENTS = 200;
    private static final double UNKNOWN = Double.NaN;

    private final PartitionGuard guard = new PartitionGuard(SmallCellRule.DEFAULT);

    @Test
    void weights_that_differ_for_few_are_refused_and_those_that_differ_for_many_are_not() {
        guard.add(weighed(PartitionGuardNumbersTest::own));

        assertApart(weighed(PartitionGuardNumbersTest::own));
        assertNear(weighed(patient -> own(patient) + (patient == 7 ? 1 : 0)), "one");
        assertNear(weighed(patient -> own(patient) + (patient < 10 ? 1 + patient : 0)), "ten");
        assertApart(weighed(patient -> own(patient) + (patient < 11 ? 1 + patient : 0)));
        assertApart(weighed(patient -> 1 / own(patient)));
    }

    @Test
    void weights_in_another_unit_are_the_same() {
        guard.add(weighed(PartitionGuardNumbersTest::own));
        assertApart(weighed(patient -> own(patient) / 365.25));
        assertNear(weighed(patient -> own(patient) / 365.25 + (patient == 7 ? 1 : 0)), "one");
        // Times 8 is exact, and so seen where the first differs, by whom the unit goes.
        assertNear(weighed(patient -> 8 * own(patient) + (patient == 0 ? 1 : 0)), "the first");
    }

    @Test
    void a_weight_that_is_the_same_for_all_but_few_is_refused_in_a_first_release_too() {
        assertNear(weighed(patient -> patient == 7 ? 5 : 1), "one");
        assertNear(weighed(patient -> patient < 10 ? 2 + patient : 1), "ten");
        assertApart(weighed(patient -> patient < 11 ? 2 + patient : 1));
        assertApart(weighed(patient -> 1));
        assertApart(weighed(PartitionGuardNumbersTest::own));
    }

    @Test
    void weights_that_are_nearly_alike_but_for_few_are_alike_but_for_few() {
        assertNear(weighed(patient -> (patient == 7 ? 5 : 1) + 1e-9 * own(patient)), "one who weighs more");
        guard.add(weighed(PartitionGuardNumbersTest::own));
        assertNear(weighed(patient -> own(patient) * (1 + 1e-9 * (patient % 7)) + (patient == 7 ? 1 : 0)), "one");
        assertApart(weighed(patient -> own(patient) * (1 + 1e-9 * (patient % 7))));
    }

    @Test
    void offsets_are_alike_where_their_difference_is_small() {
        // Around 0, where no thousandth of itself says anything.
        assertNear(offset(patient -> (patient == 7 ? 1.5 : 0) + 1e-9 * own(patient)), "one");
        assertNear(offset(patient -> -2 + (patient == 7 ? 1.5 : 0)), "one");
        assertApart(offset(patient -> StrictMath.log(own(patient))));
        guard.add(offset(patient -> StrictMath.log(own(patient))));
        assertNear(offset(patient -> StrictMath.log(own(patient) / (patient == 7 ? 100 : 365.25))), "one, in days");
    }

    @Test
    void patients_without_a_weight_weigh_what_stands_in() {
        assertNear(weighed(patient -> patient == 7 ? UNKNOWN : 1), "one");
        assertApart(weighed(patient -> patient < 11 ? UNKNOWN : 1));
        guard.add(weighed(patient -> patient < 11 ? UNKNOWN : own(patient)));
        assertNear(weighed(patient -> patient < 12 ? UNKNOWN : own(patient)), "one more");
        // Where what stands in is 3, as it may be, the two differ for patient 7.
        assertNear(weighed(patient -> patient == 7 ? 4 : patient < 11 ? 3 : own(patient)), "one of those without");
    }

    @Test
    void what_follows_from_three_weights_is_seen_where_no_two_of_them_tell_of_few() {
        guard.add(weighed(patient -> 1 + patient % 17));
        guard.add(weighed(patient -> 1 + patient % 23));
        assertApart(weighed(patient -> 9 + patient % 17 + 3 * (patient % 23)));
        assertNear(
                weighed(patient -> (patient == 7 ? 1 : 0) + 9 + patient % 17 + 3 * (patient % 23)),
                "the sum of the two and the count of all, but for one");
    }

    @Test
    void weights_of_many_kinds_go_with_many_cohorts_and_a_small_side() {
        // A side of four is left to the rule for small cells, though each patient has a weight of its own beside it.
        guard.add(cohort(0, 300, patient -> patient < 4));
        guard.add(cohort(20, 300, patient -> false));
        guard.add(cohort(0, 250, patient -> false));
        for (int column = 0; column < 5; column++) {
            int one = column;
            Cohort next = weighed(patient -> own(patient + 1000 * one));
            assertApart(next);
            guard.add(next);
        }
        assertNear(weighed(patient -> own(patient + 1000) + (patient < 3 ? 1 : 0)), "three");
        assertThat(guard.verdict(cohort(1, 300, patient -> false))).isEqualTo(Verdict.COHORT_NEAR);
    }

    @Test
    void cohort_that_lacks_those_who_make_two_weights_differ_from_each_other_is_refused() {
        // The two differ for patients 0 … 19; without 15 of these they would differ for 5.
        guard.add(weighed(PartitionGuardNumbersTest::own));
        guard.add(weighed(patient -> own(patient) + (patient < 20 ? 1 : 0)));
        assertThat(guard.verdict(cohort(15, PATIENTS, patient -> false)))
                .as("15 whom nobody weighs follow, and 20 weighed alike, so 5 do")
                .isEqualTo(Verdict.NUMBERS_NEAR);
    }

    @Test
    @Timeout(30)
    void half_a_million_patients_of_a_weight_each_are_answered_in_seconds() {
        int patients = 500_000;
        for (int release = 0; release < 5; release++) {
            guard.add(cohort(1000 * release, patients, patient -> patient % 5 == 0));
        }
        long start = System.nanoTime();
        assertThat(guard.verdict(with(cohort(0, patients, patient -> patient % 5 == 0), patient -> own(patient))))
                .isEqualTo(Verdict.APART);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void numbers_are_shown_nowhere_and_are_those_of_all_patients() {
        Cohort cohort = weighed(PartitionGuardNumbersTest::own);
        assertThat(List.of(cohort, cohort.numbers()).toString()).doesNotContainPattern("\\d{2}");
        assertThatThrownBy(() -> with(cohort(0, 10, patient -> false), 9, PartitionGuardNumbersTest::own))
                .hasMessage("each patient of a cohort has one of each of its numbers");
        assertThatThrownBy(() -> new PatientNumbers("weights", new long[] {-1}, new long[1], new long[1]))
                .hasMessage("numbers of 'weights' are from 0 to 2^61 − 2");
        assertThatThrownBy(() -> new PatientNumbers("weights", new long[2], new long[1], new long[1]))
                .hasMessage("each patient of 'weights' has three numbers");
    }

    @Test
    void rows_of_a_patient_are_added_whatever_their_order_and_last_digit() {
        // In doubles the first is 0.6000000000000001.
        assertThat(of(0.1, 0.2, 0.3).fine()).isEqualTo(of(0.3, 0.2, 0.1).fine());
        assertThat(of(0.1, 0.2, 0.3).fine()).isEqualTo(of(0.6).fine());
        assertThat(of(0.6 + 1e-11).fine()).isNotEqualTo(of(0.6).fine());
        assertThat(of(-1, 1, 2).fine()).isEqualTo(of(2).fine());
    }

    @Test
    void rows_that_weigh_a_patient_once_however_many_there_are_say_nothing_of_few() {
        PatientNumbers.Adding adding = new PatientNumbers.Adding("weights", Likeness.RATIO, PATIENTS);
        for (int patient = 0; patient < PATIENTS; patient++) {
            int rows = patient < 5 ? 49 : 1 + patient % 3;
            for (int row = 0; row < rows; row++) {
                adding.add(patient, 1.0 / rows);
            }
        }
        assertApart(with(cohort(0, PATIENTS, patient -> false), adding.done()));
    }

    /** Of one patient, beside another of weight 1 by whom the unit goes. */
    private static PatientNumbers of(double... rows) {
        PatientNumbers.Adding adding = new PatientNumbers.Adding("weights", Likeness.RATIO, 2);
        adding.add(0, 1);
        for (double row : rows) {
            adding.add(1, row);
        }
        return adding.done();
    }

    /** Another one for each. */
    private static double own(int patient) {
        return 1 + StrictMath.sqrt(3 + patient);
    }

    private void assertApart(Cohort cohort) {
        assertThat(guard.verdict(cohort)).isEqualTo(Verdict.APART);
    }

    private void assertNear(Cohort cohort, String who) {
        assertThat(guard.verdict(cohort)).as(who).isEqualTo(Verdict.NUMBERS_NEAR);
    }

    private static Cohort weighed(IntToDoubleFunction weight) {
        return with(cohort(0, PATIENTS, patient -> false), weight);
    }

    private static Cohort offset(IntToDoubleFunction offset) {
        Cohort cohort = cohort(0, PATIENTS, patient -> false);
        return with(cohort, numbers("offset", Likeness.DIFFERENCE, PATIENTS, offset));
    }

    private static Cohort with(Cohort cohort, IntToDoubleFunction weight) {
        return with(cohort, cohort.patients().size(), weight);
    }

    private static Cohort with(Cohort cohort, int patients, IntToDoubleFunction weight) {
        return with(cohort, numbers("weights", Likeness.RATIO, patients, weight));
    }

    private static Cohort with(Cohort cohort, PatientNumbers numbers) {
        return new Cohort(cohort.patients(), cohort.sides(), cohort.cells(), cohort.selectedBy(), List.of(numbers));
    }

    private static PatientNumbers numbers(String name, Likeness likeness, int patients, IntToDoubleFunction number) {
        PatientNumbers.Adding adding = new PatientNumbers.Adding(name, likeness, patients);
        for (int patient = 0; patient < patients; patient++) {
            adding.add(patient, number.applyAsDouble(patient));
        }
        return adding.done();
    }

    /** Those from the first on. @param tested who is on another side than all others */
    private static Cohort cohort(int first, int end, IntPredicate tested) {
        Breakdown.Counting sides = new Breakdown.Counting("sides", 2, end - first);
        for (int patient = first; patient < end; patient++) {
            sides.count(patient - first, tested.test(patient) ? 1 : 0);
        }
        List<PatientMark> marks = IntStream.range(first, end)
                .mapToObj(patient -> new PatientMark(0, patient))
                .toList();
        return new Cohort(marks, sides.done(), List.of(), new TreeSet<>());
    }
}
