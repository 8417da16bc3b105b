package org.wardround.learning.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wardround.core.dataset.Dataset;
import org.wardround.core.random.SeededStream;
import org.wardround.testkit.Property;

class PartialLikelihoodTest {
    @Test
    void three_patients_by_hand() {
        // times 2 (event), 3 (censored), 1 (event); e^s = 2, 1, 5
        Dataset data = Dataset.ofTimes(1, new double[3], new double[] {2, 3, 1}, new double[] {1, 0, 1}, new int[3]);
        double[] scores = {Math.log(2), 0, Math.log(5)};

        // at 1: log(2 + 1 + 5) − log 5; at 2: log(2 + 1) − log 2
        assertThat(new PartialLikelihood(data).sum(scores, Rows.all(3)))
                .isCloseTo(Math.log(8.0 / 5) + Math.log(3.0 / 2), within(1e-15));
    }

    @Test
    void tied_events_share_one_risk_set() {
        Dataset data = Dataset.ofTimes(1, new double[3], new double[] {1, 1, 2}, new double[] {1, 1, 0}, new int[3]);
        double[] scores = {Math.log(2), 0, Math.log(5)};

        // twice log(2 + 1 + 5), minus log 2 and log 1
        assertThat(new PartialLikelihood(data).sum(scores, Rows.all(3)))
                .isCloseTo(2 * Math.log(8) - Math.log(2), within(1e-15));
    }

    @Test
    void the_loss_is_that_of_the_definition_on_any_rows() {
        Property.forSeeds(100, random -> {
            Dataset data = ModelsUnderTest.rows(ModelsUnderTest.TIME, 15, 1, random);
            Rows batch = shuffledRows(15, random);
            double[] scores = ModelsUnderTest.gaussians(batch.count(), random);

            assertThat(new PartialLikelihood(data).sum(scores, batch))
                    .isCloseTo(byDefinition(data, batch, scores), within(1e-12));
        });
    }

    private static Rows shuffledRows(int count, SeededStream random) {
        int[] order = IntStream.range(0, count).toArray();
        random.shuffle(order);
        Rows rows = new Rows(order);
        rows.move(0, 1 + random.nextInt(count));
        return rows;
    }

    private static double byDefinition(Dataset data, Rows batch, double[] scores) {
        double sum = 0;
        for (int i = 0; i < batch.count(); i++) {
            double risk = 0;
            for (int j = 0; j < batch.count(); j++) {
                boolean atRisk = data.outcomes()[batch.row(j)] >= data.outcomes()[batch.row(i)];
                risk += atRisk ? Math.exp(scores[j]) : 0;
            }
            sum += data.events()[batch.row(i)] * (Math.log(risk) - scores[i]);
        }
        return sum;
    }

    @Test
    void without_ties_the_loss_is_the_sum_in_falling_order_of_time_that_others_compute() {
        Property.forSeeds(20, random -> {
            int rows = 9;
            int[] times = IntStream.range(0, rows).toArray();
            random.shuffle(times);
            Dataset data = Dataset.ofTimes(
                    1,
                    new double[rows],
                    IntStream.of(times).asDoubleStream().toArray(),
                    IntStream.range(0, rows)
                            .mapToDouble(row -> random.nextInt(2))
                            .toArray(),
                    new int[rows]);
            double[] scores = ModelsUnderTest.gaussians(rows, random);

            assertThat(new PartialLikelihood(data).sum(scores, Rows.all(rows)))
                    .isCloseTo(inFallingOrder(data, scores), within(1e-12));
        });
    }

    /** Rows sorted by falling time; for i ≥ 1 event_i · (log Σ_{j ≤ i} e^{s_j} − s_i). */
    private static double inFallingOrder(Dataset data, double[] scores) {
        List<Integer> falling = IntStream.range(0, data.rows())
                .boxed()
                .sorted(Comparator.comparingDouble(row -> -data.outcomes()[row]))
                .toList();
        double risk = Math.exp(scores[falling.get(0)]);
        double sum = 0;
        for (int row : falling.subList(1, falling.size())) {
            risk += Math.exp(scores[row]);
            sum += data.events()[row] * (Math.log(risk) - scores[row]);
        }
        return sum;
    }

    @Test
    void enormous_differences_between_scores_stay_finite() {
        Dataset data = Dataset.ofTimes(1, new double[3], new double[] {3, 2, 1}, new double[] {1, 1, 1}, new int[3]);
        PartialLikelihood loss = new PartialLikelihood(data);
        double[] scores = {-2000, 3000, 0};

        // at 3: 0; at 2: 3000 − 3000; at 1: 3000 − 0
        assertThat(loss.sum(scores, Rows.all(3))).isEqualTo(3000);

        loss.differentiate(scores, Rows.all(3));
        // d/ds of (s₂ − s₃) / 3, the other events being decided
        assertThat(scores).containsExactly(new double[] {0, 1.0 / 3, -1.0 / 3}, within(1e-15));
    }

    @Test
    void rows_without_an_event_lose_nothing() {
        Dataset data = Dataset.ofTimes(1, new double[2], new double[] {1, 2}, new double[2], new int[2]);
        PartialLikelihood loss = new PartialLikelihood(data);
        double[] scores = {1, 2};

        assertThat(loss.sum(scores, Rows.all(2))).isZero();
        loss.differentiate(scores, Rows.all(2));
        assertThat(scores).containsExactly(0, 0);
    }
}
