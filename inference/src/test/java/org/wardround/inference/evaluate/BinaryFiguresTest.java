package org.wardround.inference.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardround.core.study.Metric;
import org.wardround.inference.estimate.Estimate;

final class BinaryFiguresTest {
    private static final Offset<Double> BY_HAND = within(2e-6);

    /** Scores .9, .7, .3 of rows with the event and .8, .4, .1 of rows without. */
    private static final ScoredRows SIX =
            Rows.of(new double[] {0.9, 0.8, 0.7, 0.4, 0.3, 0.1}, new double[] {1, 0, 1, 0, 1, 0});

    private static final Figures FIGURES = Rows.figures(EvaluationDesign.of(Rows.BINARY, 0.5, 1), SIX);

    private static Estimate.Measured measured(Metric metric) {
        return (Estimate.Measured) FIGURES.of(metric);
    }

    private static void assertFigure(Metric metric, double value, double low, double high) {
        Estimate.Measured figure = measured(metric);
        assertThat(figure.value()).isCloseTo(value, BY_HAND);
        assertThat(figure.low()).isCloseTo(low, BY_HAND);
        assertThat(figure.high()).isCloseTo(high, BY_HAND);
    }

    @Test
    void shares_have_wilsons_interval() {
        // At .5: 2 hits, 1 false alarm, 1 miss, 2 rightly negative. Wilson of 4/6 and of 2/3.
        assertFigure(Metric.ACCURACY, 4 / 6.0, 0.299993, 0.903229);
        for (Metric metric : new Metric[] {Metric.SENSITIVITY, Metric.SPECIFICITY, Metric.PPV, Metric.NPV}) {
            assertFigure(metric, 2 / 3.0, 0.207660, 0.938508);
            assertThat(measured(metric).method()).isEqualTo("Wilson");
        }
    }

    @Test
    void balanced_accuracy_combines_both_intervals() {
        // Half widths .459007/√2 = .324567 and .271841/√2 = .192221.
        assertFigure(Metric.BALANCED_ACCURACY, 2 / 3.0, 0.342100, 0.858888);
    }

    @Test
    void f1_follows_from_the_jaccard_index() {
        // J = 2/4 with Wilson .150039 … .849961; F1 = 2J/(1+J).
        assertFigure(Metric.F1, 2 / 3.0, 2 * 0.150039 / 1.150039, 2 * 0.849961 / 1.849961);
    }

    @Test
    void net_benefit_weighs_false_alarms_by_the_odds() {
        // 2/6 − 1/6·1. Wilson of 2/6: .096771 … .700007; of 1/6: .030053 … .563503. ρ = −√(2·1/(4·5)) = −.316228.
        // below² = .236562² + .396836² + 2·.316228·.236562·.396836 = .522315²;
        // above² = .366673² + .136613² + 2·.316228·.366673·.136613 = .429876².
        assertFigure(Metric.NET_BENEFIT, 1 / 6.0, 1 / 6.0 - 0.522315, 1 / 6.0 + 0.429876);
    }

    @Test
    void auroc_counts_ordered_pairs() {
        // .9 beats 3, .7 beats 2, .3 beats 1: 6/9. Placements 1, 2/3, 1/3 in both classes:
        // variance 1/9/3 + 1/9/3 = 2/27 (Hanley and McNeil: .0568).
        // Logit .693147 ± 1.959964·.272166/.222222 = ±2.400456.
        assertFigure(Metric.AUROC, 6 / 9.0, 0.153512, 0.956628);
        assertThat(measured(Metric.AUROC).errorBound()).isEqualTo(0);
    }

    @Test
    void auprc_is_average_precision() {
        // Precision at the events 1, 2/3, 3/5: mean .755556.
        // Logit 1.128465 ± 1.959964/√(3·.755556·.244444) = ±2.633081.
        assertFigure(Metric.AUPRC, 34 / 45.0, 0.181738, 0.977280);
        assertThat(measured(Metric.AUPRC).errorBound()).isCloseTo(0, within(1e-12));
    }

    @Test
    void brier_score_and_log_loss_are_means() {
        // Squares .01 .64 .09 .16 .49 .01: mean 1.4/6, Σ² = .6836, sd = √((.6836 − 1.96/6)/5) = .267183;
        // t(5)/√6·sd = .280391.
        assertFigure(Metric.BRIER, 0.233333, 0, 0.513725);
        // −log of .9 .2 .7 .6 .3 .9: Σ 3.891632.
        assertThat(measured(Metric.LOG_LOSS).value()).isCloseTo(0.648605, BY_HAND);
    }

    @Test
    void calibration_in_the_large_is_the_intercept_beside_the_scores() {
        // All .5 and 3 of 10 events: logit .3 = −.847298 ± 1.959964/√(10·.21) = ±1.352510. Bins are .002 wide, so .001
        // off.
        double[] halves = new double[10];
        Arrays.fill(halves, 0.5);
        Figures figures = Rows.figures(
                EvaluationDesign.plain(Rows.BINARY), Rows.of(halves, new double[] {1, 1, 1, 0, 0, 0, 0, 0, 0, 0}));
        Estimate.Measured intercept = (Estimate.Measured) figures.of(Metric.CALIBRATION_INTERCEPT);
        assertThat(intercept.value()).isCloseTo(-0.847298, within(0.001));
        assertThat(intercept.low()).isCloseTo(-2.199808, within(0.001));
        assertThat(figures.of(Metric.CALIBRATION_SLOPE).note()).isEqualTo("all predictions are the same");
    }

