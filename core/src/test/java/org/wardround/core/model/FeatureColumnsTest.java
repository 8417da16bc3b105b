package org.wardround.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.MissingPolicy;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.SplitSpec;
import org.wardround.core.study.Standardisation;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;

class FeatureColumnsTest {
    private static final Variable AGE =
            new Variable("age", VariableType.NUMBER, "a", new Range(0, 120), List.of(), MissingPolicy.DROP, "");
    private static final Variable SEX =
            new Variable("sex", VariableType.BINARY, "", null, List.of("0", "1"), MissingPolicy.IMPUTE, "");
    private static final Variable PAIN =
            new Variable("cp", VariableType.CATEGORY, "", null, List.of("1", "2", "4"), MissingPolicy.INDICATOR, "");
    private static final Variable CHOLESTEROL = new Variable(
            "chol", VariableType.INTEGER, "mg/dl", new Range(50, 700), List.of(), MissingPolicy.INDICATOR, "");

    private static final List<FeatureColumn> COLUMNS = FeatureColumns.of(new DataDictionary(
            1,
            List.of(AGE, SEX, PAIN, CHOLESTEROL),
            new Outcome("disease", VariableType.BINARY, "", null, List.of("0", "1"), ""),
            List.of(),
            Standardisation.NONE,
            new SplitSpec(0.1, 0.2, "")));

    @Test
    void columns_follow_the_dictionary_with_the_first_level_as_reference() {
        assertThat(COLUMNS.stream().map(FeatureColumn::term))
                .containsExactly("age", "sex", "cp=2", "cp=4", "cp missing", "chol", "chol missing");
        assertThat(COLUMNS.stream().map(column -> column.variables().first())).containsExactly(0, 1, 2, 2, 2, 3, 3);
    }

    @Test
    void a_whole_record_is_centred_and_scaled() {
        Preprocessing preprocessing = new Preprocessing(
                COLUMNS, new double[] {Double.NaN, 1, 0, 240}, new double[] {50, 0.5, 0, 0, 0, 240, 0}, new double[] {
                    10, 0.5, 1, 1, 1, 40, 1
                });

        // (65 − 50)/10; (0 − 0.5)/0.5; level "4" is the third, so cp=2 is 0 and cp=4 is 1; (200 − 240)/40.
        assertThat(encode(preprocessing, 65, 0, 2, 200)).containsExactly(1.5, -1, 0, 1, 0, -1, 0);
    }

    @Test
    void missing_values_are_filled_in_and_flagged_where_the_policy_says_so() {
        Preprocessing preprocessing = Preprocessing.unscaled(COLUMNS, new double[] {Double.NaN, 1, 1, 240});
        double missing = Double.NaN;

        // sex → 1 without a flag; cp → its second level "2" with a flag; chol → 240 with a flag.
        assertThat(encode(preprocessing, 65, missing, missing, missing)).containsExactly(65, 1, 1, 0, 1, 240, 1);
        assertThat(preprocessing.unscaled(5, new double[] {65, 0, 0, missing})).isEqualTo(240);
    }

    @Test
    void a_column_that_was_constant_is_0_for_every_record() {
        Preprocessing preprocessing = Preprocessing.unscaled(COLUMNS, new double[4])
                .withScaling(new double[] {50, 0, 0, 0, 0, 0, 0}, new double[] {0, 1, 1, 1, 1, 1, 1});

        assertThat(encode(preprocessing, 99, 1, 0, 200)).containsExactly(0, 1, 0, 0, 0, 200, 0);
    }

    @Test
    void a_record_is_written_at_its_offset_and_nowhere_else() {
        double[] target = new double[9];
        target[0] = -7;
        target[8] = -7;

        Preprocessing.unscaled(COLUMNS, new double[4]).encode(new double[] {1, 1, 1, 60}, target, 1);

        assertThat(target).containsExactly(-7, 1, 1, 1, 0, 0, 60, 0, -7);
    }

    @Test
    void numbers_cannot_be_changed_from_outside() {
        double[] imputed = {0, 0, 0, 240};
        Preprocessing preprocessing = Preprocessing.unscaled(COLUMNS, imputed);

        imputed[3] = 0;

        assertThat(preprocessing.imputed(3)).isEqualTo(240);
        assertThat(preprocessing.variables()).isEqualTo(4);
        assertThat(preprocessing.features()).isEqualTo(7);
    }

    @Test
    void numbers_that_do_not_fit_the_columns_are_refused_by_name() {
        assertThatThrownBy(() -> Preprocessing.unscaled(COLUMNS, new double[3]))
                .hasMessage("column 'chol' reads variable 3 of 3");
        Preprocessing preprocessing = Preprocessing.unscaled(COLUMNS, new double[4]);
        assertThatThrownBy(() -> preprocessing.withScaling(new double[6], new double[7]))
                .hasMessage("7 columns need as many centres and scales, got 6 and 7");
        for (double wrong : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            double[] scales = {1, 1, wrong, 1, 1, 1, 1};
            assertThatThrownBy(() -> preprocessing.withScaling(new double[7], scales))
                    .hasMessage("column 'cp=2' needs a finite centre and a finite scale of 0 or more");
        }
    }

    private static double[] encode(Preprocessing preprocessing, double... raw) {
        double[] target = new double[preprocessing.features()];
        preprocessing.encode(raw, target, 0);
        return target;
    }
}
