package org.wardround.inference.regression.cox;

import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;
import org.wardround.inference.regression.algebra.BlockedSum;
import org.wardround.inference.regression.algebra.Gram;
import org.wardround.inference.regression.algebra.SymmetricMatrix;
import org.wardround.inference.regression.newton.Evaluation;
import org.wardround.inference.regression.question.Point;
import org.wardround.inference.regression.question.Question;
import org.wardround.inference.regression.question.RegressionRows;
import org.wardround.inference.regression.question.SumReader;
import org.wardround.inference.regression.question.WideSums;

/**
 * Log partial likelihood, score {@code Σ (x − x̄)} and information {@code Σ V} over a site's events, the means and covariances being over those at risk
 * at that site, weighted with {@code e^η} (Therneau and Grambsch 2000, section 3.1; weights and ties as there). O(rows · columns²).
 */
record CoxQuestion(String purpose, CoxDesign design, Point point) implements Question {
    private static final String LIKELIHOOD = "log partial likelihood";
    private static final String SCORE = "score";
    private static final String INFORMATION = "information";

    private int size() {
        return point.columns().length;
    }

    private WideSums sums() {
        double total = design.totalWeight();
        double distance = design.largestDistance(point);
        double loss = 2 * design.largestPredictor(point) + StrictMath.log(total + 2) + 800;
        return WideSums.builder()
                .block(LIKELIHOOD, 1, total * loss)
                .block(SCORE, size(), 2 * total * distance)
                .block(INFORMATION, SymmetricMatrix.packedLength(size()), 2 * total * distance * distance)
                .build(design.limits().maxContributors());
    }

    @Override
    public SumLayout layout() {
        return sums().layout();
    }

    @Override
    public LocalUpdate answer(RegressionRows rows) {
        RiskSets sets = new RiskSets(rows, design, point);
        Hazards hazards = new Hazards(sets);
        Gram gram = new Gram(size());
        BlockedSum likelihood = new BlockedSum();
        sets.visitEvents((group, share, fraction, risk, means) -> {
            likelihood.add(-share * (StrictMath.log(risk) + sets.shift));
            System.arraycopy(means, 0, gram.buffer(), gram.next(), means.length);
            gram.add(-share, -share);
            hazards.add(group, share / risk, fraction);
        });
        for (int place = 0; place < sets.rows.length; place++) {
            if (sets.events[place]) {
                likelihood.add(sets.weights[place] * sets.predictors[place]);
                System.arraycopy(sets.columns, place * size(), gram.buffer(), gram.next(), size());
                gram.add(0, sets.weights[place]);
            }
        }
        hazards.addProducts(gram);
        return sums().values()
                .set(LIKELIHOOD, likelihood.total())
                .set(SCORE, gram.vector())
                .set(INFORMATION, gram.packedSquares())
                .encode();
    }

    Evaluation read(SumReader sum) {
        WideSums sums = sums();
        double likelihood = sums.value(sum, LIKELIHOOD);
        return new Evaluation(
                sums.beyond(sum),
                likelihood,
                -2 * likelihood,
                1,
                sums.values(sum, SCORE),
                SymmetricMatrix.owning(size(), sums.values(sum, INFORMATION)));
    }
}