    /** Its intercept and slope are how many of the others had the event. */
    @ParameterizedTest
    @CsvSource({
        "57, 3, 20, 1, false",
        "57, 10, 20, 5, false",
        "57, 11, 20, 5, false",
        "80, 40, 30, 15, true",
        "80, 40, 30, 32, false"
    })
    void recalibration_is_not_about_few_patients(int many, int others, int events, int eventsOfOthers, boolean fitted) {
        double[] scores = new double[many + others];
        double[] outcomes = new double[many + others];
        Arrays.fill(scores, 0, many, 0.2);
        Arrays.fill(scores, many, scores.length, 0.8);
        Arrays.fill(outcomes, 0, events, 1);
        Arrays.fill(outcomes, many, many + eventsOfOthers, 1);
        Evaluation evaluation = new Evaluation(EvaluationDesign.plain(Rows.BINARY), scores.length, 1);
        Recalibration recalibration =
                Recalibration.of(evaluation, Evaluation.alone(evaluation.answer(Rows.of(scores, outcomes))));
        assertThat(recalibration.isDefined()).isEqualTo(fitted);
        if (!fitted) {
            assertThat(recalibration.slope().note()).isEqualTo("few patients would decide about the fit");
        }
    }

    @Test
    void recalibration_meets_two_observed_rates() {
        // Predicted .2 and .8, observed 2/5 and 3/5: logits ∓1.386294 become ∓.405465: slope .292481, intercept 0.
        double[] scores = {0.2, 0.2, 0.2, 0.2, 0.2, 0.8, 0.8, 0.8, 0.8, 0.8};
        double[] outcomes = {1, 1, 0, 0, 0, 1, 1, 1, 0, 0};
        Evaluation evaluation = new Evaluation(EvaluationDesign.plain(Rows.BINARY), 10, 1);
        Recalibration recalibration =
                Recalibration.of(evaluation, Evaluation.alone(evaluation.answer(Rows.of(scores, outcomes))));
        assertThat(((Estimate.Measured) recalibration.slope()).value()).isCloseTo(0.292481, within(5e-4));
        assertThat(recalibration.apply(0.2)).isCloseTo(0.4, within(5e-4));
        assertThat(recalibration.apply(0.8)).isCloseTo(0.6, within(5e-4));
        // Information about the slope: Σ 5·.24·x² = 2.4·1.921812, so ± 1.959964/√4.612349 = ±.912613.
        assertThat(((Estimate.Measured) recalibration.slope()).high()).isCloseTo(0.292481 + 0.912613, within(2e-3));
    }

    @Test
    void tables_hold_the_counts() {
        assertThat(FIGURES.tables().confusion()).containsExactly(java.util.List.of(2L, 1L), java.util.List.of(1L, 2L));
        assertThat(FIGURES.tables().classes()).extracting("support").containsExactly(3L, 3L);
        assertThat(FIGURES.tables().calibration()).hasSize(1);
        assertThat(FIGURES.tables().calibration().get(0).meanPredicted()).isCloseTo(3.2 / 6, within(5e-4));
        assertThat(FIGURES.tables().calibration().get(0).observed()).isEqualTo(0.5);
        Tables.NetBenefit half = FIGURES.tables().netBenefit().get(49);
        assertThat(half.threshold()).isEqualTo(0.5);
        assertThat(half.model()).isCloseTo(1 / 6.0, within(1e-12));
        assertThat(half.treatAll()).isCloseTo(0, within(1e-12));
        assertThat(FIGURES.tables().scores().positives().stream()
                        .mapToLong(count -> count)
                        .sum())
                .isEqualTo(3);
        assertThat(FIGURES.tables().scores().negatives().stream()
                        .mapToLong(count -> count)
                        .sum())
                .isEqualTo(3);
    }

    @Test
    void calibration_groups_are_tenths_of_the_rows() {
        double[] scores = new double[200];
        double[] outcomes = new double[200];
        for (int row = 0; row < 200; row++) {
            scores[row] = (row + 0.5) / 200;
            outcomes[row] = row % 2;
        }
        Tables tables = Rows.figures(EvaluationDesign.plain(Rows.BINARY), Rows.of(scores, outcomes))
                .tables();
        assertThat(tables.calibration())
                .hasSize(10)
                .allSatisfy(group -> assertThat(group.n()).isEqualTo(20));
        assertThat(tables.calibration().get(0).meanPredicted()).isCloseTo(0.05, within(5e-4));
        assertThat(tables.confusion()).isEmpty();
    }

    @Test
    void several_rows_of_a_patient_are_remarked_upon() {
        ScoredRows rows = new ScoredRows(1, SIX.scores(), SIX.outcomes(), SIX.events(), new int[] {0, 0, 1, 2, 3, 4});
        assertThat(Rows.figures(EvaluationDesign.plain(Rows.BINARY), rows)
                        .of(Metric.AUROC)
                        .note())
                .contains("several rows");
    }
}
