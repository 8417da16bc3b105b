package org.wardround.inference.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wardround.core.study.Metric;
import org.wardround.core.study.ThresholdRule;
import org.wardround.inference.estimate.Estimate;
import org.wardround.testkit.Property;

final class ThresholdsTest {
    private static Thresholds.Choice choose(ThresholdRule rule, ScoredRows rows) {
        Evaluation evaluation = new Evaluation(EvaluationDesign.plain(Rows.BINARY), Math.max(1, rows.rows()), 2);
        return Thresholds.choose(rule, evaluation, Evaluation.alone(evaluation.answer(rows)));
    }

    private static double chosen(ThresholdRule rule, ScoredRows rows) {
        return ((Thresholds.Choice.Chosen) choose(rule, rows)).probability();
    }

    private static final ScoredRows SIX =
            Rows.of(new double[] {0.9, 0.8, 0.7, 0.4, 0.3, 0.1}, new double[] {1, 0, 1, 0, 1, 0});

    @Test
    void a_value_is_taken_as_it_is() {
        assertThat(chosen(new ThresholdRule.Value(0.3), Rows.none())).isEqualTo(0.3);
    }

    /** Forty rows with the event, scores of .01 to .40, and as many without. */
    private static ScoredRows forty() {
        double[] scores = IntStream.range(0, 80)
                .mapToDouble(row -> (row % 40 + 1) / 100.0)
                .toArray();
        double[] outcomes =
                IntStream.range(0, 80).mapToDouble(row -> row < 40 ? 1 : 0).toArray();
        return Rows.of(scores, outcomes);
    }

    @Test
    void sensitivity_takes_the_highest_threshold_that_reaches_it() {
        // 20 of 40 events are at .21 or above, 29 at .12: edges lie at most .002 of log-odds below.
        assertThat(chosen(new ThresholdRule.Sensitivity(0.5), forty())).isBetween(0.2096, 0.21);
        assertThat(chosen(new ThresholdRule.Sensitivity(0.725), forty())).isBetween(0.1197, 0.12);
    }

    @Test
    void a_sensitivity_that_needs_the_score_of_one_of_ten_patients_calls_everybody_positive() {
        // 30 of 40 would leave ten below; nearly all, the one with the lowest score.
        for (double sensitivity : new double[] {0.75, 0.95, 0.9999}) {
            assertThat(chosen(new ThresholdRule.Sensitivity(sensitivity), forty()))
                    .isZero();
        }
        assertThat(chosen(new ThresholdRule.Sensitivity(0.5), SIX)).isZero();
    }

    @Test
    void a_sensitivity_of_nearly_0_does_not_give_the_highest_score_of_an_event() {
        // Eleven of forty are at .30 or above.
        assertThat(chosen(new ThresholdRule.Sensitivity(0.0001), forty())).isBetween(0.2994, 0.30);
    }

    @Test
    void at_a_threshold_of_0_all_are_positive_and_figures_are_defined() {
        Figures figures = Rows.figures(EvaluationDesign.of(Rows.BINARY, Thresholds.EVERYBODY, 1), forty());
        assertThat(((Estimate.Measured) figures.of(Metric.SENSITIVITY)).value()).isEqualTo(1);
        assertThat(((Estimate.Measured) figures.of(Metric.SPECIFICITY)).value()).isZero();
        assertThat(((Estimate.Measured) figures.of(Metric.NET_BENEFIT)).value()).isEqualTo(0.5);
    }

    @Test
    void youden_takes_the_middle_of_the_longest_best_stretch() {
        // J is 1/3 from .8 to .9 (log-odds 1.39 to 2.20), from .4 to .7 (−.41 to .85) and from .1 to .3 (−2.20 to
        // −.85).
        // The last is longest: its middle has the log-odds −1.522.
        assertThat(chosen(new ThresholdRule.Youden(), SIX)).isCloseTo(1 / (1 + StrictMath.exp(1.522)), within(1e-3));
    }

    @Test
    void no_event_is_a_reason_and_no_exception() {
        ScoredRows healthy = Rows.of(new double[] {0.2, 0.4}, new double[2]);
        assertThat(choose(new ThresholdRule.Youden(), healthy)).isInstanceOf(Thresholds.Choice.Impossible.class);
        assertThat(choose(new ThresholdRule.Sensitivity(0.9), healthy))
                .isInstanceOf(Thresholds.Choice.Impossible.class);
        assertThat(choose(new ThresholdRule.Youden(), healthy).toString())
                .contains("by Youden's index")
                .doesNotContain("on sensitivity");
        ScoredRows ill = Rows.of(new double[] {0.2, 0.4}, new double[] {1, 1});
        assertThat(choose(new ThresholdRule.Youden(), ill)).isInstanceOf(Thresholds.Choice.Impossible.class);
        assertThat(choose(new ThresholdRule.Sensitivity(0.9), ill)).isInstanceOf(Thresholds.Choice.Chosen.class);
    }

    @Test
    void a_chosen_threshold_keeps_its_promise_on_the_rows_it_was_chosen_on() {
        Property.forSeeds(100, random -> {
            ScoredRows rows = Rows.random(random, 120);
            double wanted = 0.5 + random.nextDouble() * 0.49;
            double threshold = chosen(new ThresholdRule.Sensitivity(wanted), rows);
            double hits = 0;
            double events = 0;
            for (int row = 0; row < rows.rows(); row++) {
                events += rows.outcomes()[row];
                hits += rows.scores()[row] >= threshold ? rows.outcomes()[row] : 0;
            }
            assertThat(hits / events).isGreaterThanOrEqualTo(wanted);
            if (threshold > 0) {
                assertThat(hits).isGreaterThanOrEqualTo(11);
                assertThat(events - hits).isGreaterThanOrEqualTo(11);
            }
        });
    }
}
