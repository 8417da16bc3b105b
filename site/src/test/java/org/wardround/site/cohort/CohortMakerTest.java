package org.wardround.site.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.study.Study;
import org.wardround.core.study.VariableType;
import org.wardround.privacy.cohort.Breakdown;
import org.wardround.privacy.cohort.Cohort;
import org.wardround.privacy.cohort.PatientMark;
import org.wardround.study.file.StudyFile;

/** A table that can be counted by hand: four patients, the third of whom has two rows. */
class CohortMakerTest {
    private static final String STUDY = """
            study: counted
            purpose: Count by hand
            data:
              variables:
                - {name: age, type: number, unit: years, range: [0, 120]}
                - {name: sex, type: category, values: [f, m]}
                - {name: weight, type: number, unit: kg, range: [0, 300]}
              outcome: {name: event, type: binary}
              cohort:
                - {variable: age, range: [18, 120]}
              split: {validation: 0.2, test: 0.2}
            model: {type: logistic}
            training:
              strategy: {type: fedavg}
              rounds: 1
              local: {steps: 1, batchSize: 1, optimiser: {type: sgd, learningRate: 0.1}}
            evaluation:
              primary: accuracy
              metrics: [accuracy]
              subgroups: [{variable: sex}, {variable: age, cuts: [50]}]
            """;
    private static final double[] AGE = {40, 60, 70, 71, 50};
    private static final double[] SEX = {0, 1, 1, 1, 0};
    private static final double[] WEIGHT = {80, Double.NaN, 60, 60, 70};
    private static final double[] EVENT = {0, 1, 1, 0, 1};
    private static final int[] PATIENTS = {0, 1, 2, 2, 3};
    private static final List<Side> SIDES = List.of(Side.TRAIN, Side.TRAIN, Side.TEST, Side.TEST);

    @TempDir
    Path folder;

    @Test
    void groups_are_those_that_questions_count() throws Exception {
        Cohort cohort = cohort(SIDES, PATIENTS);
        // Patients on the sides train, validation, test; then rows.
        assertThat(counts(cohort.sides())).containsExactly("100100", "100100", "001002", "001001");
        assertThat(cohort.cells()).extracting(Breakdown::name).containsExactly("outcome event", "age", "sex", "weight");
        // Classes 0 and 1 on train, validation, test.
        assertThat(counts(cohort.cells().get(0))).containsExactly("100000", "010000", "000011", "000001");
        // Known in training; test rows below 50, from 50 on.
        assertThat(counts(cohort.cells().get(1))).containsExactly("100", "100", "002", "001");
        // Training rows f, m; test rows f, m.
        assertThat(counts(cohort.cells().get(2))).containsExactly("1000", "0100", "0002", "0010");
        assertThat(counts(cohort.cells().get(3))).containsExactly("1", "0", "0", "0");
        assertThat(cohort.selectedBy()).containsExactly("age");
    }

    @Test
    void one_row_a_patient_is_counted_once() throws Exception {
        List<Side> sides = List.of(Side.TRAIN, Side.TRAIN, Side.VALIDATION, Side.TEST, Side.TEST);
        assertThat(counts(cohort(sides, new int[] {0, 1, 2, 3, 4}).sides()))
                .containsExactly("100", "100", "010", "001", "001");
    }

    @Test
    void order_of_the_rows_makes_no_difference() throws Exception {
        Cohort cohort = cohort(SIDES, PATIENTS);
        Table reversed = new Table(
                VariableType.BINARY,
                new double[][] {reversed(AGE), reversed(SEX), reversed(WEIGHT)},
                reversed(EVENT),
                new double[0],
                new int[] {0, 1, 1, 2, 3},
                List.of(Side.TEST, Side.TEST, Side.TRAIN, Side.TRAIN));
        Cohort other = CohortMaker.of(study(), reversed, List.of(mark(3), mark(2), mark(1), mark(0)));
        assertThat(CohortBytes.of(other)).isEqualTo(CohortBytes.of(cohort));
        assertThat(CohortBytes.of(CohortBytes.read(CohortBytes.unpacked(CohortBytes.packed(CohortBytes.of(cohort))))))
                .isEqualTo(CohortBytes.of(cohort));
    }

    private Cohort cohort(List<Side> sides, int[] patients) throws Exception {
        Table table = new Table(
                VariableType.BINARY, new double[][] {AGE, SEX, WEIGHT}, EVENT, new double[0], patients, sides);
        List<PatientMark> marks =
                IntStream.range(0, sides.size()).mapToObj(CohortMakerTest::mark).toList();
        return CohortMaker.of(study(), table, marks);
    }

    private Study study() throws Exception {
        Path file = folder.resolve("study.yaml");
        Files.writeString(file, STUDY);
        return StudyFile.read(file).study();
    }

    private static PatientMark mark(int patient) {
        return new PatientMark(patient, 0);
    }

    private static double[] reversed(double[] values) {
        double[] reversed = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            reversed[i] = values[values.length - 1 - i];
        }
        return reversed;
    }

    /** For each patient how often in each group. */
    private static List<String> counts(Breakdown breakdown) {
        return IntStream.range(0, breakdown.patients())
                .mapToObj(patient -> Arrays.stream(breakdown.pattern(breakdown.patternOf(patient)))
                        .mapToObj(Integer::toString)
                        .reduce("", String::concat))
                .toList();
    }
}
