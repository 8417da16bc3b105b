package org.wardround.inference.regression.glm;

import org.wardround.inference.regression.question.RegressionRows;
import org.wardround.inference.regression.question.Standardiser;

/** Reads rows as a model with an intercept sees them. */
final class GlmScan {
    private final RegressionRows rows;
    private final Standardiser standardiser;
    private final double[] values;
    private final double[] outcomes;
    private final int features;
    private final double[] point;

    GlmScan(RegressionRows rows, Standardiser standardiser, double[] point) {
        this.rows = rows;
        this.standardiser = standardiser;
        this.values = rows.dataset().values();
        this.outcomes = rows.dataset().outcomes();
        this.features = rows.dataset().features();
        this.point = point;
    }

    double outcome(int row) {
        return outcomes[row];
    }

    /** Writes 1 and the row's columns to {@code target} from {@code start} on, and gives the linear predictor with the offset. */
    double predictor(int row, double[] target, int start) {
        target[start] = 1;
        standardiser.write(values, row * features, target, start + 1);
        double sum = rows.offset(row);
        for (int i = 0; i < point.length; i++) {
            sum += point[i] * target[start + i];
        }
        return sum;
    }
}
