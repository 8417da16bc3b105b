package org.wardround.inference.regression.glm;

import org.wardround.inference.regression.algebra.SymmetricMatrix;
import org.wardround.inference.regression.newton.Evaluation;
import org.wardround.inference.regression.newton.Objective;
import org.wardround.inference.regression.newton.Separation;
import org.wardround.inference.regression.question.Point;
import org.wardround.inference.regression.question.Question;
import org.wardround.inference.regression.question.SumReader;

/** The log-likelihood of a generalised linear model with an intercept and some of the columns. */
public final class GlmObjective implements Objective {
    private final GlmDesign design;
    private final int[] columns;

    /** @param columns positions in the dataset, ascending */
    public GlmObjective(GlmDesign design, int[] columns) {
        this.design = design;
        this.columns = columns.clone();
    }

    @Override
    public int size() {
        return columns.length + 1;
    }

    @Override
    public double negligible() {
        return 0;
    }

    @Override
    public Question question(String purpose, double[] point) {
        return asking(purpose, point);
    }

    private GlmQuestion asking(String purpose, double[] point) {
        return new GlmQuestion(purpose, design, new Point(columns, point));
    }

    @Override
    public Evaluation read(SumReader sum, double[] point) {
        return asking("", point).read(sum);
    }

    @Override
    public boolean isAdjusted() {
        return design.family() != GlmFamily.GAUSSIAN;
    }

    @Override
    public Question adjustment(String purpose, double[] point, SymmetricMatrix inverseInformation) {
        return new HatQuestion(purpose, design, new Point(columns, point), inverseInformation);
    }

    @Override
    public double[] readAdjustment(SumReader sum, double[] point) {
        return new HatQuestion("", design, new Point(columns, point), SymmetricMatrix.zero(size())).read(sum);
    }

    @Override
    public boolean isSeparable() {
        return design.family() != GlmFamily.GAUSSIAN;
    }

    @Override
    public Question separation(String purpose, double[] moving, double[] point) {
        return asking(purpose, moving, point);
    }

    private GlmSeparation asking(String purpose, double[] moving, double[] point) {
        return new GlmSeparation(purpose, design, new Point(columns, moving), new Point(columns, point));
    }

    @Override
    public Separation readSeparation(SumReader sum, double[] moving, double[] point) {
        return asking("", moving, point).read(sum);
    }
}
