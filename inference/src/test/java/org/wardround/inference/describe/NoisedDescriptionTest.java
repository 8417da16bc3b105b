package org.wardround.inference.describe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.model.Preprocessing;
import org.wardround.core.random.SeededStream;
import org.wardround.core.strategy.StepPrivacy;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Formula;
import org.wardround.core.study.MissingPolicy;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.PrivateTraining;
import org.wardround.core.study.Range;
import org.wardround.core.study.SplitSpec;
import org.wardround.core.study.Standardisation;
import org.wardround.core.study.Term;
import org.wardround.core.study.Variable;
import org.wardround.core.study.VariableType;
import org.wardround.core.sum.Accumulator;
import org.wardround.core.sum.FixedPoint;
import org.wardround.core.sum.Sum;
import org.wardround.core.update.Bounding;
import org.wardround.core.update.LocalUpdate;
import org.wardround.testkit.Property;

class NoisedDescriptionTest {
    private static final Variable AGE =
            new Variable("age", VariableType.NUMBER, "years", new Range(0, 120), List.of(), MissingPolicy.IMPUTE, "");
    private static final Variable SEX =
            new Variable("sex", VariableType.BINARY, "", null, List.of("0", "1"), MissingPolicy.INDICATOR, "");
    private static final Variable PAIN =
            new Variable("pain", VariableType.CATEGORY, "", null, List.of("a", "b", "c"), MissingPolicy.IMPUTE, "");
    private static final Outcome NUMBER = new Outcome("y", VariableType.NUMBER, "", new Range(-10, 30), List.of(), "");
    private static final Formula SQUARED =
            new Formula(List.of(new Term.Polynomial("age", 2, Double.NaN), new Term.Plain("sex")), "", "", false);

    private static DataDictionary dictionary() {
        return new DataDictionary(
                1, List.of(AGE, SEX, PAIN), NUMBER, List.of(), Standardisation.FEDERATED, new SplitSpec(0, 0.3, ""));
    }

    /** Noise of this many units on each entry, the same each time. */
    private record Fixed(long units, double sigma) implements StepPrivacy {
        private static final Fixed NONE = new Fixed(0, 0);

        @Override
        public boolean takesPart() {
            return true;
        }

        @Override
        public void addNoise(long[] sum) {
            Arrays.setAll(sum, i -> sum[i] + units);
        }
    }

    private static Table table(double[] ages, double[] sexes, double[] pains, double[] outcomes, int... patients) {
        List<Side> sides = new ArrayList<>();
        for (int i = 0; i <= IntStream.of(patients).max().orElse(0); i++) {
            sides.add(Side.TRAIN);
        }
        return new Table(
                VariableType.NUMBER, new double[][] {ages, sexes, pains}, outcomes, new double[0], patients, sides);
    }

    private static Sum sum(NoisedDescription asked, StepPrivacy chance, Table... tables) {
        return added(
                Arrays.stream(tables).map(table -> asked.answer(table, chance)).toList());
    }

    private static Sum added(List<LocalUpdate> answers) {
        Accumulator sum = new Accumulator(answers.get(0).layout());
        for (LocalUpdate answer : answers) {
            Bounding.Outcome bounded = new Bounding(Double.POSITIVE_INFINITY, 1).bound(answer);
            sum.add(FixedPoint.encode(
                    answer.layout(),
                    ((Bounding.Outcome.Bounded) bounded).update().values()));
        }
        return sum.sum();
    }

