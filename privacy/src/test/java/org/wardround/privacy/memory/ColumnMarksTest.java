package org.wardround.privacy.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.Sha256;
import org.wardround.core.random.SeededStream;
import org.wardround.core.study.VariableType;
import org.wardround.privacy.cohort.PatientMark;

class ColumnMarksTest {
    private static final int SEEDS = 200;
    private static final double MISSING = Double.NaN;
    private static final DoubleUnaryOperator FAHRENHEIT = celsius -> 1.8 * celsius + 32;

    @Test
    void four_patients_and_what_makes_no_difference_to_how_a_column_divides_them() {
        List<Sha256> sex = marks(0, 1, 1, 0);
        assertThat(sex).hasSize(1);
        assertThat(marks(1, 0, 0, 1)).as("levels the other way round").isEqualTo(sex);
        assertThat(marks(7, -3, -3, 7)).as("a code as a number").isEqualTo(sex);
        assertThat(marks(0, 1, 1, 1)).as("another patient").isNotEqualTo(sex);
        assertThat(marks(0, 1, 1, MISSING)).as("missing").isNotEqualTo(sex);
        assertThat(marks(0, 1, 1, 2)).as("a third level").isNotEqualTo(sex);
        assertThat(marks(-0.0, 1, 1, 0)).as("two zeros").isEqualTo(sex);
    }

    @Test
    void missing_is_not_one_more_value() {
        assertThat(marks(MISSING, 1, 1, MISSING))
                .isNotEqualTo(marks(0, 1, 1, 0))
                .isNotEmpty();
        assertThat(marks(MISSING, 1, 1, MISSING)).isNotEqualTo(marks(1, MISSING, MISSING, 1));
    }

    @Test
    void patients_without_a_value_add_nothing_and_change_nothing() {
        assertThat(marks(0, 1, 1, MISSING, MISSING)).isEqualTo(marks(0, 1, 1)).isNotEmpty();
    }

    @Test
    void a_column_with_one_class_has_no_mark() {
        assertThat(marks(5, 5, 5, 5)).isEmpty();
        assertThat(marks(MISSING, MISSING, MISSING, MISSING)).isEmpty();
        assertThat(marks()).isEmpty();
    }

    @Test
    void where_no_two_patients_have_the_same_value_their_order_counts_in_either_direction() {
        List<Sha256> marker = marks(0.5, -2, 8, 3);
        assertThat(marks(32.9, 28.4, 46.4, 37.4)).as("other units").isEqualTo(marker);
        assertThat(marks(-0.5, 2, -8, -3)).as("the other sign").isEqualTo(marker);
        assertThat(marks(0.5, -2, 3, 8)).as("another column").isNotEqualTo(marker);
        assertThat(marks(0.5, -2, 8, MISSING)).as("one is missing").isNotEqualTo(marker);
    }

    @Test
    void the_same_values_of_other_patients_are_another_column() {
        Table table = oneEach(0, 1, 1, 0);
        assertThat(ColumnMarks.of(table, numbered(0, 1, 2, 4)))
                .isNotEqualTo(ColumnMarks.of(table, numbered(0, 1, 2, 3)));
    }

    /** Two visits each: of one patient low and high, of the other both low. */
    @Test
    void two_rows_of_a_patient_may_come_in_either_order() {
        List<Sha256> visits = trained(new int[] {0, 0, 1, 1}, 1, 2, 1, 1);
        assertThat(trained(new int[] {0, 0, 1, 1}, 2, 1, 1, 1)).isEqualTo(visits);
        assertThat(trained(new int[] {0, 1, 0, 1}, 9, 9, 4, 9))
                .as("other units")
                .isEqualTo(visits);
        assertThat(trained(new int[] {0, 0, 1, 1}, 1, 2, 2, 1)).isNotEqualTo(visits);
        assertThat(trained(new int[] {0, 0, 1}, 1, 2, 1)).as("a visit less").isNotEqualTo(visits);
    }

    /** Of training rows alone: first rows of patients are another matter. */
    private static List<Sha256> trained(int[] patients, double... values) {
        Table table = table(patients, List.of(Side.TRAIN, Side.TRAIN), values);
        List<Sha256> all = ColumnMarks.of(table, numbered(0, 1));
        int[] first = IntStream.range(0, patients.length)
                .filter(row -> IntStream.range(0, row).noneMatch(before -> patients[before] == patients[row]))
                .toArray();
        List<Sha256> left = new ArrayList<>(all);
        left.removeAll(ColumnMarks.of(
                table(
                        new int[] {0, 1},
                        List.of(Side.TRAIN, Side.TRAIN),
                        Arrays.stream(first).mapToDouble(row -> values[row]).toArray()),
                numbered(0, 1)));
        return left;
    }

    @Test
    void rows_of_a_side_of_several_sides_and_first_rows_of_patients_are_looked_at_by_themselves() {
        List<Side> sides = List.of(Side.TRAIN, Side.TRAIN, Side.TEST, Side.TEST);
        Table split = table(new int[] {0, 1, 2, 3, 0}, sides, 0, 1, 1, 0, 1);
        List<Sha256> marks = ColumnMarks.of(split, numbered(0, 1, 2, 3));
        // Training rows, test rows, all rows, first rows.
        assertThat(marks).hasSize(4);
        assertThat(marks).as("first rows, as all rows of another study").containsAll(marks(0, 1, 1, 0));
        assertThat(marks)
                .as("test rows, as training rows of another study")
                .containsAll(ColumnMarks.of(oneEach(1, 0), numbered(2, 3)));
    }

