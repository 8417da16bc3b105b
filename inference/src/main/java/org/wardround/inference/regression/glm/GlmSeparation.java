package org.wardround.inference.regression.glm;

import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;
import org.wardround.inference.regression.newton.Separation;
import org.wardround.inference.regression.question.Point;
import org.wardround.inference.regression.question.Question;
import org.wardround.inference.regression.question.RegressionRows;
import org.wardround.inference.regression.question.Standardiser;
import org.wardround.inference.regression.question.SumReader;
import org.wardround.inference.regression.question.WideSums;

/**
 * How many rows contradict a direction. A likelihood grows without end along d if and only if no row does: a 1 wants {@code x'd ≥ 0}, a 0
 * {@code x'd ≤ 0} (Albert and Anderson 1984, Biometrika 71:1); a count above 0 wants {@code x'd = 0} (Correia, Guimarães and Zylkin 2020).
 *
 * @param moving the direction in which coefficients move, its largest 1 in size
 * @param point the direction of the coefficients themselves, likewise
 */
record GlmSeparation(String purpose, GlmDesign design, Point moving, Point point) implements Question {
    private static final String COUNTS = "contradictions";

    private WideSums sums() {
        double rows = design.sizes().rows();
        return WideSums.builder().block(COUNTS, 3, rows).build(design.limits().maxContributors());
    }

    @Override
    public SumLayout layout() {
        return sums().layout();
    }

    @Override
    public LocalUpdate answer(RegressionRows rows) {
        double[] counts = new double[3];
        double[] line = new double[moving.values().length];
        Standardiser standardiser = new Standardiser(design.scaling(), moving.columns());
        GlmScan along = new GlmScan(rows, standardiser, moving.values());
        GlmScan at = new GlmScan(rows, standardiser, point.values());
        for (int row = 0; row < rows.count(); row++) {
            if (rows.weight(row) == 0) {
                continue;
            }
            double outcome = along.outcome(row);
            double change = along.predictor(row, line, 0) - rows.offset(row);
            counts[0] += contradicts(change, outcome) ? 1 : 0;
            double predictor = at.predictor(row, line, 0) - rows.offset(row);
            counts[1] += contradicts(predictor, outcome) ? 1 : 0;
            counts[2] += Math.abs(predictor) <= Separation.INDIFFERENT ? 1 : 0;
        }
        return sums().values().set(COUNTS, counts).encode();
    }

    private boolean contradicts(double change, double outcome) {
        if (design.family() == GlmFamily.POISSON && outcome > 0) {
            return Math.abs(change) > Separation.INDIFFERENT;
        }
        return (outcome > 0 ? -change : change) > Separation.INDIFFERENT;
    }

    Separation read(SumReader sum) {
        double[] counts = sums().values(sum, COUNTS);
        return new Separation(Math.rint(counts[0]), Math.rint(counts[1]), Math.rint(counts[2]));
    }
}
