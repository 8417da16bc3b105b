package org.wardround.inference.regression;

import java.util.function.IntToDoubleFunction;
import org.wardround.inference.regression.question.RegressionRows;

/**
 * How evenly weights fall on patients: of each patient the mean weight of its rows, as a share of the weight of all rows everywhere. As shares,
 * because a sum of plain squares would drown in rounding where a weight's range is far wider than its values.
 *
 * @param sum of the shares; 0 where rows have no weights
 * @param squares of the shares, summed
 */
record PatientShares(double sum, double squares) {
    /** Below it a fit could be that of ten patients, though others count for a little beside them. */
    static final int FEWEST = 22;

    /** Of one site, by case weights. */
    static PatientShares of(RegressionRows rows, double total) {
        return rows.hasWeights() ? of(rows, row -> rows.weight(row) / total) : new PatientShares(0, 0);
    }

    /**
     * Of one site.
     *
     * @param shareOf each row's share of the weight of all rows everywhere
     */
    static PatientShares of(RegressionRows rows, IntToDoubleFunction shareOf) {
        double sum = 0;
        double squares = 0;
        int[] patients = rows.dataset().patients();
        int start = 0;
        while (start < rows.count()) {
            double shares = 0;
            int end = start;
            while (end < rows.count()
                    && patients[rows.positionByPatient(end)] == patients[rows.positionByPatient(start)]) {
                shares += shareOf.applyAsDouble(rows.positionByPatient(end++));
            }
            double share = shares / (end - start);
            sum += share;
            squares += share * share;
            start = end;
        }
        return new PatientShares(sum, squares);
    }

    /**
     * Whether almost all weight lies on a few patients. Their number is the effective one, (Σw)²/Σw² (Kish 1965, Survey Sampling), which is that of
     * all patients where they weigh the same.
     */
    boolean areOfFew() {
        return sum > 0 && !(sum * sum >= FEWEST * squares);
    }
}
