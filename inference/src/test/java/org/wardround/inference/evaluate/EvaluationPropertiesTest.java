package org.wardround.inference.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.core.study.Metric;
import org.wardround.inference.Sums;
import org.wardround.inference.estimate.Estimate;
import org.wardround.testkit.Property;

final class EvaluationPropertiesTest {
    private static double value(Figures figures, Metric metric) {
        return ((Estimate.Measured) figures.of(metric)).value();
    }

    /** Every pair of an event and none, ties half. */
    private static double exactArea(ScoredRows rows) {
        double won = 0;
        double pairs = 0;
        for (int i = 0; i < rows.rows(); i++) {
            for (int j = 0; j < rows.rows(); j++) {
                if (rows.outcomes()[i] == 1 && rows.outcomes()[j] == 0) {
                    pairs++;
                    won += rows.scores()[i] > rows.scores()[j] ? 1 : rows.scores()[i] == rows.scores()[j] ? 0.5 : 0;
                }
            }
        }
        return won / pairs;
    }

    /** Precision at each event's score, rows with the same score together. */
    private static double exactAveragePrecision(ScoredRows rows) {
        double sum = 0;
        for (int i = 0; i < rows.rows(); i++) {
            double hits = 0;
            double flagged = 0;
            for (int j = 0; j < rows.rows(); j++) {
                boolean above = rows.scores()[j] >= rows.scores()[i];
                flagged += above ? 1 : 0;
                hits += above ? rows.outcomes()[j] : 0;
            }
            sum += rows.outcomes()[i] * hits / flagged;
        }
        return sum / Arrays.stream(rows.outcomes()).sum();
    }

    @Test
    void areas_from_histograms_stay_within_their_stated_error() {
        Property.forSeeds(100, random -> {
            ScoredRows rows = Rows.random(random, 20 + random.nextInt(200));
            for (int bins : new int[] {16, 256, 16_384}) {
                Figures figures = Rows.figures(new EvaluationDesign(Rows.BINARY, 0.5, 1, bins), rows);
                Estimate.Measured auroc = (Estimate.Measured) figures.of(Metric.AUROC);
                assertThat(auroc.value()).isCloseTo(exactArea(rows), within(auroc.errorBound() + 1e-12));
                Estimate.Measured auprc = (Estimate.Measured) figures.of(Metric.AUPRC);
                assertThat(auprc.value()).isCloseTo(exactAveragePrecision(rows), within(auprc.errorBound() + 1e-12));
            }
        });
    }

    @Test
    void sums_over_sites_give_the_figures_of_all_rows() {
        Property.forSeeds(30, random -> {
            ScoredRows rows = Rows.random(random, 60);
            Evaluation evaluation = new Evaluation(EvaluationDesign.of(Rows.BINARY, 0.4, 1), 60, 3);
            Figures federated = evaluation
                    .figures(Sums.of(List.of(
                            evaluation.answer(Rows.part(rows, 0, 10)),
                            evaluation.answer(Rows.part(rows, 10, 35)),
                            evaluation.answer(Rows.part(rows, 35, 60)))))
                    .get(0);
            Figures pooled = evaluation
                    .figures(Evaluation.alone(evaluation.answer(rows)))
                    .get(0);
            assertThat(federated.tables()).isEqualTo(pooled.tables());
            pooled.metrics()
                    .forEach((metric, estimate) -> assertThat(value(federated, metric))
                            .as(metric.jsonName())
                            .isCloseTo(((Estimate.Measured) estimate).value(), within(1e-9)));
        });
    }

    @Test
    void order_of_rows_does_not_matter() {
        Property.forSeeds(30, random -> {
            ScoredRows rows = Rows.random(random, 50);
            int[] order = new int[50];
            Arrays.setAll(order, row -> row);
            random.shuffle(order);
            Figures before = Rows.figures(EvaluationDesign.of(Rows.BINARY, 0.4, 1), rows);
            Figures after = Rows.figures(EvaluationDesign.of(Rows.BINARY, 0.4, 1), rows.select(order));
            before.metrics()
                    .keySet()
                    .forEach(
                            metric -> assertThat(value(after, metric)).isCloseTo(value(before, metric), within(1e-12)));
        });
    }

    @Test
    void groups_get_the_figures_of_their_rows_alone() {
        Property.forSeeds(20, random -> {
            ScoredRows rows = Rows.random(random, 80);
            int[][] groups = new int[80][];
            Arrays.setAll(groups, row -> row < 30 ? new int[] {1} : row < 70 ? new int[] {2} : new int[0]);
            Evaluation evaluation = new Evaluation(EvaluationDesign.of(Rows.BINARY, 0.4, 3), 80, 4);
            List<Figures> figures = evaluation.figures(Evaluation.alone(evaluation.answer(rows, groups)));
            Evaluation single = new Evaluation(EvaluationDesign.of(Rows.BINARY, 0.4, 1), 80, 4);
            Figures second = single.figures(Evaluation.alone(single.answer(Rows.part(rows, 30, 70))))
                    .get(0);
            assertThat(figures).hasSize(3);
            assertThat(figures.get(2)).isEqualTo(second);
            assertThat(figures.get(0)).isEqualTo(Rows.figures(EvaluationDesign.of(Rows.BINARY, 0.4, 1), rows));
        });
    }
}
