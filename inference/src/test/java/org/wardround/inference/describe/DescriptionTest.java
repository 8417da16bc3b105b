package org.wardround.inference.describe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.model.Preprocessing;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.MissingPolicy;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.VariableType;
import org.wardround.testkit.Property;

final class DescriptionTest {
    private static final double MISSING = Double.NaN;
    private static final DataDictionary DICTIONARY = Dictionaries.of(
            Dictionaries.BINARY,
            Dictionaries.number("age", 0, 100),
            Dictionaries.category("pain", MissingPolicy.INDICATOR, "a", "b", "c"));

    private static final Table FIRST =
            Tables.of(new double[][] {{40, 1, 1}, {60, 1, 0}, {99, 2, 1}}, Side.TRAIN, Side.TRAIN, Side.TEST);
    private static final Table SECOND = Tables.of(
            new double[][] {{90, MISSING, 1}, {MISSING, 0, 0}, {1, 0, 0}}, Side.TRAIN, Side.TRAIN, Side.VALIDATION);

    /** Enough of the same for a mean to be told. */
    private static final Table MANY_FIRST = many(FIRST);

    private static final Table MANY_SECOND = many(SECOND);

    @Test
    void counts_are_added_over_sites() {
        Counts counts = Description.of(DICTIONARY, List.of(FIRST, SECOND)).counts();
        assertThat(counts.rows()).isEqualTo(6);
        assertThat(counts.rows(Side.TRAIN)).isEqualTo(4);
        assertThat(counts.patients(Side.TEST)).isEqualTo(1);
        assertThat(counts.events(Side.TRAIN)).isEqualTo(2);
        assertThat(counts.classes(Side.VALIDATION)).containsExactly(1, 0);
        assertThat(counts.present(0)).isEqualTo(3);
        assertThat(counts.missing(1)).isEqualTo(0.25);
        assertThat(counts.levels(1)).containsExactly(1, 2, 0);
        assertThat(counts.levels(0)).isEmpty();
    }

    @Test
    void patients_are_counted_once_whatever_their_rows() {
        Table table = new Table(
                VariableType.BINARY,
                new double[][] {{1, 2, 3}, {0, 0, 0}},
                new double[] {0, 0, 1},
                new double[0],
                new int[] {0, 0, 1},
                List.of(Side.TRAIN, Side.TEST));
        Counts counts = Description.of(DICTIONARY, List.of(table)).counts();
        assertThat(counts.patients(Side.TRAIN)).isEqualTo(1);
        assertThat(counts.rows(Side.TRAIN)).isEqualTo(2);
        assertThat(counts.patients()).isEqualTo(2);
    }

    @Test
    void missing_values_get_the_federated_mean_or_mode() {
        Means means =
                Description.of(DICTIONARY, List.of(MANY_FIRST, MANY_SECOND)).means();
        // 40, 60 and 90, 32 times each: mean 63.3, sd √(32 · 1266.7/95) = 20.7.
        // 96 patients: steps of ¼, for the sd of 4: 20; for the mean of 5.
        assertThat(means.imputed(0)).isEqualTo(65);
        assertThat(means.imputed(1)).isEqualTo(1); // b twice as often as a
    }

    @Test
    void nothing_is_told_of_the_values_of_few_patients() {
        Description few = Description.of(DICTIONARY, List.of(FIRST, SECOND));
        assertThat(few.means().imputed(0)).as("the middle of its range").isEqualTo(50);
        Preprocessing preprocessing = few.scaling().preprocessing();
        assertThat(preprocessing.centre(0)).isEqualTo(50);
        assertThat(preprocessing.scale(0)).isCloseTo(100 / StrictMath.sqrt(12), within(1e-12));
    }

    @Test
    void columns_are_scaled_after_imputation() {
        Preprocessing preprocessing = Description.of(DICTIONARY, List.of(MANY_FIRST, MANY_SECOND))
                .scaling()
                .preprocessing();
        // age 40, 60, 90 and, imputed, 65: mean 63.75, sd √(32 · 1268.75/127) = 17.9.
        // 128 patients: steps of ¼, for the sd of 4: 16; for the mean of 4.
        // pain=b for 96 of 128: in the fourth quarter.  pain=c never: constant.  pain missing for 32: in the second.
        assertThat(preprocessing.columns())
                .extracting("term")
                .containsExactly("age", "pain=b", "pain=c", "pain missing");
        assertThat(preprocessing.centre(0)).isEqualTo(64);
        assertThat(preprocessing.scale(0)).isEqualTo(16);
        assertThat(preprocessing.centre(1)).isEqualTo(0.875);
        assertThat(preprocessing.scale(1)).isCloseTo(StrictMath.sqrt(0.875 * 0.125), within(1e-15));
        assertThat(preprocessing.scale(2)).isEqualTo(0);
        assertThat(preprocessing.centre(3)).isEqualTo(0.375);
        assertThat(preprocessing.scale(3)).isCloseTo(StrictMath.sqrt(0.375 * 0.625), within(1e-15));
    }

