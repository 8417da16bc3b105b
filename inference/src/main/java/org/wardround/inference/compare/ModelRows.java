package org.wardround.inference.compare;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.wardround.inference.evaluate.ScoredRows;

/**
 * What one model says about some rows.
 *
 * @param threshold from this probability on it calls a row positive; NaN where it has none
 */
public record ModelRows(ScoredRows rows, double threshold) {
    /** A model without a threshold. */
    public static ModelRows of(ScoredRows rows) {
        return new ModelRows(rows, Double.NaN);
    }

    double[] scores() {
        return rows.scores();
    }

    boolean flags(int row) {
        return rows.scores()[row] >= threshold;
    }

    int[] where(IntPredicate test) {
        return IntStream.range(0, rows.rows()).filter(test).toArray();
    }
}
