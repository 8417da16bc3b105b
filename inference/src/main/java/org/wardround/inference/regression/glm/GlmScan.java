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

    /** In four sums, of which none waits for another. */
    private static double product(double[] point, double[] row, int start) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int i = 0;
        for (; i + 3 < point.length; i += 4) {
            first += point[i] * row[start + i];
            second += point[i + 1] * row[start + i + 1];
            third += point[i + 2] * row[start + i + 2];
            fourth += point[i + 3] * row[start + i + 3];
        }
        for (; i < point.length; i++) {
            first += point[i] * row[start + i];
        }
        return (first + second) + (third + fourth);
    }

    /** Writes 1 and the row's columns to {@code target} from {@code start} on, and gives the linear predictor with the offset. */
    double predictor(int row, double[] target, int start) {
        target[start] = 1;
        standardiser.write(values, row * features, target, start + 1);
        return rows.offset(row) + product(point, target, start);
    }
}