    @Test
    void what_is_constant_everywhere_is_listed() {
        Scaling scaling = Description.of(DICTIONARY, List.of(FIRST, SECOND)).scaling();
        assertThat(scaling.constant()).containsExactly("pain=c");
        assertThat(scaling.constantVariables(DICTIONARY)).isEmpty();
        Table constant = many(Tables.train(new double[][] {{0.1, 0, 1}, {0.1, 0, 0}, {MISSING, 2, 0}}));
        Scaling ofConstant = Description.of(DICTIONARY, List.of(constant)).scaling();
        assertThat(ofConstant.constantVariables(DICTIONARY)).containsExactly("age");
    }

    @Test
    void a_quantity_that_is_present_nowhere_counts_as_constant() {
        Table empty = Tables.train(new double[][] {{MISSING, 0, 1}, {MISSING, 1, 0}});
        Description description = Description.of(DICTIONARY, List.of(empty, empty));
        assertThat(description.means().imputed(0)).isEqualTo(50);
        assertThat(description.scaling().constantVariables(DICTIONARY)).containsExactly("age");
    }

    @Test
    void a_site_can_scale_by_its_own_rows() {
        Preprocessing federated = Description.of(DICTIONARY, List.of(MANY_FIRST, MANY_SECOND))
                .scaling()
                .preprocessing();
        Scaling own = Scaling.ofSite(DICTIONARY, MANY_SECOND, federated);
        // age 90 and, imputed, 65: mean 77.5, sd √(64 · 156.25/63) = 12.6.
        // 64 patients: steps of ½, for the sd of 4: 12; for the mean of 6.  pain=b 1 (imputed) and 0.
        assertThat(own.preprocessing().centre(0)).isEqualTo(78);
        assertThat(own.preprocessing().scale(0)).isEqualTo(12);
        assertThat(own.preprocessing().centre(1)).isEqualTo(0.75);
        assertThat(own.constant()).containsExactly("pain=c");
        assertThat(own.preprocessing().imputed(0)).isEqualTo(65);
    }

    @Test
    void a_study_without_standardisation_only_imputes() {
        Preprocessing unscaled = Scaling.unscaled(
                DICTIONARY,
                Description.of(DICTIONARY, List.of(MANY_FIRST, MANY_SECOND)).means());
        double[] row = new double[4];
        unscaled.encode(new double[] {MISSING, MISSING}, row, 0);
        assertThat(row).containsExactly(65, 1, 0, 1);
    }

    @Test
    void events_of_a_time_are_counted_and_a_number_has_none() {
        Outcome time = new Outcome("death", VariableType.TIME_TO_EVENT, "d", new Range(0, 100), List.of(), "");
        DataDictionary dictionary = Dictionaries.of(time, Dictionaries.number("age", 0, 100));
        Table table = new Table(
                VariableType.TIME_TO_EVENT,
                new double[][] {{1, 2}},
                new double[] {5, 7},
                new double[] {1, 0},
                new int[] {0, 1},
                List.of(Side.TRAIN, Side.TRAIN));
        assertThat(Description.of(dictionary, List.of(table)).counts().events(Side.TRAIN))
                .isEqualTo(1);

        Outcome number = new Outcome("stay", VariableType.NUMBER, "d", new Range(0, 100), List.of(), "");
        CountsPass pass = new CountsPass(Dictionaries.of(number, Dictionaries.number("age", 0, 100)), 1);
        assertThat(pass.layout().has("classes")).isFalse();
        Counts counts = Description.of(pass.dictionary(), List.of(Tables.train(new double[][] {{1, 3.5}})))
                .counts();
        assertThat(counts.hasClasses()).isFalse();
        assertThatThrownBy(() -> counts.events(Side.TRAIN)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void sites_give_the_same_scaling_as_their_rows_pooled() {
        Property.forSeeds(50, random -> {
            double[][] rows = new double[30][];
            for (int row = 0; row < rows.length; row++) {
                double age = random.nextInt(10) == 0 ? MISSING : 100 * random.nextDouble();
                rows[row] = new double[] {age, random.nextInt(3), random.nextInt(2)};
            }
            int cut = 1 + random.nextInt(28);
            Preprocessing pooled = Description.of(DICTIONARY, List.of(Tables.train(rows)))
                    .scaling()
                    .preprocessing();
            Preprocessing federated = Description.of(
                            DICTIONARY,
                            List.of(
                                    Tables.train(Arrays.copyOfRange(rows, 0, cut)),
                                    Tables.train(Arrays.copyOfRange(rows, cut, 30))))
                    .scaling()
                    .preprocessing();
            for (int column = 0; column < pooled.features(); column++) {
                assertThat(federated.centre(column)).isCloseTo(pooled.centre(column), within(1e-9));
                assertThat(federated.scale(column)).isCloseTo(pooled.scale(column), within(1e-9));
            }
        });
    }

    /** The same rows 32 times, each of a patient of its own. */
    private static Table many(Table table) {
        double[][] rows = new double[32 * table.rows()][];
        Side[] sides = new Side[rows.length];
        for (int row = 0; row < rows.length; row++) {
            int of = row % table.rows();
            double[] raw = table.raw(of);
            rows[row] = Arrays.copyOf(raw, raw.length + 1);
            rows[row][raw.length] = table.outcomes()[of];
            sides[row] = table.side(of);
        }
        return Tables.of(rows, sides);
    }

    @Test
    void counts_do_not_show_themselves() {
        assertThat(Description.of(DICTIONARY, List.of(FIRST)).counts()).hasToString("Counts[2 variables]");
    }
}
