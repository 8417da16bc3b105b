package org.wardround.inference.regression;

import java.util.stream.IntStream;
import org.wardround.inference.regression.glm.GlmFamily;
import org.wardround.inference.regression.question.RegressionRows;
import org.wardround.inference.regression.question.SumReader;
import org.wardround.inference.regression.question.WideSums;

/**
 * How much rows weigh in a fit by their offset, beside their case weight: as much as the variance that a model of nothing but intercept and offset gives their outcome. Of a count that is the factor which the offset is, whatever the intercept. Of an event it depends on the intercept, which
 * nobody knows before the fit: so it is asked for many, and read for the two between which the model expects as many events as there were. Of a linear model the offset is a part of the outcome, and no weight.
 */
enum OffsetWeights {
    NONE(new double[0]),
    OF_COUNTS(new double[1]),
    OF_EVENTS(IntStream.rangeClosed(-10, 10).mapToDouble(i -> 2 * i).toArray());

    /** A study's offsets are at most so far apart. */
    private static final double WIDEST = 10;

    private static final String SHARES = "patients' shares by offset";
    private static final String SQUARED_SHARES = "squares of patients' shares by offset";
    private static final String EXPECTED = "expected events";

    /** Beside the mean offset. */
    private final double[] intercepts;

    OffsetWeights(double[] intercepts) {
        this.intercepts = intercepts;
    }

    static OffsetWeights of(RegressionSpec spec) {
        if (spec.limits().maxOffset() == 0
                || !(spec.family() instanceof Family.Glm glm)
                || glm.family() == GlmFamily.GAUSSIAN) {
            return NONE;
        }
        return glm.family() == GlmFamily.POISSON ? OF_COUNTS : OF_EVENTS;
    }

    void addTo(WideSums.Builder sums) {
        sums.block(SHARES, intercepts.length, 1.001)
                .block(SQUARED_SHARES, intercepts.length, 1.001)
                .block(EXPECTED, intercepts.length, 1.001);
    }

    void answer(RegressionRows rows, Moments moments, WideSums.Values values) {
        double[] shares = new double[intercepts.length];
        double[] squares = new double[intercepts.length];
        double[] expected = new double[intercepts.length];
        for (int i = 0; i < intercepts.length && rows.hasOffsets(); i++) {
            double shift = intercepts[i] - moments.offsetMean();
            double total = moments.weights() * (this == OF_COUNTS ? StrictMath.exp(WIDEST) : 1);
            PatientShares of =
                    PatientShares.of(rows, row -> rows.weight(row) / total * variance(rows.offset(row) + shift));
            shares[i] = of.sum();
            squares[i] = of.squares();
            for (int row = 0; row < rows.count() && this == OF_EVENTS; row++) {
                expected[i] += rows.weight(row) / total * probability(rows.offset(row) + shift);
            }
        }
        values.set(SHARES, shares).set(SQUARED_SHARES, squares).set(EXPECTED, expected);
    }

    private double variance(double predictor) {
        if (this == OF_COUNTS) {
            return StrictMath.exp(Math.min(predictor, WIDEST));
        }
        return probability(predictor) * probability(-predictor);
    }

    private static double probability(double predictor) {
        return 1 / (1 + StrictMath.exp(-predictor));
    }

    /** Whether the offset leaves almost all weight to a few patients; where there are few anyway, that is not the offset's doing. */
    boolean areOfFew(WideSums sums, SumReader sum, Moments moments) {
        if (moments.rows() < PatientShares.FEWEST) {
            return false;
        }
        double[] shares = sums.values(sum, SHARES);
        double[] squares = sums.values(sum, SQUARED_SHARES);
        double[] expected = sums.values(sum, EXPECTED);
        int above = 0;
        while (above < expected.length - 1 && expected[above] < moments.outcomeMean()) {
            above++;
        }
        return IntStream.of(above - 1, above)
                .filter(i -> i >= 0 && i < shares.length)
                .anyMatch(i -> new PatientShares(shares[i], squares[i]).areOfFew());
    }
}
