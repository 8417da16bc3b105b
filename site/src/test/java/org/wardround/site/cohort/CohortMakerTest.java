package org.wardround.site.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.identity.Sha256;
import org.wardround.core.study.Study;
import org.wardround.core.study.VariableType;
import org.wardround.privacy.cohort.Breakdown;
import org.wardround.privacy.cohort.Cohort;
import org.wardround.privacy.cohort.PatientMark;
import org.wardround.privacy.cohort.PatientNumbers;
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
    private static final String WEIGHED = """
            study: weighed
            purpose: Add by hand
            data:
              variables:
                - {name: logYears, type: number, range: [0, 10]}
                - {name: sex, type: binary}
                - {name: weight, type: number, range: [0.5, 300]}
              outcome: {name: visits, type: integer, range: [0, 9]}
              split: {validation: 0.2, test: 0.2}
            model: {type: poisson, weights: weight, offset: logYears}
            training: {strategy: {type: newton}, rounds: 20}
            evaluation: {margin: 1}
            """;
    private static final double[] AGE = {40, 60, 70, 71, 50};
    private static final double[] SEX = {0, 1, 1, 1, 0};
    private static final double[] WEIGHT = {80, Double.NaN, 60, 60, 70};
    private static final double[] EVENT = {0, 1, 1, 0, 1};
    private static final int[] PATIENTS = {0, 1, 2, 2, 3};
    private static final List<Side> SIDES = List.of(Side.TRAIN, Side.TRAIN, Side.TEST, Side.TEST);

    /** The digest of the bytes of this cohort as versions without weights wrote them. */
    private static final String BEFORE = "2977c1e6e69a70695c8eee403cdf0af17fe8298c2d84e8eaa87a44a1d3dcda5a";

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
    void weights_and_offsets_are_added_over_the_rows_of_a_patient() throws Exception {
        Cohort cohort = weighed(1, 30, new int[] {0, 1, 2, 2, 3});
        assertThat(cohort.numbers()).extracting(PatientNumbers::name).containsExactly("weights", "offset");
        PatientNumbers weights = cohort.numbers().get(0);
        // Patients 0 … 14 are in training: 0.5, 1, 1.5 + 2, 2.5 …, so twice as many halves.
        assertThat(Arrays.copyOf(weights.fine(), 5)).containsExactly(1, 2, 7, 5, 6);
        assertThat(Arrays.copyOfRange(weights.fine(), 15, 30)).containsOnly(0);
        assertThat(weights.coarse()).isEqualTo(weights.fine());
        assertThat(weights.unknown()).containsOnly(0);
        assertThat(Arrays.copyOf(cohort.numbers().get(1).fine(), 5)).containsExactly(0, 1, 5, 4, 5);
        assertThat(Arrays.copyOfRange(cohort.numbers().get(1).fine(), 15, 30)).containsOnly(0);
    }

    @Test
    void patients_without_a_weight_are_known_as_such() throws Exception {
        PatientNumbers weights =
                weighed(Double.NaN, 30, new int[] {0, 1, 2, 2, 3}).numbers().get(0);
        assertThat(Arrays.copyOf(weights.unknown(), 5)).containsExactly(1, 0, 0, 0, 0);
        assertThat(weights.fine()[0]).isZero();
    }

    @Test
    void side_of_few_patients_is_left_to_the_rule_for_small_cells() throws Exception {
        assertThat(weighed(1, 20, new int[] {0, 1, 2, 2, 3}).numbers()).isEmpty();
        assertThat(weighed(1, 22, new int[] {0, 1, 2, 2, 3}).numbers()).hasSize(2);
    }

    @Test
    void order_of_the_rows_makes_no_difference_to_weights_and_they_come_back_from_bytes() throws Exception {
        Cohort cohort = weighed(1, 30, new int[] {0, 1, 2, 2, 3});
        byte[] bytes = CohortBytes.of(cohort);
        assertThat(CohortBytes.of(CohortBytes.read(bytes))).isEqualTo(bytes);
        assertThat(CohortBytes.of(weighed(1, 30, new int[] {0, 1, 2, 2, 3}))).isEqualTo(bytes);
        assertThat(CohortBytes.of(weighed(2, 30, new int[] {0, 1, 2, 2, 3}))).isNotEqualTo(bytes);
    }

    @Test
    void cohort_without_weights_has_the_bytes_that_it_had_before_there_were_any() throws Exception {
        assertThat(HexFormat.of().formatHex(CohortBytes.of(cohort(SIDES, PATIENTS)), 0, 8))
                .as("the version, and four patients")
                .isEqualTo("0000000100000004");
        assertThat(Sha256.of(CohortBytes.of(cohort(SIDES, PATIENTS))).hex()).isEqualTo(BEFORE);
        assertThat(CohortBytes.read(CohortBytes.of(cohort(SIDES, PATIENTS))).numbers())
                .isEmpty();
    }

    /**
     * Half of the patients are in training, the other half in testing; weights are halves of the row's number from 1 on, offsets this number from 0 on.
     *
     * @param first weight of the first row, in halves
     * @param firstRows whose rows come first; all others have one row each
     */
    private Cohort weighed(double first, int patients, int[] firstRows) throws Exception {
        int rows = patients + 1;
        int[] of = new int[rows];
        double[] logYears = new double[rows];
        double[] weight = new double[rows];
        for (int row = 0; row < rows; row++) {
            of[row] = row < firstRows.length ? firstRows[row] : row - 1;
            logYears[row] = row;
            weight[row] = (row == 0 ? first : row + 1) / 2;
        }
        Table table = new Table(
                VariableType.INTEGER,
                new double[][] {logYears, new double[rows], weight},
                new double[rows],
                new double[0],
                of,
                IntStream.range(0, patients)
                        .mapToObj(patient -> patient < patients / 2 ? Side.TRAIN : Side.TEST)
                        .toList());
        List<PatientMark> marks =
                IntStream.range(0, patients).mapToObj(CohortMakerTest::mark).toList();
        return CohortMaker.of(study(WEIGHED), table, marks);
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
        return study(STUDY);
    }

    private Study study(String text) throws Exception {
        Path file = folder.resolve("study.yaml");
        Files.writeString(file, text);
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