    /**
     * Two sites. Ages of 30 and, of a patient with two rows, 60 and 90, whose mean counts; one of 500 counts as 120; one has none. In halves of the range about its middle these are −½, 0 and ½ (¼ in the mean),
     * and 1: a mean of (−½ + ¼ + 1)/3 = ¼, which is 75 years, and a mean of squares of (¼ + ⅛ + 1)/3 = 11/24, so that the variance is 11/24 − 1/16 = 19/48. A quarter has no age.
     */
    @Test
    void means_and_spreads_by_hand() {
        NoisedDescription asked = new NoisedDescription(dictionary(), 2);
        Table one = table(
                new double[] {30, 60, 90},
                new double[] {1, 1, 1},
                new double[] {0, 2, 2},
                new double[] {10, 10, 10},
                0,
                1,
                1);
        Table two = table(
                new double[] {500, Double.NaN},
                new double[] {0, Double.NaN},
                new double[] {1, 2},
                new double[] {-10, 30},
                0,
                1);

        NoisedDescription.First first = asked.result(sum(asked, Fixed.NONE, one, two));

        double rounding = 1e-3;
        assertThat(first.means().imputed(0)).isCloseTo(75, within(60 * rounding));
        assertThat(first.means().imputed(1)).as("the more frequent sex").isEqualTo(1);
        assertThat(first.means().imputed(2)).as("half the patients").isEqualTo(2);
        assertThat(first.outcome()[0]).as("of 10, 10, −10 and 30").isCloseTo(10, within(20 * rounding));
        assertThat(first.outcome()[1]).as("√((0 + 0 + 400 + 400)/4)").isCloseTo(Math.sqrt(200), within(20 * rounding));
        Counts counts = first.counts();
        assertThat(counts.rows(Side.TRAIN)).isEqualTo(4);
        assertThat(List.of(counts.present(0), counts.present(1), counts.present(2)))
                .containsExactly(3L, 3L, 4L);
        assertThat(counts.levels(2)).containsExactly(1, 1, 2);

        Preprocessing scaled = first.scaling(Formula.EVERY_VARIABLE).preprocessing();
        assertThat(scaled.columns().stream().map(column -> column.term()))
                .containsExactly("age", "sex", "sex missing", "pain=b", "pain=c");
        // The gap is filled with the mean: three quarters of the variance are left.
        assertThat(scaled.scale(0)).isCloseTo(60 * Math.sqrt(19.0 / 48 * 3 / 4), within(60 * rounding));
        // Filled with 1, three of four are 1: a variance of 3/16; one of four is missing.
        assertThat(scaled.centre(1)).isCloseTo(0.75, within(rounding));
        assertThat(scaled.scale(1)).isCloseTo(Math.sqrt(3.0 / 16), within(rounding));
        assertThat(scaled.centre(2)).isCloseTo(0.25, within(rounding));
        assertThat(scaled.centre(4)).isCloseTo(0.5, within(rounding));
        assertThat(scaled.scale(4)).isCloseTo(0.5, within(rounding));
    }

    @Test
    void only_columns_that_are_made_of_variables_take_a_second_pass() {
        assertThat(PrivateTraining.Statistics.passes(dictionary(), Formula.EVERY_VARIABLE))
                .isEqualTo(1);
        assertThat(PrivateTraining.Statistics.passes(dictionary(), SQUARED)).isEqualTo(2);
        DataDictionary asItIs = new DataDictionary(
                1,
                List.of(new Variable(
                        "age", VariableType.NUMBER, "years", new Range(0, 120), List.of(), MissingPolicy.DROP, "")),
                new Outcome("y", VariableType.BINARY, "", null, List.of("0", "1"), ""),
                List.of(),
                Standardisation.NONE,
                new SplitSpec(0, 0.3, ""));
        assertThat(PrivateTraining.Statistics.passes(asItIs, Formula.EVERY_VARIABLE))
                .isZero();
    }

    /** A square of ages about their mean of 60 is known from a pass of its own: of 40, 60 and 80, three patients each, (400 + 0 + 400)/3, and its spread. */
    @Test
    void columns_that_are_made_of_variables_have_a_pass_of_their_own() {
        NoisedDescription asked = new NoisedDescription(dictionary(), SQUARED, 1);
        Table table = table(
                new double[] {40, 60, 80, 40, 60, 80, 40, 60, 80},
                new double[9],
                new double[9],
                new double[9],
                0,
                1,
                2,
                3,
                4,
                5,
                6,
                7,
                8);
        NoisedDescription.First first = asked.result(sum(asked, Fixed.NONE, table));
        Formula resolved = first.resolved();
        NoisedDescription.Second second = first.second(resolved, 1);

        Preprocessing scaled =
                second.result(added(List.of(second.answer(table, Fixed.NONE)))).preprocessing();

        int square = scaled.columns().size() - 3;
        assertThat(scaled.centre(square)).isCloseTo(800.0 / 3, within(5.0));
        assertThat(scaled.scale(square)).isCloseTo(Math.sqrt(2 * 400.0 * 400 / 9), within(10.0));
    }

