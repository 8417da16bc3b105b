package org.wardround.privacy.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wardround.privacy.cohort.PartitionGuard.Verdict;
import org.wardround.privacy.disclosure.SmallCellRule;

/** Patients are numbers here; nothing from 1 to 10 of them may follow. */
class PartitionGuardTest {
    private final PartitionGuard guard = new PartitionGuard(SmallCellRule.DEFAULT);

    @Test
    void same_cohort_may_come_again_and_one_that_differs_by_few_may_not() {
        guard.add(cohort(from(0, 100)));

        assertThat(guard.verdict(cohort(from(0, 100)))).isEqualTo(Verdict.APART);
        assertThat(guard.verdict(cohort(from(0, 99)))).as("all but one patient").isEqualTo(Verdict.COHORT_NEAR);
        assertThat(guard.verdict(cohort(from(0, 90)))).as("all but 10").isEqualTo(Verdict.COHORT_NEAR);
        assertThat(guard.verdict(cohort(from(0, 89)))).as("all but 11").isEqualTo(Verdict.APART);
        assertThat(guard.verdict(cohort(from(0, 101)))).as("one has come").isEqualTo(Verdict.COHORT_NEAR);
        assertThat(guard.verdict(cohort(from(0, 111)))).as("11 have come").isEqualTo(Verdict.APART);
        // 4 went and 6 came: the difference tells of 10. 4 and 7: of 11, of whom none can be told from the others.
        assertThat(guard.verdict(cohort(from(4, 106)))).isEqualTo(Verdict.COHORT_NEAR);
        assertThat(guard.verdict(cohort(from(4, 107)))).isEqualTo(Verdict.APART);
    }

    @Test
    void what_follows_from_three_releases_is_seen_where_no_two_of_them_tell_of_few() {
        guard.add(cohort(from(0, 50)));
        guard.add(cohort(from(50, 100)));

        // The two add up to patients 0 … 99.
        assertThat(guard.verdict(cohort(from(0, 101)))).isEqualTo(Verdict.COHORT_NEAR);
        assertThat(guard.verdict(cohort(from(0, 99)))).isEqualTo(Verdict.COHORT_NEAR);
        assertThat(guard.verdict(cohort(from(0, 100)))).isEqualTo(Verdict.APART);
        // Complements: what is left of 0 … 99 when those below 45 are taken away is 45 … 99; 50 … 99 is known, and so
        // are 45 … 49.
        assertThat(guard.verdict(cohort(from(0, 45)))).isEqualTo(Verdict.COHORT_NEAR);
    }

    @Test
    void overlaps_are_answered_as_long_as_nothing_about_few_follows() {
        // Two cohorts have 5 patients in common; their sum counts these twice and nothing takes the rest away.
        guard.add(cohort(from(0, 50)));
        assertThat(guard.verdict(cohort(from(45, 100)))).isEqualTo(Verdict.APART);
        guard.add(cohort(from(45, 100)));
        // All of them once: the sum of the two less this is the 5.
        assertThat(guard.verdict(cohort(from(0, 100)))).isEqualTo(Verdict.COHORT_NEAR);
    }

    @Test
    void many_cohorts_that_cut_through_each_other_are_answered_where_there_are_patients_enough() {
        // By each digit of a patient's number in base 3: 3^7 patients in 3^7 classes of one patient each.
        int answered = 0;
        for (int digit = 0, power = 1; digit < 7; digit++, power *= 3) {
            int unit = power;
            Cohort third = cohort(only(from(0, 2187), patient -> patient / unit % 3 == 0));
            assertThat(guard.verdict(third)).isEqualTo(Verdict.APART);
            guard.add(third);
            answered++;
        }
        assertThat(answered).isEqualTo(7);
        assertThat(guard.verdict(cohort(only(from(0, 2186), patient -> patient % 3 == 0))))
                .as("patients 0, 3 … 2184, as before")
                .isEqualTo(Verdict.APART);
        assertThat(guard.verdict(cohort(only(from(0, 2184), patient -> patient % 3 == 0))))
                .as("without patient 2184")
                .isEqualTo(Verdict.COHORT_NEAR);
    }

