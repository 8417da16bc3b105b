package org.wardround.inference.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardround.core.random.SeededStream;
import org.wardround.core.study.Metric;
import org.wardround.core.study.Outcome;
import org.wardround.core.study.Range;
import org.wardround.core.study.VariableType;
import org.wardround.core.update.LocalUpdate;
import org.wardround.inference.Sums;
import org.wardround.inference.estimate.Estimate;
import org.wardround.testkit.Property;

final class NumberFiguresTest {
    private static EvaluationDesign upTo(double high) {
        return EvaluationDesign.plain(new Outcome("stay", VariableType.NUMBER, "d", new Range(0, high), List.of(), ""));
    }

    private static Estimate.Measured measured(Figures figures, Metric metric) {
        return (Estimate.Measured) figures.of(metric);
    }

    /** Outcomes about 5 with a standard deviation of 1, predicted with an R² of about {@code share}. */
    private static ScoredRows normal(SeededStream random, int rows, double share) {
        double[] scores = new double[rows];
        double[] outcomes = new double[rows];
        for (int row = 0; row < rows; row++) {
            scores[row] = 5 + StrictMath.sqrt(share) * random.nextGaussian();
            outcomes[row] = scores[row] + StrictMath.sqrt(1 - share) * random.nextGaussian();
        }
        return Rows.of(scores, outcomes);
    }

    @ParameterizedTest
    @ValueSource(doubles = {300, 1e4, 1e5, 1e6, 1e8})
    void a_range_that_is_wide_beside_the_errors_changes_no_figure(double high) {
        Property.forSeeds(20, random -> {
            ScoredRows rows = normal(random, 80, 0.6);
            Figures narrow = Rows.figures(upTo(10), rows);
            Figures wide = Rows.figures(upTo(high), rows);
            for (Metric metric : new Metric[] {Metric.RMSE, Metric.R2}) {
                Estimate.Measured expected = measured(narrow, metric);
                Estimate.Measured figure = measured(wide, metric);
                assertThat(figure.value()).isCloseTo(expected.value(), within(1e-4));
                assertThat(figure.low()).isCloseTo(expected.low(), within(1e-4));
                assertThat(figure.high()).isCloseTo(expected.high(), within(1e-4));
            }
        });
    }

    @Test
    void many_sites_change_no_figure() {
        Property.forSeed(1, random -> {
            ScoredRows rows = normal(random, 2_400, 0.6);
            Evaluation evaluation = new Evaluation(upTo(300), 100_000, 1_200);
            List<LocalUpdate> answers = new ArrayList<>();
            for (int site = 0; site < 1_200; site++) {
                answers.add(evaluation.answer(Rows.part(rows, 2 * site, 2 * site + 2)));
            }
            Figures federated = evaluation.figures(Sums.of(answers)).get(0);
            assertThat(federated.metrics())
                    .isEqualTo(Rows.figures(upTo(300), rows).metrics());
            Estimate.Measured rmse = measured(federated, Metric.RMSE);
            // √.4 of 2,400 normal errors: ± 1.96·√.4/√4800.
            assertThat(rmse.high() - rmse.low()).isCloseTo(2 * 0.017892, Percentage.withPercentage(10));
        });
    }

    @Test
    void errors_near_the_step_of_rounding_have_no_figure() {
        ScoredRows rows = Rows.of(new double[] {1.5, 2, 3}, new double[] {1, 2, 4});
        // A 2^-40th of 10^12 is .9.
        for (Metric metric : new Metric[] {Metric.RMSE, Metric.R2}) {
            assertThat(Rows.figures(upTo(1e12), rows).of(metric))
                    .isInstanceOf(Estimate.Undefined.class)
                    .extracting(Estimate::note)
                    .asString()
                    .contains("too small beside the outcome's declared range");
        }
    }