    /**
     * Of 1,000 patients whose ages lie evenly from 30 to 90, in bins of 3.75 years from 0 on: a tenth is below 36, half below 60, nine tenths below 84. Noise of 5 patients in each bin does not count where nobody else is:
     * with σ = 5 that is below 5·√(2 ln 32) = 13.2.
     */
    @Test
    void knots_stand_at_quantiles_of_what_is_known_with_noise() {
        Formula spline = new Formula(List.of(new Term.Spline("age", new Term.Knots.Placed(3))), "", "", false);
        NoisedDescription asked = new NoisedDescription(dictionary(), spline, 1);
        int patients = 1000;
        double[] ages = new double[patients];
        Arrays.setAll(ages, i -> 30 + 60 * (i + 0.5) / patients);
        Table table = table(
                ages,
                new double[patients],
                new double[patients],
                new double[patients],
                IntStream.range(0, patients).toArray());
        // A unit is √B/room: with B = 1 + 5/4 + 1 + 1 + 5/4 + 1 five patients are 5·4096/√6.5, less rounding.
        long five = 8030;

        assertThat(knots(asked.result(sum(asked, new Fixed(five, five), table)).resolved()))
                .satisfies(knots -> {
                    assertThat(knots.get(0)).isCloseTo(36, within(1.0));
                    assertThat(knots.get(1)).isCloseTo(60, within(1.0));
                    assertThat(knots.get(2)).isCloseTo(84, within(1.0));
                });
        // Where noise is above everything they stand over the range.
        assertThat(knots(asked.result(sum(asked, new Fixed(five, 1e9), table)).resolved()))
                .containsExactly(12.0, 60.0, 108.0);
    }

    private static List<Double> knots(Formula formula) {
        return ((Term.Knots.At) ((Term.Spline) formula.terms().get(0)).knots()).positions();
    }

    /** 1,000 patients of any rows, out of range, missing, infinite, unknown levels and many of them: with and without one of them the sum differs by the units of the norm at most. */
    @Test
    void no_patient_changes_the_sums_by_more_than_the_norm() {
        NoisedPass pass = new NoisedPass(
                List.of(
                        new Measure.Quantity(new Range(0, 120), (table, row) -> table.variables()[0][row]),
                        new Measure.Code(2, (table, row) -> table.variables()[1][row]),
                        new Measure.Code(3, (table, row) -> table.variables()[2][row]),
                        new Measure.Quantity(new Range(-10, 30), (table, row) -> table.outcomes()[row])),
                3);
        // 1 + 5/4 + 1 + 1 + 5/4.
        assertThat(pass.maxNorm()).isEqualTo(Math.sqrt(5.5));
        Table extreme = table(
                new double[] {500}, new double[] {1}, new double[] {2}, new double[] {Double.NEGATIVE_INFINITY}, 0);
        assertThat(norm(pass.units(extreme).noised(Fixed.NONE)))
                .as("the bound is reached")
                .isBetween(0.998 * StepPrivacy.UNITS, 1.0 * StepPrivacy.UNITS);
        Property.forSeeds(1000, random -> {
            int rows = 1 + random.nextInt(12);
            int patients = 1 + random.nextInt(3);
            double[][] values = new double[4][rows];
            int[] owners = new int[rows];
            for (int row = 0; row < rows; row++) {
                owners[row] = random.nextInt(patients);
                for (double[] column : values) {
                    column[row] = anything(random);
                }
                // No table has a row without an outcome.
                values[3][row] = Double.isNaN(values[3][row]) ? 0 : values[3][row];
            }
            Table all = table(values[0], values[1], values[2], values[3], owners);
            long[] with = pass.units(all).noised(Fixed.NONE).clone();
            int left = owners[0];
            int[] others =
                    IntStream.range(0, rows).filter(row -> owners[row] != left).toArray();
            Table without = table(
                    pick(values[0], others),
                    pick(values[1], others),
                    pick(values[2], others),
                    pick(values[3], others),
                    Arrays.stream(others).map(row -> owners[row]).toArray());
            long[] rest = pass.units(without).noised(Fixed.NONE);
            Arrays.setAll(with, i -> with[i] - rest[i]);
            assertThat(norm(with)).isLessThanOrEqualTo(StepPrivacy.UNITS);
        });
    }

