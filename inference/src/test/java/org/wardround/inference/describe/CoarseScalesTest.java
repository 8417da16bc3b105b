package org.wardround.inference.describe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.wardround.core.dataset.Table;
import org.wardround.core.model.Preprocessing;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Formula;
import org.wardround.core.study.MissingPolicy;
import org.wardround.core.study.Term;
import org.wardround.core.sum.Sum;
import org.wardround.inference.Sums;

/** 500 patients: steps of 1/16. Whoever knows them tries which numbers of a rare kind give the model's numbers. */
class CoarseScalesTest {
    private static final int PATIENTS = 500;
    private static final int SEX = 0;
    private static final double MISSING = Double.NaN;
    private static final DataDictionary DICTIONARY = Dictionaries.of(
            Dictionaries.BINARY,
            Dictionaries.binary("sex"),
            Dictionaries.number("age", 0, 120),
            Dictionaries.category("ward", MissingPolicy.INDICATOR, "a", "b", "c"),
            Dictionaries.binary("smoker"));

    @Test
    void a_code() {
        assertLooksAlike(
                Formula.EVERY_VARIABLE, "sex", count -> row -> new double[] {row < count ? 1 : 0, age(row), 0, 0});
    }

    @Test
    void a_level_of_a_category() {
        assertLooksAlike(
                Formula.EVERY_VARIABLE, "ward=b", count -> row -> new double[] {0, age(row), row < count ? 1 : 0, 0});
    }

    @Test
    void a_contrast_on_either_side() {
        Formula sums = of(new Term.Category("ward", "a", Term.Contrasts.SUM));
        assertLooksAlike(sums, "ward=b (sum)", count -> row -> new double[] {0, age(row), row < count ? 1 : 2, 0});
        assertLooksAlike(sums, "ward=b (sum)", count -> row -> new double[] {0, age(row), row < count ? 0 : 2, 0});
    }

    @Test
    void an_indicator_of_missing_values() {
        assertLooksAlike(
                Formula.EVERY_VARIABLE,
                "ward missing",
                count -> row -> new double[] {0, age(row), row < count ? MISSING : row % 3, 0});
    }

    @Test
    void codes_times_codes() {
        assertLooksAlike(
                of(new Term.Interaction(List.of("sex", "smoker"))),
                "sex:smoker",
                count -> row -> new double[] {row < 100 ? 1 : 0, age(row), 0, row < count || row > 300 ? 1 : 0});
    }

    @Test
    void a_code_times_a_quantity() {
        assertLooksAlike(
                of(new Term.Interaction(List.of("sex", "age"))),
                "sex:age",
                count -> row -> new double[] {row < count ? 1 : 0, age(row), 0, 0});
    }

    @Test
    void two_codes_times_a_quantity() {
        assertLooksAlike(
                of(new Term.Interaction(List.of("sex", "smoker", "age"))),
                "sex:smoker:age",
                count -> row -> new double[] {row < 100 ? 1 : 0, age(row), 0, row < count || row > 300 ? 1 : 0});
    }

    @Test
    void a_quantity_of_few() {
        // One value of all who have it would give their number through spread and mean.
        for (Formula formula : List.of(Formula.EVERY_VARIABLE, of(new Term.Polynomial("age", 2, 0)))) {
            Set<List<Double>> told = new HashSet<>();
            for (int few = 1; few <= 21; few++) {
                int having = few;
                Preprocessing found = found(formula, row -> new double[] {row % 2, row < having ? 80 : MISSING, 0, 0});
                told.add(numbers(found));
            }
            assertThat(told).hasSize(1);
        }
    }

    @Test
    void a_number_that_few_have_otherwise_than_all_others() {
        for (double missing : new double[] {0, MISSING}) {
            Set<List<Double>> told = new HashSet<>();
            for (int few = 1; few <= 12; few++) {
                int having = few;
                told.add(numbers(found(Formula.EVERY_VARIABLE, row ->
                        new double[] {row % 2, row < having ? 1 : row > 450 ? missing : 0, 0, 0})));
            }
            assertThat(told).containsExactly(List.of(0.0, StrictMath.sqrt(120 * 120 / 12.0), 0.0));
        }
    }

    @Test
    void one_patient_far_from_all_others_does_not_show() {
        List<Double> without = numbers(found(Formula.EVERY_VARIABLE, row -> new double[] {row % 2, 2 + row % 5, 0, 0}));
        List<Double> with = numbers(found(Formula.EVERY_VARIABLE, row ->
                new double[] {row % 2, row == 7 ? 119 : 2 + row % 5, 0, 0}));
        // 2 to 6 in turn: mean and median 4, deviation √2, quartiles 3 and 5.
        assertThat(with.get(0)).isCloseTo(without.get(0), within(0.1));
        assertThat(with.get(1)).isCloseTo(2 / 1.349, within(0.05)).isCloseTo(without.get(1), within(0.1));
    }

    @Test
    void a_bend_beyond_which_few_are() {
        Formula bend = of(new Term.Spline("age", new Term.Knots.At(List.of(30.0, 85.0, 90.0, 110.0))));
        Set<List<Double>> told = new HashSet<>();
        for (int few = 1; few <= 10; few++) {
            int beyond = few;
            Preprocessing found = found(bend, row -> new double[] {0, row < beyond ? 100 : 20 + row % 60, 0, 0});
            told.add(numbers(column(found, "age''")));
        }
        assertThat(told).hasSize(1);
    }

