package org.wardround.inference.describe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardround.inference.describe.Dictionaries.binary;
import static org.wardround.inference.describe.Dictionaries.category;
import static org.wardround.inference.describe.Dictionaries.number;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.model.FeatureColumns;
import org.wardround.core.model.Preprocessing;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Formula;
import org.wardround.core.study.MissingPolicy;
import org.wardround.core.study.Term;
import org.wardround.core.study.VariableType;
import org.wardround.core.update.LocalUpdate;
import org.wardround.inference.evaluate.Evaluation;

class PatientCellsPassTest {
    private static final double MISSING = Double.NaN;
    private static final DataDictionary DICTIONARY = Dictionaries.of(
            Dictionaries.BINARY,
            binary("sex"),
            category("ward", MissingPolicy.IMPUTE, "a", "b", "c"),
            number("dose", 0, 100));
    private static final Term SEX = new Term.Plain("sex");
    private static final Term WARD = new Term.Plain("ward");
    private static final Term DOSE = new Term.Plain("dose");

    @Test
    void a_patient_is_once_in_each_cell_in_which_a_row_is() {
        // Patient 0 is in two cells of sex and ward, 1 in one; a missing ward is b.
        double[][] rows = {{1, 0, 1, 0}, {0, 2, 0, 1}, {1, 0, 1, 0}, {0, 2, 0, 1}, {0, MISSING, 0, 0}};
        PatientCellsPass pass = pass(SEX, WARD, DOSE);
        LocalUpdate answer = pass.answer(table(rows, 0, 1, 0, 0, 2));
        assertThat(answer.values().toArray())
                .containsExactly(
                        3, 1, // sex
                        1, 1, 2, // ward
                        3, 1, // dose, which is 0 where it is missing
                        0, 1, 1, 0, 2, 0); // sex within ward
    }

    @Test
    void outcomes_are_asked_where_there_is_nothing_but_codes() {
        double[][] rows = {{1, 0, 0, 0}, {0, 0, 0, 1}, {1, 0, 0, 1}};
        assertThat(pass(SEX).answer(table(rows, 0, 1, 2)).values().toArray())
                .containsExactly(
                        1, 2, // sex
                        1, 2, // disease
                        0, 1, 1, 1); // sex within disease
    }

    @Test
    void rows_that_are_not_for_training_are_not_counted() {
        double[][] rows = {{1, 0, 0, 0}, {1, 0, 0, 1}};
        Table table = Tables.of(rows, Side.TRAIN, Side.TEST);
        assertThat(pass(SEX, DOSE).answer(table).values().toArray()).containsExactly(0, 1, 1, 0);
    }

    @Test
    void terms_are_named_where_the_first_few_of_them_tell_few() {
        // All wards but c have many of either sex, and a dose; c has 3 patients.
        IntFunction<double[]> rows = row -> new double[] {row % 2, row < 3 ? 2 : row / 2 % 2, row % 7, row % 5 % 2};
        assertThat(few(rows, SEX, WARD, DOSE)).containsExactly(List.of("ward"));
    }

    @Test
    void a_model_without_codes_has_no_cells() {
        assertThat(few(row -> new double[] {row % 2, 0, row % 7, row % 2}, DOSE))
                .isEmpty();
    }

    @Test
    void a_small_cell_tells_something_where_its_codes_are_multiplied() {
        // 5 of the second sex are in ward b; each sex and each ward has many of the other.
        IntFunction<double[]> rows = row -> new double[] {
            row < 5 || row >= 105 ? 1 : 0, row < 55 ? 1 : row < 155 ? 0 : 2 * (row % 2), row % 7, row % 5 % 2
        };
        assertThat(few(rows, SEX, WARD, DOSE)).isEmpty();
        assertThat(few(rows, SEX, WARD, DOSE, new Term.Interaction(List.of("sex", "ward"))))
                .containsExactly(List.of("sex", "ward"));
    }

    @Test
    void a_curve_through_two_values_is_about_those_who_have_a_third() {
        Term curve = new Term.Polynomial("dose", 2, 0);
        assertThat(few(row -> new double[] {0, 0, row < 3 ? 1 : row % 2 * 2, row % 2}, curve))
                .containsExactly(List.of("dose"));
        assertThat(few(row -> new double[] {0, 0, row < 11 ? 1 : row % 2 * 2, row % 2}, curve))
                .isEmpty();
        assertThat(few(row -> new double[] {0, 0, row % 5, row % 2}, curve)).isEmpty();
    }

    private static List<List<String>> few(IntFunction<double[]> rows, Term... terms) {
        double[][] all = new double[200][];
        Arrays.setAll(all, rows);
        PatientCellsPass pass = pass(terms);
        return pass.few(Evaluation.alone(pass.answer(Tables.train(all))));
    }

    private static PatientCellsPass pass(Term... terms) {
        Formula formula = new Formula(List.of(terms), "", "", false);
        return new PatientCellsPass(
                DICTIONARY,
                Preprocessing.unscaled(FeatureColumns.of(DICTIONARY, formula), new double[] {0, 1, 0}),
                1,
                200);
    }

    private static Table table(double[][] rows, int... patients) {
        Table table = Tables.train(rows);
        Side[] sides = new Side[Arrays.stream(patients).max().orElseThrow() + 1];
        Arrays.fill(sides, Side.TRAIN);
        return new Table(
                VariableType.BINARY, table.variables(), table.outcomes(), table.events(), patients, List.of(sides));
    }
}
