package org.wardround.inference.regression;

import org.wardround.core.dataset.Dataset;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;
import org.wardround.inference.regression.question.DesignColumn;
import org.wardround.inference.regression.question.Question;
import org.wardround.inference.regression.question.RegressionRows;
import org.wardround.inference.regression.question.SumReader;
import org.wardround.inference.regression.question.WideSums;

/** The second pass: squares of columns and of the outcome about their means. */
record SpreadQuestion(RegressionSpec spec, Moments moments) implements Question {
    private static final String OUTCOME = "outcome";
    private static final String COLUMNS = "columns";

    @Override
    public String purpose() {
        return "regression: spreads";
    }

    private WideSums sums() {
        double rows = Math.min(spec.limits().maxRows(), moments.rows());
        double width = 2 * spec.outcome().magnitude() + spec.limits().maxOffset();
        return WideSums.builder()
                .block(OUTCOME, 1, rows * width * width)
                .block(COLUMNS, spec.columns().size(), 4 * rows)
                .build(spec.limits().maxContributors());
    }

    @Override
    public SumLayout layout() {
        return sums().layout();
    }

    @Override
    public LocalUpdate answer(RegressionRows rows) {
        double[] columns = new double[spec.columns().size()];
        double outcomes = 0;
        Dataset data = rows.dataset();
        for (int row = 0; row < rows.count(); row++) {
            if (rows.weight(row) == 0) {
                continue;
            }
            double distance = data.outcomes()[row] - moments.outcomeMean();
            outcomes += distance * distance;
            for (int column = 0; column < columns.length; column++) {
                double value = data.values()[row * data.features() + column] - moments.means()[column];
                double scaled = value / MomentsQuestion.unit(spec.columns().get(column));
                columns[column] += scaled * scaled;
            }
        }
        return sums().values().set(OUTCOME, outcomes).set(COLUMNS, columns).encode();
    }

    int beyond(SumReader sum) {
        return sums().beyond(sum);
    }

    /** The columns' sample standard deviations; 0 where what there is is rounding. */
    double[] deviations(SumReader sum) {
        double[] deviations = sums().values(sum, COLUMNS);
        for (int column = 0; column < deviations.length; column++) {
            DesignColumn declared = spec.columns().get(column);
            double squares = deviations[column] / Math.max(1, moments.rows() - 1);
            double deviation = StrictMath.sqrt(Math.max(0, squares)) * MomentsQuestion.unit(declared);
            double rounding = 1e-12 * Math.max(Math.abs(declared.low()), Math.abs(declared.high()));
            deviations[column] = deviation > rounding ? deviation : 0;
        }
        return deviations;
    }

    double outcomeVariance(SumReader sum) {
        double variance = sums().value(sum, OUTCOME) / Math.max(1, moments.rows());
        double rounding = 1e-12 * spec.outcome().magnitude();
        return variance > rounding * rounding ? variance : 0;
    }
}
