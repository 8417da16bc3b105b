package org.wardround.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.core.model.FeatureColumn;
import org.wardround.core.model.Preprocessing;
import org.wardround.core.study.VariableType;

class TableTest {
    private static final double[] NO_EVENTS = {};
    private static final double[][] VARIABLES = {{10, 20, 30, 40}, {1, Double.NaN, 3, 4}};
    private static final double[] OUTCOMES = {0, 1, 1, 0};
    /** Three patients: the first has rows 0 and 2. */
    private static final int[] PATIENTS = {0, 1, 0, 2};

    private static final List<Side> SIDES = List.of(Side.TRAIN, Side.TEST, Side.TRAIN);
    private static final Preprocessing PREPROCESSING = new Preprocessing(
            List.of(new FeatureColumn.Value("x", 0), new FeatureColumn.Value("y", 1)),
            new double[] {0, 9},
            new double[] {20, 0},
            new double[] {10, 1});

    @Test
    void all_rows_of_a_patient_are_on_its_side() {
        Table table = table(VariableType.BINARY, NO_EVENTS);

        assertThat(table.rowsOn(Side.TRAIN)).containsExactly(0, 2, 3);
        assertThat(table.rowsOn(Side.TEST)).containsExactly(1);
        assertThat(table.rowsOn(Side.VALIDATION)).isEmpty();
    }

    @Test
    void a_side_is_encoded_row_by_row_in_the_order_of_the_source() {
        Table table = table(VariableType.BINARY, NO_EVENTS);

        Dataset train = table.encode(PREPROCESSING, Side.TRAIN);

        // x: (10, 30, 40) − 20, over 10; y as it is.
        assertThat(train.values()).containsExactly(-1, 1, 1, 3, 2, 4);
        assertThat(train.outcomes()).containsExactly(0, 1, 0);
        assertThat(train.patients()).containsExactly(0, 0, 2);
        assertThat(train.events()).isEmpty();
        assertThat(train.rows()).isEqualTo(3);
        assertThat(train.patientCount()).isEqualTo(2);
        assertThat(table.encode(PREPROCESSING, Side.TEST).values()).containsExactly(0, 9);
    }

    @Test
    void events_go_with_their_times() {
        Dataset train =
                table(VariableType.TIME_TO_EVENT, new double[] {1, 0, 0, 1}).encode(PREPROCESSING, Side.TRAIN);

        assertThat(train.outcomes()).containsExactly(0, 1, 0);
        assertThat(train.events()).containsExactly(1, 0, 1);
    }

    @Test
    void a_side_without_rows_is_an_empty_dataset() {
        assertThat(table(VariableType.BINARY, NO_EVENTS)
                        .encode(PREPROCESSING, Side.VALIDATION)
                        .rows())
                .isZero();
    }

    @Test
    void printing_shows_no_counts() {
        Table table = table(VariableType.BINARY, NO_EVENTS);

        assertThat(table).hasToString("Table[2 variables]");
        assertThat(table.encode(PREPROCESSING, Side.TRAIN)).hasToString("Dataset[2 features]");
    }

    @Test
    void tables_whose_parts_do_not_fit_are_refused_without_a_count() {
        assertRefused("each variable needs a value a row", new double[][] {{1}}, OUTCOMES, NO_EVENTS, PATIENTS);
        assertRefused("each row needs an outcome", VARIABLES, new double[] {0, 1, Double.NaN, 1}, NO_EVENTS, PATIENTS);
        assertRefused(
                "a time-to-event outcome, and no other, has an event flag a row",
                VARIABLES,
                OUTCOMES,
                OUTCOMES,
                PATIENTS);
        assertRefused("each row needs a patient number", VARIABLES, OUTCOMES, NO_EVENTS, new int[3]);
        assertRefused("each patient needs a side of the split", VARIABLES, OUTCOMES, NO_EVENTS, new int[] {0, 1, 2, 3});
    }

    @Test
    void datasets_whose_parts_do_not_fit_are_refused_without_a_count() {
        assertThatThrownBy(() -> Dataset.of(0, new double[0], new double[0], new int[0]))
                .hasMessage("a dataset needs at least one feature, got 0");
        assertThatThrownBy(() -> Dataset.of(2, new double[3], new double[2], new int[2]))
                .hasMessage("the values do not fill one row of 2 features for each outcome");
        assertThatThrownBy(() -> Dataset.of(1, new double[2], new double[2], new int[1]))
                .hasMessage("each row needs a patient number");
        assertThatThrownBy(() -> Dataset.ofTimes(1, new double[2], new double[2], new double[0], new int[2]))
                .hasMessage("each time needs an event flag");
    }

    private static void assertRefused(
            String message, double[][] variables, double[] outcomes, double[] events, int[] patients) {
        assertThatThrownBy(() -> new Table(VariableType.BINARY, variables, outcomes, events, patients, SIDES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static Table table(VariableType outcomeType, double[] events) {
        return new Table(outcomeType, VARIABLES, OUTCOMES, events, PATIENTS, SIDES);
    }
}
