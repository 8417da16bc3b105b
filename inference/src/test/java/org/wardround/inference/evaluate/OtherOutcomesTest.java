package org.wardround.inference.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.wardround.core.study.Metric;
import org.wardround.inference.Sums;
import org.wardround.inference.estimate.Estimate;
import org.wardround.testkit.Property;

final class OtherOutcomesTest {
    private static final Offset<Double> BY_HAND = within(2e-6);

    private static Estimate.Measured measured(Figures figures, Metric metric) {
        return (Estimate.Measured) figures.of(metric);
    }

    @Test
    void a_category_has_figures_over_all_classes_and_of_each() {
        // Truth a, a, b, c; most probable a, b, b, c.
        double[] scores = {0.7, 0.2, 0.1, 0.3, 0.4, 0.3, 0.2, 0.5, 0.3, 0.1, 0.3, 0.6};
        Figures figures = Rows.figures(
                EvaluationDesign.of(Rows.CATEGORY, Double.NaN, 1), Rows.of(scores, new double[] {0, 0, 1, 2}));
        assertThat(measured(figures, Metric.ACCURACY).value()).isEqualTo(0.75);
        // Recalls 1/2, 1, 1.
        assertThat(measured(figures, Metric.BALANCED_ACCURACY).value()).isCloseTo(2.5 / 3, BY_HAND);
        // a: .7 and .3 against .2 and .1: 4/4. b: .5 against .2, .4, .3: 3/3. c: .6 against .1, .3, .3: 3/3.
        assertThat(measured(figures, Metric.AUROC).value()).isEqualTo(1);
        // .09+.04+.01 = .14; .49+.16+.09 = .74; .04+.25+.09 = .38; .01+.09+.16 = .26: Σ 1.52.
        assertThat(measured(figures, Metric.BRIER).value()).isCloseTo(0.38, BY_HAND);
        // −log .7 .3 .5 .6: .356675 + 1.203973 + .693147 + .510826 = 2.764621.
        assertThat(measured(figures, Metric.LOG_LOSS).value()).isCloseTo(0.691155, BY_HAND);
        assertThat(figures.tables().confusion())
                .containsExactly(List.of(1L, 1L, 0L), List.of(0L, 1L, 0L), List.of(0L, 0L, 1L));
        Tables.ClassFigures b = figures.tables().classes().get(1);
        assertThat(b.label()).isEqualTo("b");
        assertThat(b.support()).isEqualTo(1);
        assertThat(((Estimate.Measured) b.of(Metric.PPV)).value()).isEqualTo(0.5);
        assertThat(((Estimate.Measured) b.of(Metric.F1)).value()).isCloseTo(2 / 3.0, BY_HAND);
        // Two rows are said to be b, one rightly: Wilson of 1 out of 2. Of the three others two are said not to be b.
        assertThat(((Estimate.Measured) b.of(Metric.PPV)).low()).isCloseTo(0.094531, BY_HAND);
        assertThat(((Estimate.Measured) b.of(Metric.SPECIFICITY)).value()).isCloseTo(2 / 3.0, BY_HAND);
        assertThat(((Estimate.Measured) b.of(Metric.NPV)).value()).isEqualTo(1);
    }

    @Test
    void a_number_has_the_error_of_its_predictions() {
        // Errors 0, 0, 1, 2: squares 0, 0, 1, 4: mean 1.25. Outcomes 1 … 4: squares about the mean sum to 5.
        Figures figures = Rows.figures(
                EvaluationDesign.plain(Rows.NUMBER), Rows.of(new double[] {1, 2, 4, 6}, new double[] {1, 2, 3, 4}));
        assertThat(measured(figures, Metric.RMSE).value()).isCloseTo(StrictMath.sqrt(1.25), BY_HAND);
        assertThat(measured(figures, Metric.R2).value()).isCloseTo(0, BY_HAND);
        // Variance of the mean square: (17 − 25/4)/3/4 = .895833, se .946485; t(3) = 3.182446; ±2.409709 on the log.
        double factor = StrictMath.exp(2.409709);
        assertThat(measured(figures, Metric.RMSE).high()).isCloseTo(StrictMath.sqrt(1.25 * factor), within(2e-5));
        // Σ(a − b)² with b = 2.25, .25, .25, 2.25: 5.0625 + .0625 + .5625 + 3.0625 = 8.75; se = √(8.75·4/3)/5 =
        // .683130.
        assertThat(measured(figures, Metric.R2).low()).isCloseTo(1 - StrictMath.exp(3.182446 * 0.683130), within(2e-4));
    }

    @Test
    void a_count_has_the_error_and_the_log_loss_of_its_expectations() {
        // −log Poisson(0; 1) = 1; (2; 1): 1 + log 2 = 1.693147; (3; 2): 2 − 3·.693147 + log 6 = 1.712318: mean
        // 1.468488.
        Figures figures = Rows.figures(
                EvaluationDesign.plain(Rows.COUNT), Rows.of(new double[] {1, 1, 2}, new double[] {0, 2, 3}));
        assertThat(measured(figures, Metric.LOG_LOSS).value()).isCloseTo(1.468488, BY_HAND);
        assertThat(measured(figures, Metric.RMSE).value()).isCloseTo(1, BY_HAND);
        assertThat(figures.metrics()).containsOnlyKeys(Metric.LOG_LOSS, Metric.RMSE);
    }