    @Test
    void rows_without_spread_still_leave_doubt() {
        double[] outcomes = {1, 2, 3, 4, 1, 2, 3, 4};
        Figures perfect = Rows.figures(upTo(10), Rows.of(outcomes, outcomes));
        assertThat(measured(perfect, Metric.RMSE).value()).isZero();
        // Wilson of 0 out of 8: z²/(8 + z²) = .324408 of all rows may be off by the range's width, 10.
        assertThat(measured(perfect, Metric.RMSE).high()).isCloseTo(10 * StrictMath.sqrt(0.324408), within(1e-5));
        // The outcome's mean square about its mean is 1.25.
        assertThat(measured(perfect, Metric.R2).low()).isCloseTo(1 - 32.4408 / 1.25, within(1e-4));

        double[] mean = new double[40];
        Arrays.fill(mean, 2.5);
        double[] often = new double[40];
        Arrays.setAll(often, row -> 1 + row % 4);
        Estimate.Measured none = measured(Rows.figures(upTo(10), Rows.of(mean, often)), Metric.R2);
        assertThat(none.value()).isCloseTo(0, within(1e-9));
        // F(40, 39) has its 0.975 quantile at 1.8854: 1 − 39/40/1.8854.
        assertThat(none.high()).isCloseTo(1 - 0.975 / 1.8854, within(1e-4));
        assertThat(none.low()).isLessThan(-0.5);

        double[] off = {2, 1, 4, 3, 2, 1, 4, 3};
        Estimate.Measured equal = measured(Rows.figures(upTo(10), Rows.of(off, outcomes)), Metric.RMSE);
        assertThat(equal.value()).isCloseTo(1, within(1e-9));
        // Others' squared errors may be 100: 1 + .324408·99.
        assertThat(equal.high()).isCloseTo(StrictMath.sqrt(33.116), within(1e-3));
        // χ²(8) has its 0.975 quantile at 17.5345: 8/17.5345, which is below 1 − .324408.
        assertThat(equal.low()).isCloseTo(StrictMath.sqrt(0.456244), within(1e-5));
    }

    @ParameterizedTest
    @CsvSource({"3, 0.6", "5, 0.6", "10, 0.6", "20, 0.6", "5, 0.9", "10, 0.1"})
    void intervals_from_few_rows_cover_the_truth_about_as_often_as_they_say(int rows, double share) {
        // 95 % of 600 are 570. At 93.5 % there would be fewer than 545 in 5 of 1,000 such tests.
        int[] hits = new int[2];
        Property.forSeeds(600, random -> {
            Figures figures = Rows.figures(upTo(10), normal(random, rows, share));
            Estimate.Measured rmse = measured(figures, Metric.RMSE);
            Estimate.Measured r2 = measured(figures, Metric.R2);
            double truth = StrictMath.sqrt(1 - share);
            hits[0] += rmse.low() <= truth && truth <= rmse.high() ? 1 : 0;
            hits[1] += r2.low() <= share && share <= r2.high() ? 1 : 0;
        });
        assertThat(hits[0]).as("RMSE").isGreaterThanOrEqualTo(545);
        assertThat(hits[1]).as("R²").isGreaterThanOrEqualTo(545);
    }

    @Test
    void digits_add_up_to_the_digits_of_the_sum() {
        Property.forSeeds(200, random -> {
            BigInteger total = BigInteger.ZERO;
            double[] digits = new double[2 * Digits.COUNT];
            for (int i = 0; i < 50; i++) {
                BigInteger number = BigInteger.valueOf(random.nextLong())
                        .multiply(BigInteger.valueOf(random.nextLong()))
                        .multiply(BigInteger.valueOf(random.nextLong()));
                total = total.add(number);
                double[] one = Digits.of(number);
                assertThat(Arrays.stream(one).map(Math::abs).max().orElse(0)).isLessThanOrEqualTo(0x1p31);
                for (int k = 0; k < one.length; k++) {
                    digits[Digits.COUNT + k] += one[k];
                }
            }
            assertThat(Digits.number(digits, 1)).isEqualTo(total);
            assertThat(Digits.number(digits, 0)).isZero();
        });
    }
}