    @Test
    void outcome_and_event_are_columns_like_others_and_a_column_twice_has_one_mark() {
        double[] sex = {0, 1, 1, 0};
        double[] time = {10, 20, 10, 30};
        double[] event = {1, 1, 0, 0};
        double[] age = {50, 50, 60, 50};
        int[] patients = {0, 1, 2, 3};
        Table timed =
                new Table(VariableType.TIME_TO_EVENT, new double[][] {sex, age, sex}, time, event, patients, train(4));
        assertThat(ColumnMarks.of(timed, numbered(0, 1, 2, 3)))
                .hasSize(4)
                .containsAll(marks(sex))
                .containsAll(marks(age))
                .containsAll(marks(time))
                .containsAll(marks(event));
    }

    @Test
    void any_one_to_one_change_and_any_order_of_the_export_leave_the_marks_as_they_are() {
        for (long seed = 0; seed < SEEDS; seed++) {
            SeededStream random = SeededStream.of(seed, "columns");
            Random drawn = Random.from(random);
            List<Sha256> marks = ColumnMarks.of(drawn.table(drawn.values), drawn.marks);

            Map<Double, Double> renamed = new HashMap<>();
            double[] others = Arrays.stream(drawn.values)
                    .map(value -> Double.isNaN(value)
                            ? MISSING
                            : renamed.computeIfAbsent(value, unseen -> random.nextGaussian()))
                    .toArray();
            assertThat(ColumnMarks.of(drawn.table(others), drawn.marks))
                    .as("seed %d", seed)
                    .isEqualTo(marks);
            double[] converted = Arrays.stream(drawn.values).map(FAHRENHEIT).toArray();
            Random exported = drawn.shuffled(random, converted);
            assertThat(ColumnMarks.of(exported.table(exported.values), exported.marks))
                    .as("seed %d", seed)
                    .isEqualTo(marks);
        }
    }

    @Test
    void one_value_that_is_another_one_makes_another_mark() {
        for (long seed = 0; seed < SEEDS; seed++) {
            SeededStream random = SeededStream.of(seed, "changes");
            Random drawn = Random.from(random);
            double[] changed = drawn.values.clone();
            changed[random.nextInt(changed.length)] = 17;
            assertThat(ColumnMarks.of(drawn.table(changed), drawn.marks))
                    .as("seed %d", seed)
                    .isNotEqualTo(ColumnMarks.of(drawn.table(drawn.values), drawn.marks));
        }
    }

    /** A code of three levels, one of which has two rows at least of different patients, so that a change of values is any; the first rows are always the same rows. */
    private record Random(int[] patients, double[] values, List<PatientMark> marks) {
        static Random from(SeededStream random) {
            int count = 12 + random.nextInt(10);
            int[] patients = new int[2 * count];
            double[] values = new double[2 * count];
            for (int row = 0; row < values.length; row++) {
                patients[row] = row % count;
                values[row] = random.nextInt(8) == 0 ? MISSING : random.nextInt(3);
            }
            return new Random(
                    patients,
                    values,
                    LongStream.range(0, count)
                            .mapToObj(patient -> new PatientMark(random.nextLong(), patient))
                            .toList());
        }

        /** Patients in another order, and each one's later rows before other patients' first ones. */
        Random shuffled(SeededStream random, double[] of) {
            int count = marks.size();
            int[] order = IntStream.range(0, count).toArray();
            for (int i = count - 1; i > 0; i--) {
                int other = random.nextInt(i + 1);
                int one = order[i];
                order[i] = order[other];
                order[other] = one;
            }
            int[] who = new int[2 * count];
            double[] moved = new double[2 * count];
            List<PatientMark> renumbered = new ArrayList<>();
            for (int place = 0; place < count; place++) {
                who[2 * place] = place;
                who[2 * place + 1] = place;
                moved[2 * place] = of[order[place]];
                moved[2 * place + 1] = of[order[place] + count];
                renumbered.add(marks.get(order[place]));
            }
            return new Random(who, moved, renumbered);
        }

        Table table(double[] of) {
            return ColumnMarksTest.table(patients, train(marks.size()), of);
        }
    }

    /** Of a column, one row a patient, all in training. */
    private static List<Sha256> marks(double... values) {
        return ColumnMarks.of(
                oneEach(values), numbered(LongStream.range(0, values.length).toArray()));
    }

    private static Table oneEach(double... values) {
        return table(IntStream.range(0, values.length).toArray(), train(values.length), values);
    }

    /** With an outcome that has no mark, as it is the same for all. */
    private static Table table(int[] patients, List<Side> sides, double... values) {
        return new Table(
                VariableType.BINARY,
                new double[][] {values},
                new double[values.length],
                new double[0],
                patients,
                sides);
    }

    private static List<Side> train(int patients) {
        return java.util.Collections.nCopies(patients, Side.TRAIN);
    }

    private static List<PatientMark> numbered(long... numbers) {
        return LongStream.of(numbers)
                .mapToObj(number -> new PatientMark(0, number))
                .toList();
    }
}
