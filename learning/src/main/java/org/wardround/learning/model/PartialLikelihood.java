package org.wardround.learning.model;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.wardround.core.dataset.Dataset;

/**
 * Negative log partial likelihood with Breslow's treatment of ties: {@code Σ_events (log Σ_{t_j ≥ t_i} e^{s_j} − s_i)}. The mean is over the rows of
 * the batch, not over its events. O(n log n) in the batch, whatever the size of the scores. Not thread-safe.
 */
final class PartialLikelihood implements Output.BatchLoss {
    private final double[] times;
    private final double[] events;
    /** The place of each row among all rows in falling order of time; equal times in the order of rows. */
    private final int[] ranks;

    private int[] batchRanks = {};
    private int[] positions = {};
    private final int[] positionOfRank;
    /** For each place in falling order of time, the log of the summed risks of those still at risk. */
    private double[] logRisk = {};

    PartialLikelihood(Dataset data) {
        this.times = data.outcomes();
        this.events = data.events();
        this.ranks = new int[data.rows()];
        this.positionOfRank = new int[data.rows()];
        int[] falling = IntStream.range(0, data.rows())
                .boxed()
                .sorted(Comparator.comparingDouble(row -> -times[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int rank = 0; rank < falling.length; rank++) {
            ranks[falling[rank]] = rank;
        }
    }

    @Override
    public double sum(double[] predictors, Rows batch) {
        order(batch);
        accumulateRisk(predictors, batch);
        double sum = 0;
        for (int place = 0; place < batch.count(); place++) {
            int position = positions[place];
            if (events[batch.row(position)] != 0) {
                sum += logRisk[place] - predictors[position];
            }
        }
        return sum;
    }

    /**
     * d/ds_k = e^{s_k} Σ_{events with t_i ≤ t_k} 1/R_i − event_k, R_i being the summed risk at t_i. Going up in time, −log R grows, so the sum of 1/R is
     * kept relative to its newest and largest term: e^{s_k}/R never exceeds 1 for a row in the risk set.
     */
    @Override
    public void differentiate(double[] predictors, Rows batch) {
        order(batch);
        accumulateRisk(predictors, batch);
        double share = 1.0 / batch.count();
        double reference = 0;
        double inverseRisks = 0;
        int end = batch.count();
        while (end > 0) {
            int start = startOfTies(batch, end);
            double deaths = deaths(batch, start, end);
            if (deaths > 0) {
                inverseRisks =
                        inverseRisks == 0 ? deaths : inverseRisks * StrictMath.exp(logRisk[start] - reference) + deaths;
                reference = logRisk[start];
            }
            for (int place = start; place < end; place++) {
                int position = positions[place];
                double pull = inverseRisks == 0 ? 0 : StrictMath.exp(predictors[position] - reference) * inverseRisks;
                predictors[position] = (pull - events[batch.row(position)]) * share;
            }
            end = start;
        }
    }

    /** The first place that has the same time as the place before {@code end}. */
    private int startOfTies(Rows batch, int end) {
        double time = times[batch.row(positions[end - 1])];
        int start = end - 1;
        while (start > 0 && times[batch.row(positions[start - 1])] == time) {
            start--;
        }
        return start;
    }

    private double deaths(Rows batch, int start, int end) {
        double deaths = 0;
        for (int place = start; place < end; place++) {
            deaths += events[batch.row(positions[place])];
        }
        return deaths;
    }

    /** Fills {@link #positions}: the batch's positions in falling order of time. */
    private void order(Rows batch) {
        int count = batch.count();
        if (positions.length < count) {
            batchRanks = new int[count];
            positions = new int[count];
            logRisk = new double[count];
        }
        for (int position = 0; position < count; position++) {
            int rank = ranks[batch.row(position)];
            batchRanks[position] = rank;
            positionOfRank[rank] = position;
        }
        Arrays.sort(batchRanks, 0, count);
        for (int place = 0; place < count; place++) {
            positions[place] = positionOfRank[batchRanks[place]];
        }
    }

    /** Fills {@link #logRisk}: a sum of exponentials relative to its largest, which takes in one row after the other; ties share theirs. */
    private void accumulateRisk(double[] predictors, Rows batch) {
        double largest = Double.NEGATIVE_INFINITY;
        double sum = 0;
        int start = 0;
        for (int place = 0; place < batch.count(); place++) {
            double score = predictors[positions[place]];
            if (score > largest) {
                sum = sum * StrictMath.exp(largest - score) + 1;
                largest = score;
            } else {
                sum += StrictMath.exp(score - largest);
            }
            boolean lastOfTies = place + 1 == batch.count()
                    || times[batch.row(positions[place + 1])] != times[batch.row(positions[place])];
            if (lastOfTies) {
                Arrays.fill(logRisk, start, place + 1, largest + StrictMath.log(sum));
                start = place + 1;
            }
        }
    }
}