    @Test
    void patients_who_change_sides_tell_of_themselves() {
        guard.add(cohort(from(0, 100), patient -> patient < 60 ? 0 : 2));
        assertThat(guard.verdict(cohort(from(0, 100), patient -> patient < 65 ? 0 : 2)))
                .isEqualTo(Verdict.COHORT_NEAR);
        assertThat(guard.verdict(cohort(from(0, 100), patient -> patient < 71 ? 0 : 2)))
                .isEqualTo(Verdict.APART);
    }

    @Test
    void small_side_of_one_cohort_is_left_to_the_rule_for_small_cells() {
        guard.add(cohort(from(0, 60), patient -> patient < 4 ? 1 : 0));
        assertThat(guard.verdict(cohort(from(0, 60), patient -> patient < 4 ? 1 : 0)))
                .isEqualTo(Verdict.APART);
        assertThat(guard.verdict(cohort(from(1000, 1060), patient -> patient < 1005 ? 1 : 0)))
                .as("another hospital ward with a small side of its own")
                .isEqualTo(Verdict.APART);
        assertThat(guard.verdict(cohort(from(0, 80), patient -> patient < 4 || patient == 79 ? 1 : 0)))
                .as("20 have come, one of them on the small side")
                .isEqualTo(Verdict.COHORT_NEAR);
    }

    @Test
    void another_row_of_a_patient_tells_of_the_patient() {
        // Of 100 patients 30 have been here twice, and now one of them was here a third time.
        Breakdown.Counting visits = counting("sides", 6, from(0, 100), patient -> 0);
        for (int patient = 0; patient < 30; patient++) {
            visits.count(patient, 3);
        }
        Cohort twice = new Cohort(marks(from(0, 100)), visits.done(), List.of(), new TreeSet<>());
        guard.add(twice);
        assertThat(guard.verdict(twice)).isEqualTo(Verdict.APART);
        Breakdown.Counting more = counting("sides", 6, from(0, 100), patient -> 0);
        for (int patient = 0; patient < 30; patient++) {
            more.count(patient, 3);
        }
        more.count(7, 3);
        assertThat(guard.verdict(new Cohort(marks(from(0, 100)), more.done(), List.of(), new TreeSet<>())))
                .isEqualTo(Verdict.COHORT_NEAR);
    }

    @Test
    void levels_may_differ_by_nobody_or_by_many() {
        guard.add(withLevels(from(0, 100), patient -> patient % 2));
        assertThat(guard.verdict(withLevels(from(0, 100), patient -> patient == 6 ? 1 : patient % 2)))
                .as("a patient's level was corrected")
                .isEqualTo(Verdict.CELL_NEAR);
        assertThat(guard.verdict(withLevels(from(0, 130), patient -> patient % 2)))
                .as("15 have come of each level")
                .isEqualTo(Verdict.APART);
        assertThat(guard.verdict(withLevels(from(0, 130), patient -> patient == 110 ? 3 : patient % 2)))
                .as("one of them of a level that nobody had, whom the small cell of this one release hides")
                .isEqualTo(Verdict.APART);
        guard.add(withLevels(from(0, 150), patient -> patient >= 130 ? 2 : patient % 2));
        assertThat(guard.verdict(withLevels(
                        from(0, 175), patient -> patient >= 174 || patient >= 130 && patient < 150 ? 2 : patient % 2)))
                .as("25 have come, one of them of a level that 20 had")
                .isEqualTo(Verdict.CELL_NEAR);
    }

