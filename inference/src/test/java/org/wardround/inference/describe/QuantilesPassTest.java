package org.wardround.inference.describe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.error.FederationException;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Formula;
import org.wardround.core.study.MissingPolicy;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.SplitSpec;
import org.wardround.core.study.Standardisation;
import org.wardround.core.study.Term;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;
import org.wardround.inference.Sums;
import org.wardround.testkit.Property;

class QuantilesPassTest {
    private static final DataDictionary DICTIONARY = new DataDictionary(
            1,
            List.of(new Variable(
                    "x", VariableType.NUMBER, "", new Range(-20, 100), List.of(), MissingPolicy.IMPUTE, "")),
            new Outcome("y", VariableType.BINARY, "", null, List.of("0", "1"), ""),
            List.of(),
            Standardisation.FEDERATED,
            new SplitSpec(0.1, 0.2, ""));

    private static Table table(double... values) {
        int[] patients = new int[values.length];
        Side[] sides = new Side[values.length];
        Arrays.setAll(patients, i -> i);
        Arrays.fill(sides, Side.TRAIN);
        return new Table(
                VariableType.BINARY,
                new double[][] {values},
                new double[values.length],
                new double[0],
                patients,
                List.of(sides));
    }

    private static List<Double> quantiles(List<Double> probabilities, List<Table> sites) {
        CountsPass counts = new CountsPass(DICTIONARY, sites.size());
        QuantilesPass pass = QuantilesPass.first(
                DICTIONARY,
                sites.size(),
                counts.result(Sums.of(sites.stream().map(counts::answer).toList())),
                Map.of(0, probabilities));
        while (!pass.isDone()) {
            pass = pass.next(Sums.of(sites.stream().map(pass::answer).toList()));
        }
        return pass.quantiles().getOrDefault(0, List.of());
    }

    @Test
    void quantiles_lie_between_order_statistics_of_all_sites() {
        // 1, 2, 3, 4, 10: (5 − 1)·0.9 = 3.6, so 4 + 0.6·6 = 7.6.
        assertThat(quantiles(List.of(0.0, 0.5, 0.9, 1.0), List.of(table(3, 1, Double.NaN), table(10, 2, 4))))
                .containsExactly(1.0, 3.0, 7.6, 10.0);
    }

    @Test
    void ends_of_the_range_are_found() {
        assertThat(quantiles(List.of(0.0, 1.0), List.of(table(-20, 100)))).containsExactly(-20.0, 100.0);
    }

    @Test
    void quantiles_are_those_of_the_pooled_values() {
        Property.forSeeds(40, random -> {
            List<Table> sites = new ArrayList<>();
            List<Double> all = new ArrayList<>();
            for (int site = 0; site < 3; site++) {
                double[] values = new double[5 + random.nextInt(60)];
                Arrays.setAll(
                        values,
                        i -> random.nextInt(2) == 0
                                ? random.nextInt(6)
                                : Math.max(-20, 20 + 9 * random.nextGaussian()));
                Arrays.stream(values).forEach(all::add);
                sites.add(table(values));
            }
            double[] sorted = all.stream().mapToDouble(value -> value).sorted().toArray();
            List<Double> probabilities = List.of(0.05, 0.35, 0.5, 0.65, 0.95);
            List<Double> found = quantiles(probabilities, sites);
            for (int i = 0; i < probabilities.size(); i++) {
                double position = (sorted.length - 1) * probabilities.get(i);
                int below = (int) Math.floor(position);
                double expected = sorted[below]
                        + (position - below) * (sorted[Math.min(below + 1, sorted.length - 1)] - sorted[below]);
                assertThat(found.get(i)).isCloseTo(expected, within(120 * 0x1p-26));
            }
        });
    }