    private static double norm(long[] units) {
        return Math.sqrt(
                LongStream.of(units).mapToDouble(unit -> (double) unit * unit).sum());
    }

    private static double[] pick(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
    }

    private static double anything(SeededStream random) {
        return switch (random.nextInt(8)) {
            case 0 -> Double.NaN;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> -1e300;
            case 3 -> 1e300;
            case 4 -> random.nextInt(4);
            case 5 -> -1;
            default -> 100 * random.nextGaussian();
        };
    }

    @Test
    void each_number_has_noise_before_it_leaves_and_its_level_is_told() {
        NoisedDescription asked = new NoisedDescription(dictionary(), 1);
        Table few = table(new double[] {50, 70}, new double[] {0, 1}, new double[] {1, 1}, new double[] {5, 5}, 0, 1);
        double[] without = asked.answer(few, Fixed.NONE).values().toArray();
        double[] with = asked.answer(few, new Fixed(7, 3)).values().toArray();

        int last = with.length - 1;
        for (int i = 0; i < last; i++) {
            assertThat(with[i]).isEqualTo(without[i] + 7);
        }
        assertThat(with[last]).isEqualTo(3);
        assertThat(NoisedDescription.isIn(asked.layout())).isTrue();
        assertThat(NoisedDescription.isIn(new CountsPass(dictionary(), 1).layout()))
                .isFalse();
    }

    /** However far noise leads, nothing is NaN, infinite, outside of its range or without spread. */
    @Test
    void whatever_the_noise_scales_are_above_0_and_means_within_ranges() {
        NoisedDescription asked = new NoisedDescription(dictionary(), 2);
        Table few = table(new double[] {50, 70}, new double[] {0, 1}, new double[] {1, 1}, new double[] {5, 5}, 0, 1);
        for (long units : new long[] {-4_000_000_000L, -50_000, -3000, 0, 3000, 50_000, 4_000_000_000L}) {
            for (double sigma : new double[] {0, 1, 3000, 50_000, 4e9}) {
                NoisedDescription.First first = asked.result(sum(asked, new Fixed(units, sigma), few, few));
                Preprocessing scaled = first.scaling(Formula.EVERY_VARIABLE).preprocessing();
                for (int column = 0; column < scaled.features(); column++) {
                    assertThat(scaled.scale(column)).isFinite().isGreaterThan(0);
                    assertThat(scaled.centre(column)).isFinite();
                }
                assertThat(first.means().imputed(0)).isBetween(0.0, 120.0);
                assertThat(first.outcome()[0]).isBetween(-10.0, 30.0);
                assertThat(first.outcome()[1]).isBetween(20 * Math.pow(2, -10), 20.0);
                assertThat(first.counts().rows(Side.TRAIN)).isPositive();
            }
        }
    }

    /** A mean whose noise is as uncertain as what is likely of any mean is taken half-way to the middle; a variance as uncertain likewise. */
    @Test
    void estimates_are_drawn_to_what_is_likely_by_as_much_as_noise_makes_them_uncertain() {
        // 100 patients, noise of 50 in each number: an error of ½ in the mean, whose likely spread is ½ too. Nobody has
        // none.
        NoisedSums.Quantity found = new NoisedSums(new double[] {100, 0, 40, 0}, 50, 1).quantity(1);
        assertThat(found.mean()).isCloseTo(0.4 / 2, within(1e-12));

        // An error of 1/16 in a mean of 0 and a mean of squares of 3/16: an observed variance of 3/16 + 1/256 (of
        // noise), half-way to 1/16.
        NoisedSums.Quantity spread = new NoisedSums(new double[] {100, 0, 0, -31.25}, 6.25, 1).quantity(1);
        assertThat(spread.variance()).isCloseTo((3.0 / 16 + 1.0 / 256 + 1.0 / 16) / 2, within(1e-12));
    }
}
