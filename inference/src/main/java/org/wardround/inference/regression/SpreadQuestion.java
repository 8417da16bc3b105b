package org.wardround.inference.regression;

import org.wardround.core.dataset.Dataset;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;
import org.wardround.inference.regression.question.DesignColumn;
import org.wardround.inference.regression.question.Question;
import org.wardround.inference.regression.question.RegressionRows;
import org.wardround.inference.regression.question.Sizes;
import org.wardround.inference.regression.question.SumReader;
import org.wardround.inference.regression.question.WideSums;

/** The second pass: squares of columns and of the outcome about their means, as they are and with weights. */
record SpreadQuestion(RegressionSpec spec, Moments moments) implements Question {
    private static final String OUTCOME = "outcome";
    private static final String COLUMNS = "columns";
    private static final String WEIGHTED = "weighted columns";
    private static final String RESIDUALS = "residuals of the null model";
    private static final String SHARES = "patients' shares";
    private static final String SQUARED_SHARES = "squares of patients' shares";

    @Override
    public String purpose() {
        return "regression: spreads";
    }

    private WideSums sums() {
        double rows = Math.min(spec.limits().maxRows(), moments.rows());
        double width = 2 * (spec.outcome().magnitude() + spec.limits().maxOffset());
        WideSums.Builder sums = WideSums.builder()
                .block(OUTCOME, 1, rows * width * width)
                .block(COLUMNS, spec.columns().size(), 4 * rows)
                .block(WEIGHTED, spec.columns().size(), 4 * moments.weights() * 1.001)
                .block(RESIDUALS, 1, moments.weights() * 1.001 * width * width)
                .block(SHARES, 1, 1.001)
                .block(SQUARED_SHARES, 1, 1.001);
        OffsetWeights.of(spec).addTo(sums);
        return sums.build(spec.limits().maxContributors());
    }

    @Override
    public SumLayout layout() {
        return sums().layout();
    }

    @Override
    public LocalUpdate answer(RegressionRows rows) {
        double[] columns = new double[spec.columns().size()];
        double[] means = moments.means();
        double[] inverses = spec.columns().stream()
                .mapToDouble(column -> 1 / MomentsQuestion.unit(column))
                .toArray();
        double[] values = rows.dataset().values();
        double[] weighted = new double[columns.length];
        double outcomes = 0;
        double residuals = 0;
        double centre = moments.outcomeMean() - moments.offsetMean();
        Dataset data = rows.dataset();
        for (int row = 0; row < rows.count(); row++) {
            double weight = rows.weight(row);
            if (weight == 0) {
                continue;
            }
            double distance = data.outcomes()[row] - moments.outcomeMean();
            outcomes += distance * distance;
            double residual = data.outcomes()[row] - rows.offset(row) - centre;
            residuals += weight * residual * residual;
            int start = row * data.features();
            for (int column = 0; column < columns.length; column++) {
                double scaled = (values[start + column] - means[column]) * inverses[column];
                columns[column] += scaled * scaled;
                weighted[column] += weight * scaled * scaled;
            }
        }
        PatientShares shares = PatientShares.of(rows, moments.weights());
        WideSums.Values answer = sums().values()
                .set(SHARES, shares.sum())
                .set(SQUARED_SHARES, shares.squares())
                .set(OUTCOME, outcomes)
                .set(COLUMNS, columns)
                .set(WEIGHTED, weighted)
                .set(RESIDUALS, residuals);
        OffsetWeights.of(spec).answer(rows, moments, answer);
        return answer.encode();
    }

    int beyond(SumReader sum) {
        return sums().beyond(sum);
    }

    /** Of all sites' patients, by their case weights. */
    PatientShares shares(SumReader sum) {
        WideSums sums = sums();
        return new PatientShares(sums.value(sum, SHARES), sums.value(sum, SQUARED_SHARES));
    }

    /** Whether the offset does what such weights would. */
    boolean areOffsetsOfFew(SumReader sum) {
        return OffsetWeights.of(spec).areOfFew(sums(), sum, moments);
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

    boolean isOutcomeConstant(SumReader sum) {
        return isRounding(sums().value(sum, OUTCOME));
    }

    /** Of squares about a mean of the outcome. */
    private boolean isRounding(double squares) {
        double rounding = 1e-12 * (spec.outcome().magnitude() + spec.limits().maxOffset());
        return squares <= moments.rows() * rounding * rounding;
    }

    /**
     * What bounds all later sums.
     *
     * @param scales by which columns are divided
     */
    Sizes sizes(SumReader sum, double[] scales) {
        WideSums sums = sums();
        double[] weighted = sums.values(sum, WEIGHTED);
        double largest = 0;
        for (int column = 0; column < weighted.length; column++) {
            double unit = MomentsQuestion.unit(spec.columns().get(column)) / scales[column];
            largest = Math.max(largest, weighted[column] * unit * unit);
        }
        double residuals = sums.value(sum, RESIDUALS);
        return new Sizes(
                moments.rows(),
                moments.weights(),
                Math.abs(moments.outcomes()),
                largest,
                isRounding(residuals / moments.weights() * moments.rows()) ? 0 : residuals);
    }
}
