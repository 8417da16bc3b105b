package org.wardround.inference.regression.cox;

import org.wardround.inference.regression.algebra.SymmetricMatrix;
import org.wardround.inference.regression.newton.Evaluation;
import org.wardround.inference.regression.newton.Objective;
import org.wardround.inference.regression.newton.Separation;
import org.wardround.inference.regression.question.Point;
import org.wardround.inference.regression.question.Question;
import org.wardround.inference.regression.question.SumReader;

/** The log partial likelihood of some of the columns. */
public final class CoxObjective implements Objective {
    private static final double ROUNDING = 1e-12;

    private final CoxDesign design;
    private final int[] columns;

    /** @param columns positions in the dataset, ascending; at least one */
    public CoxObjective(CoxDesign design, int[] columns) {
        this.design = design;
        this.columns = columns.clone();
    }

    @Override
    public int size() {
        return columns.length;
    }

    /** A standardised column that varies among those at risk has a square of the order of the number of events. */
    @Override
    public double negligible() {
        return ROUNDING * design.eventWeight();
    }

    @Override
    public Question question(String purpose, double[] point) {
        return new CoxQuestion(purpose, design, new Point(columns, point));
    }

    @Override
    public Evaluation read(SumReader sum, double[] point) {
        return new CoxQuestion("", design, new Point(columns, point)).read(sum);
    }

    @Override
    public boolean isAdjusted() {
        return false;
    }

    @Override
    public Question adjustment(String purpose, double[] point, SymmetricMatrix inverseInformation) {
        throw new UnsupportedOperationException("Firth's penalty is not for Cox regression");
    }

    @Override
    public double[] readAdjustment(SumReader sum, double[] point) {
        throw new UnsupportedOperationException("Firth's penalty is not for Cox regression");
    }

    @Override
    public boolean isSeparable() {
        return true;
    }

    @Override
    public Question separation(String purpose, double[] moving, double[] point) {
        return asking(purpose, moving, point);
    }

    private CoxSeparation asking(String purpose, double[] moving, double[] point) {
        return new CoxSeparation(purpose, design, new Point(columns, moving), new Point(columns, point));
    }

    @Override
    public Separation readSeparation(SumReader sum, double[] moving, double[] point) {
        return asking("", moving, point).read(sum);
    }
}