    @Test
    void table_that_is_asked_twice_with_other_variables_is_one_of_the_same_cohort() {
        guard.add(withLevels(from(0, 100), patient -> patient < 3 ? 1 : 0));
        Breakdown other = counting("other", 2, from(0, 100), patient -> patient < 5 ? 1 : 0)
                .done();
        assertThat(guard.verdict(
                        new Cohort(marks(from(0, 100)), cohort(from(0, 100)).sides(), List.of(other), new TreeSet<>())))
                .isEqualTo(Verdict.APART);
    }

    @Test
    void levels_of_several_variables_are_put_together_where_cohorts_were_selected_by_them() {
        // Women are 0 … 59 and have the level: 55 … 114, so 5 women. Men without the level: 115 … 199.
        int[] all = from(0, 200);
        Breakdown sex = counting("sex", 2, all, patient -> patient < 60 ? 0 : 1).done();
        Breakdown level = counting("level", 2, all, patient -> patient >= 55 && patient < 115 ? 0 : 1)
                .done();
        int[] rest = from(115, 200);
        Breakdown sexOfRest = counting("sex", 2, rest, patient -> 1).done();
        Breakdown levelOfRest = counting("level", 2, rest, patient -> 1).done();
        guard.add(new Cohort(marks(all), cohort(all).sides(), List.of(sex, level), new TreeSet<>()));

        // All less the rest are those who are women or have the level; 60 women and 60 with the level are 5 more than
        // these.
        Cohort neither = new Cohort(
                marks(rest),
                cohort(rest).sides(),
                List.of(sexOfRest, levelOfRest),
                new TreeSet<>(List.of("sex", "level")));
        assertThat(guard.verdict(neither)).isEqualTo(Verdict.CELL_NEAR);
        assertThat(guard.verdict(new Cohort(
                        marks(rest), cohort(rest).sides(), List.of(sexOfRest, levelOfRest), new TreeSet<>())))
                .as("where nobody knows that these are men without the level")
                .isEqualTo(Verdict.APART);
    }

    @Test
    void nothing_shows_patients_or_counts() {
        Cohort cohort = withLevels(from(0, 100), patient -> patient % 2);
        guard.add(cohort);
        assertThat(List.of(cohort, cohort.patients(), cohort.sides(), guard).toString())
                .doesNotContainPattern("\\d{2}");
    }

    @Test
    void cohort_holds_each_patient_once() {
        assertThatThrownBy(() -> cohort(new int[] {1, 2, 1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a cohort holds each patient once");
    }

    private static int[] from(int first, int end) {
        return IntStream.range(first, end).toArray();
    }

    private static int[] only(int[] patients, IntPredicate chosen) {
        return Arrays.stream(patients).filter(chosen).toArray();
    }

    private static Cohort cohort(int[] patients) {
        return cohort(patients, patient -> 0);
    }

    /** One row a patient. @param side 0, 1 or 2 */
    private static Cohort cohort(int[] patients, IntUnaryOperator side) {
        return new Cohort(marks(patients), counting("sides", 6, patients, side).done(), List.of(), new TreeSet<>());
    }

    /** All on one side. @param level 0 to 3 */
    private static Cohort withLevels(int[] patients, IntUnaryOperator level) {
        return new Cohort(
                marks(patients),
                cohort(patients).sides(),
                List.of(counting("level", 4, patients, level).done()),
                new TreeSet<>());
    }

    private static Breakdown.Counting counting(String name, int groups, int[] patients, IntUnaryOperator group) {
        Breakdown.Counting counting = new Breakdown.Counting(name, groups, patients.length);
        for (int i = 0; i < patients.length; i++) {
            counting.count(i, group.applyAsInt(patients[i]));
            if (groups == 6) {
                counting.count(i, 3 + group.applyAsInt(patients[i]));
            }
        }
        return counting;
    }

    private static List<PatientMark> marks(int[] patients) {
        List<PatientMark> marks = new ArrayList<>();
        for (int patient : patients) {
            marks.add(new PatientMark(0, patient));
        }
        return marks;
    }
}
