package org.wardround.inference.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardround.core.random.SeededStream;
import org.wardround.core.study.Metric;
import org.wardround.inference.estimate.Estimate;
import org.wardround.inference.estimate.Logit;
import org.wardround.testkit.Property;

/** Scores that lie closer together than the bins of a histogram are wide, as those of a model after few steps of training. */
final class NarrowScoresTest {
    private static final EvaluationDesign DESIGN = EvaluationDesign.of(Rows.BINARY, 0.5, 1);

    /** Half of the rows have the event; log-odds differ by about a thousandth, and say something about it. */
    private static ScoredRows narrow(SeededStream random, int rows) {
        double[] scores = new double[rows];
        double[] outcomes = new double[rows];
        for (int row = 0; row < rows; row++) {
            outcomes[row] = row % 2;
            scores[row] = Logit.inverse(0.0012 + 0.0005 * (random.nextGaussian() + outcomes[row]));
        }
        return Rows.of(scores, outcomes);
    }

    private static Estimate.Measured measured(EvaluationDesign design, ScoredRows rows, Metric metric) {
        return (Estimate.Measured) Rows.figures(design, rows).of(metric);
    }

    private static double exactArea(ScoredRows rows) {
        double won = 0;
        for (int i = 1; i < rows.rows(); i += 2) {
            for (int j = 0; j < rows.rows(); j += 2) {
                won += rows.scores()[i] > rows.scores()[j] ? 1 : rows.scores()[i] == rows.scores()[j] ? 0.5 : 0;
            }
        }
        return won / (rows.rows() / 2.0) / (rows.rows() / 2.0);
    }

    @Test
    void intervals_are_wider_by_what_the_histogram_leaves_open() {
        Property.forSeeds(20, random -> {
            ScoredRows rows = narrow(random, 200);
            for (Metric metric : new Metric[] {Metric.AUROC, Metric.AUPRC}) {
                Estimate.Measured area = measured(DESIGN, rows, metric);
                assertThat(area.errorBound()).isGreaterThan(0.1);
                assertThat(area.low())
                        .isBetween(0.0, area.value() - area.errorBound())
                        .isNotEqualTo(area.value());
                assertThat(area.high()).isBetween(Math.min(1, area.value() + area.errorBound()), 1.0);
                assertThat(area.method()).endsWith("widened by the error bound");
            }
            Estimate.Measured area = measured(DESIGN, rows, Metric.AUROC);
            assertThat(exactArea(rows)).isBetween(area.low(), area.high());
        });
    }

    @Test
    void bins_refined_on_validation_rows_tell_the_scores_apart() {
        Property.forSeeds(20, random -> {
            Evaluation validation = new Evaluation(EvaluationDesign.plain(Rows.BINARY), 100, 2);
            ScoreGrid grid = validation.refined(Evaluation.alone(validation.answer(narrow(random, 100))));
            ScoredRows rows = narrow(random, 200);
            Estimate.Measured area = measured(DESIGN.with(grid), rows, Metric.AUROC);
            assertThat(area.errorBound()).isLessThan(5e-4);
            assertThat(area.value()).isCloseTo(exactArea(rows), within(5e-4));
            assertThat(area.method()).isEqualTo("DeLong, logit");
        });
    }

    @Test
    void scores_that_are_told_apart_keep_their_bins() {
        Property.forSeed(1, random -> {
            double[] scores = new double[300];
            Arrays.setAll(scores, row -> Logit.inverse(1.5 * random.nextGaussian()));
            double[] outcomes = new double[300];
            Arrays.setAll(outcomes, row -> row % 2);
            Evaluation validation = new Evaluation(EvaluationDesign.plain(Rows.BINARY), 300, 2);
            assertThat(validation.refined(Evaluation.alone(validation.answer(Rows.of(scores, outcomes)))))
                    .isEqualTo(DESIGN.grid());
            assertThat(validation.refined(Evaluation.alone(validation.answer(Rows.none()))))
                    .isEqualTo(DESIGN.grid());
        });
    }

    @Test
    void a_constant_score_is_said_to_be_one() {
        double[] scores = new double[60];
        Arrays.fill(scores, 0.3);
        double[] outcomes = new double[60];
        Arrays.fill(outcomes, 0, 30, 1);
        Estimate.Measured area = measured(DESIGN, Rows.of(scores, outcomes), Metric.AUROC);
        assertThat(area.value()).isEqualTo(0.5);
        assertThat(area.low()).isZero();
        assertThat(area.high()).isEqualTo(1);
        assertThat(area.note()).isEqualTo("all rows have the same score as far as the histogram of scores can tell");
    }

    @ParameterizedTest
    @CsvSource({"-16, 16", "-1, 1", "0.001, 0.004", "-16, 2", "3, 16", "-15.99, 15.99"})
    void every_score_is_in_the_bin_around_it(double low, double high) {
        ScoreGrid grid = new ScoreGrid(1 << 14, low, high);
        for (int bin = 0; bin < grid.bins(); bin++) {
            assertThat(grid.edge(bin)).isLessThanOrEqualTo(grid.edge(bin + 1));
            if (grid.edge(bin + 1) - grid.edge(bin) > 1e-12) {
                assertThat(grid.binOf(Logit.inverse(grid.middle(bin)))).isEqualTo(bin);
            }
        }
        assertThat(grid.edge(0)).isEqualTo(-16);
        assertThat(grid.edge(grid.bins())).isEqualTo(16);
        assertThat(grid.binOf(0)).isLessThan(grid.binOf(1e-6));
        assertThat(grid.binOf(1)).isLessThan(grid.bins()).isGreaterThan(grid.binOf(1 - 1e-6));
    }
}