    @Test
    void knots_that_would_coincide_are_refused_by_name() {
        Formula formula = new Formula(List.of(new Term.Spline("x", new Term.Knots.Placed(3))), "", "", false);
        Means means = new Means(new double[] {1});
        assertThat(FormulaNumbers.quantiles(DICTIONARY, formula)).containsEntry(0, List.of(0.1, 0.5, 0.9));
        assertThat(FormulaNumbers.resolved(DICTIONARY, formula, means, Map.of(0, List.of(1.0, 2.0, 3.0)))
                        .isResolved())
                .isTrue();
        assertThatThrownBy(() -> FormulaNumbers.resolved(DICTIONARY, formula, means, Map.of(0, List.of(0.0, 0.0, 3.0))))
                .isInstanceOf(FederationException.class)
                .hasMessageContaining("the 3 knots of 'x' would stand at 0.0, 0.0, 3.0, two of them on one value");
        assertThatThrownBy(() -> FormulaNumbers.resolved(DICTIONARY, formula, means, new TreeMap<>()))
                .hasMessageContaining("no training patient of any site has a value of 'x'");
    }

    @Test
    void beyond_an_outer_knot_are_eleven_patients() {
        Formula formula = new Formula(List.of(new Term.Spline("x", new Term.Knots.Placed(3))), "", "", false);
        assertThat(FormulaNumbers.quantiles(DICTIONARY, formula, counts(200))).containsEntry(0, List.of(0.1, 0.5, 0.9));
        assertThat(FormulaNumbers.quantiles(DICTIONARY, formula, counts(101)))
                .as("of 100 steps between values")
                .containsEntry(0, List.of(0.11, 0.5, 1 - 0.11));
        assertThat(FormulaNumbers.quantiles(DICTIONARY, formula, counts(0))).isEmpty();
        for (int few : new int[] {1, 22}) {
            assertThatThrownBy(() -> FormulaNumbers.quantiles(DICTIONARY, formula, counts(few)))
                    .isInstanceOf(FederationException.class)
                    .hasMessageContaining("too few training patients have a value of 'x'")
                    .hasMessageContaining("write the knots down");
        }
    }

    private static Counts counts(int present) {
        double[] values = new double[300];
        Arrays.setAll(values, i -> i < present ? i % 100 : Double.NaN);
        CountsPass pass = new CountsPass(DICTIONARY, 1);
        return pass.result(Sums.of(List.of(pass.answer(table(values)))));
    }

    @Test
    void spreads_of_derived_columns_are_those_of_the_pooled_rows() {
        Property.forSeeds(20, random -> {
            double[] values = new double[50];
            Arrays.setAll(values, i -> 20 + 9 * random.nextGaussian());
            Formula powers = new Formula(List.of(new Term.Polynomial("x", 5, 20)), "", "", false);
            Table first = table(Arrays.copyOf(values, 20));
            Table second = table(Arrays.copyOfRange(values, 20, 50));
            Scaling together = spread(powers, List.of(first, second));
            Scaling pooled = Scaling.ofSite(
                    DICTIONARY, table(values), Scaling.unscaled(DICTIONARY, powers, new Means(new double[] {20})));
            for (int column = 0; column < 5; column++) {
                double scale = pooled.preprocessing().scale(column);
                assertThat(together.preprocessing().scale(column)).isCloseTo(scale, within(1e-6 * scale));
                assertThat(together.preprocessing().centre(column))
                        .isCloseTo(pooled.preprocessing().centre(column), within(1e-6 * scale));
            }
        });
    }

    private static Scaling spread(Formula formula, List<Table> sites) {
        CountsPass first = new CountsPass(DICTIONARY, sites.size());
        Counts counts = first.result(Sums.of(sites.stream().map(first::answer).toList()));
        MeansPass second = new MeansPass(DICTIONARY, sites.size(), counts);
        Means means = second.result(Sums.of(sites.stream().map(second::answer).toList()));
        SpreadPass third = new SpreadPass(DICTIONARY, formula, sites.size(), counts, means);
        return third.result(Sums.of(sites.stream().map(third::answer).toList()));
    }
}
