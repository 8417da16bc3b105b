package org.wardround.inference.regression.glm;

import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;
import org.wardround.inference.regression.algebra.BlockedSum;
import org.wardround.inference.regression.algebra.Gram;
import org.wardround.inference.regression.algebra.SymmetricMatrix;
import org.wardround.inference.regression.newton.Evaluation;
import org.wardround.inference.regression.question.Point;
import org.wardround.inference.regression.question.Question;
import org.wardround.inference.regression.question.RegressionRows;
import org.wardround.inference.regression.question.Standardiser;
import org.wardround.inference.regression.question.SumReader;
import org.wardround.inference.regression.question.WideSums;

/**
 * Score {@code Σ w·(y − μ)·x}, Fisher information {@code Σ w·v(μ)·x·x'}, deviance and log-likelihood at a point, at unit dispersion, x being the
 * standardised columns after a 1 for the intercept (McCullagh and Nelder 1989, section 2.5). O(rows · columns²), one scan.
 */
record GlmQuestion(String purpose, GlmDesign design, Point point) implements Question {
    private static final String LIKELIHOOD = "log-likelihood";
    private static final String DEVIANCE = "deviance";
    private static final String SCORE = "score";
    private static final String INFORMATION = "information";

    private int size() {
        return point.columns().length + 1;
    }

    private WideSums sums() {
        double loss = design.loss(point);
        return WideSums.builder()
                .block(LIKELIHOOD, 1, loss)
                .block(DEVIANCE, 1, loss)
                .block(SCORE, size(), design.score())
                .block(INFORMATION, SymmetricMatrix.packedLength(size()), design.information())
                .build(design.limits().maxContributors());
    }

    @Override
    public SumLayout layout() {
        return sums().layout();
    }

    @Override
    public LocalUpdate answer(RegressionRows rows) {
        int size = size();
        Gram gram = new Gram(size);
        BlockedSum likelihood = new BlockedSum();
        BlockedSum deviance = new BlockedSum();
        RowTerms terms = new RowTerms(design.family());
        GlmScan scan = new GlmScan(rows, new Standardiser(design.scaling(), point.columns()), point.values());
        for (int row = 0; row < rows.count(); row++) {
            double outcome = scan.outcome(row);
            terms.at(scan.predictor(row, gram.buffer(), gram.next()), outcome);
            double weight = rows.weight(row);
            likelihood.add(weight * terms.logLikelihood);
            deviance.add(weight * terms.deviance);
            gram.add(weight * terms.variance, weight * (outcome - terms.mean));
        }
        return sums().values()
                .set(LIKELIHOOD, likelihood.total())
                .set(DEVIANCE, deviance.total())
                .set(SCORE, gram.vector())
                .set(INFORMATION, gram.packedSquares())
                .encode();
    }

    Evaluation read(SumReader sum) {
        WideSums sums = sums();
        double deviance = sums.value(sum, DEVIANCE);
        double dispersion = design.family() == GlmFamily.GAUSSIAN
                ? Math.max(deviance / design.sizes().rows(), design.negligibleDispersion())
                : 1;
        return new Evaluation(
                sums.beyond(sum),
                sums.value(sum, LIKELIHOOD),
                deviance,
                dispersion,
                sums.values(sum, SCORE),
                SymmetricMatrix.owning(size(), sums.values(sum, INFORMATION)));
    }
}