    @Test
    void a_code_times_a_quantity_by_hand() {
        // Sex 1 for 100 of 500: between 3/16 and 4/16, so 7/32. Age 50 and 70 in turn: mean 60, sd 10.01, in halves 10;
        // 60 in steps of 10/16 stays.
        Preprocessing found = found(of(new Term.Interaction(List.of("sex", "age"))), row ->
                new double[] {row < 100 ? 1 : 0, row % 2 == 0 ? 50 : 70, 0, 0});
        double share = 7.0 / 32;
        assertThat(found.centre(0)).isEqualTo(share * 60);
        double variance = share * (60 * 60 + 10 * 10) - share * share * 60 * 60;
        assertThat(found.scale(0)).isCloseTo(StrictMath.sqrt(variance), within(1e-9));
    }

    @Test
    void scales_are_near_the_deviations_where_many_have_a_value() {
        Preprocessing found = found(
                of(
                        new Term.Plain("sex"),
                        new Term.Polynomial("age", 3, 60),
                        new Term.Interaction(List.of("sex", "age"))),
                row -> new double[] {row % 3 == 0 ? 1 : 0, age(row), 0, 0});
        for (int column = 0; column < found.features(); column++) {
            double sum = 0;
            double squares = 0;
            for (int row = 0; row < PATIENTS; row++) {
                double[] encoded = new double[found.features()];
                found.encode(new double[] {row % 3 == 0 ? 1 : 0, age(row), 0, 0}, encoded, 0);
                sum += encoded[column];
                squares += encoded[column] * encoded[column];
            }
            assertThat(sum / PATIENTS).as(found.columns().get(column).term()).isCloseTo(0, within(0.1));
            assertThat(StrictMath.sqrt(squares / PATIENTS)).isCloseTo(1, within(0.1));
        }
    }

    private interface Row {
        double[] of(int row);
    }

    /** Of 1 to 21 patients of the rare kind all give the same numbers; of 100 others. */
    private static void assertLooksAlike(Formula formula, String term, IntFunction<Row> rows) {
        List<List<Double>> told = new ArrayList<>();
        for (int count : new int[] {1, 2, 3, 5, 9, 10, 11, 15, 21}) {
            told.add(numbers(column(found(formula, rows.apply(count)), term)));
        }
        assertThat(new HashSet<>(told)).as("%s", told).hasSize(1);
        assertThat(numbers(column(found(formula, rows.apply(100)), term))).isNotEqualTo(told.get(0));
    }

    private static double[] column(Preprocessing found, String term) {
        for (int i = 0; i < found.features(); i++) {
            if (found.columns().get(i).term().equals(term)) {
                return new double[] {found.centre(i), found.scale(i)};
            }
        }
        throw new AssertionError("no column " + term + " in " + found.columns());
    }

    private static List<Double> numbers(double... values) {
        List<Double> numbers = new ArrayList<>();
        for (double value : values) {
            numbers.add(value);
        }
        return numbers;
    }

    private static List<Double> numbers(Preprocessing found) {
        List<Double> numbers = new ArrayList<>();
        for (int column = 0; column < found.features(); column++) {
            if (found.columns().get(column).variables().contains(SEX + 1)) {
                numbers.add(found.centre(column));
                numbers.add(found.scale(column));
            }
        }
        numbers.add(found.imputed(SEX + 1));
        return numbers;
    }

    private static double age(int row) {
        return 40 + row % 41;
    }

    private static Formula of(Term... terms) {
        return new Formula(List.of(terms), "", "", false);
    }

    private static Preprocessing found(Formula formula, Row rows) {
        double[][] all = new double[PATIENTS][];
        for (int row = 0; row < PATIENTS; row++) {
            double[] variables = rows.of(row);
            all[row] = new double[] {variables[0], variables[1], variables[2], variables[3], row % 2};
        }
        Table table = Tables.train(all);
        CountsPass first = new CountsPass(DICTIONARY, 1);
        Counts counts = first.result(Sums.of(List.of(first.answer(table))));
        MeansPass second = new MeansPass(DICTIONARY, 1, counts);
        Means means = second.result(Sums.of(List.of(second.answer(table))));
        Formula resolved = FormulaNumbers.resolved(DICTIONARY, formula, means, new TreeMap<>());
        SpreadPass third = new SpreadPass(DICTIONARY, resolved, 1, counts, means);
        Sum sum = Sums.of(List.of(third.answer(table)));
        Map<Integer, List<Double>> wanted = new TreeMap<>();
        third.narrow(sum).forEach(variable -> wanted.put(variable, List.of(0.25, 0.5, 0.75)));
        Preprocessing found =
                third.result(sum, quartiles(counts, wanted, table)).preprocessing();
        // Each site by itself comes to the same.
        Preprocessing own = Scaling.ofSite(DICTIONARY, table, found).preprocessing();
        for (int column = 0; column < found.features(); column++) {
            assertThat(own.centre(column)).isCloseTo(found.centre(column), within(1e-6 * found.scale(column)));
            assertThat(own.scale(column)).isCloseTo(found.scale(column), within(1e-6 * found.scale(column)));
        }
        return found;
    }

    private static Map<Integer, List<Double>> quartiles(Counts counts, Map<Integer, List<Double>> wanted, Table table) {
        if (wanted.isEmpty()) {
            return wanted;
        }
        QuantilesPass quartiles = QuantilesPass.first(DICTIONARY, 1, counts, wanted);
        while (!quartiles.isDone()) {
            quartiles = quartiles.next(Sums.of(List.of(quartiles.answer(table))));
        }
        return quartiles.quantiles();
    }
}