    @Test
    void a_large_factorial_joins_the_small_ones() {
        assertThat(Losses.logFactorial(0)).isZero();
        assertThat(Losses.logFactorial(5)).isCloseTo(StrictMath.log(120), within(1e-14));
        for (int n = 18; n < 30; n++) {
            double step = Losses.logFactorial(n) - Losses.logFactorial(n - 1);
            assertThat(step).isCloseTo(StrictMath.log(n), within(1e-12));
        }
        // log 100! = 363.739375555563, from the product of all its factors.
        assertThat(Losses.logFactorial(100)).isCloseTo(363.739375555563, within(1e-10));
    }

    @Test
    void a_time_has_the_concordance_of_its_comparable_pairs() {
        // Events at 1 and 3, censored at 2 and 4: pairs 1–2, 1–3, 1–4 right, 3–4 wrong.
        // a = 3, 1, 1, 1; b = 3, 1, 2, 2; a − ¾b = .75, .25, −.5, −.5: 4·1.125/64·4/3 = .09375
        // (Hanley and McNeil with 2 events against 2: .0763). Logit 1.098612 ± 1.959964·.306186/.1875 = ±3.200588.
        Figures figures = Rows.figures(
                EvaluationDesign.plain(Rows.TIME),
                Rows.of(new double[] {0.9, 0.8, 0.1, 0.5}, new double[] {1, 2, 3, 4}, new double[] {1, 0, 1, 0}));
        Estimate.Measured concordance = measured(figures, Metric.CONCORDANCE);
        assertThat(concordance.value()).isEqualTo(0.75);
        assertThat(concordance.low()).isCloseTo(1 / (1 + StrictMath.exp(2.101976)), within(1e-5));
        assertThat(concordance.high()).isCloseTo(1 / (1 + StrictMath.exp(-4.299200)), within(1e-5));
        assertThat(concordance.n()).isEqualTo(4);
    }

    @Test
    void equal_times_are_comparable_if_exactly_one_is_an_event() {
        double[] times = {1, 1, 1};
        double[] scores = {3, 2, 2};
        assertThat(((Estimate.Measured) Concordance.allPairs(times, new double[] {1, 0, 0}, scores)).value())
                .isEqualTo(1);
        assertThat(Concordance.allPairs(times, new double[] {1, 1, 1}, scores)).isInstanceOf(Estimate.Undefined.class);
        // The event has the lowest score but for one tie: half of two pairs.
        assertThat(((Estimate.Measured) Concordance.allPairs(times, new double[] {0, 1, 0}, scores)).value())
                .isEqualTo(0.25);
    }

    @Test
    void pairs_are_counted_as_one_by_one() {
        Property.forSeeds(200, random -> {
            int rows = 2 + random.nextInt(40);
            double[] times = new double[rows];
            double[] events = new double[rows];
            double[] scores = new double[rows];
            for (int row = 0; row < rows; row++) {
                times[row] = random.nextInt(12);
                events[row] = random.nextInt(2);
                scores[row] = random.nextInt(10);
            }
            double[] won = new double[rows];
            double[] comparable = new double[rows];
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < rows; j++) {
                    boolean earlier = times[i] < times[j] || (times[i] == times[j] && events[j] == 0);
                    if (i != j && events[i] == 1 && earlier) {
                        double half = scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                        won[i] += half;
                        won[j] += half;
                        comparable[i]++;
                        comparable[j]++;
                    }
                }
            }
            Concordance.Pairs pairs = Concordance.pairs(times, events, scores);
            assertThat(pairs.won()).containsExactly(won);
            assertThat(pairs.comparable()).containsExactly(comparable);
        });
    }

    @Test
    void concordance_over_sites_pairs_nobody_across_them() {
        ScoredRows first = Rows.of(new double[] {2, 1}, new double[] {1, 2}, new double[] {1, 1});
        ScoredRows second = Rows.of(new double[] {8, 9}, new double[] {5, 6}, new double[] {1, 1});
        Evaluation evaluation = new Evaluation(EvaluationDesign.plain(Rows.TIME), 2, 2);
        Figures figures = evaluation
                .figures(Sums.of(List.of(evaluation.answer(first), evaluation.answer(second))))
                .get(0);
        assertThat(measured(figures, Metric.CONCORDANCE).value()).isEqualTo(0.5);
        assertThat(measured(figures, Metric.CONCORDANCE).n()).isEqualTo(4);
    }

    @Test
    void a_wide_federation_of_large_hospitals_still_fits_the_sum() {
        for (var outcome : List.of(Rows.BINARY, Rows.CATEGORY, Rows.NUMBER, Rows.TIME)) {
            Evaluation evaluation = new Evaluation(EvaluationDesign.of(outcome, Double.NaN, 2), 1 << 24, 1_000);
            assertThat(evaluation.layout().length()).isPositive();
        }
    }

    @Test
    void interval_of_a_concordance_covers_the_truth_about_as_often_as_it_says() {
        // Scores independent of times: truth .5. 300 runs, 95 %: fewer than 270 hits have a chance below 1 in 10,000.
        int[] hits = {0};
        Property.forSeeds(300, random -> {
            double[] times = new double[40];
            double[] events = new double[40];
            double[] scores = new double[40];
            Arrays.setAll(times, row -> random.nextDouble());
            Arrays.setAll(events, row -> random.nextInt(2));
            Arrays.setAll(scores, row -> random.nextDouble());
            Estimate.Measured concordance = (Estimate.Measured) Concordance.allPairs(times, events, scores);
            hits[0] += concordance.low() <= 0.5 && 0.5 <= concordance.high() ? 1 : 0;
        });
        assertThat(hits[0]).isGreaterThanOrEqualTo(270);
    }
}
