package org.wardround.inference.regression.cox;

import java.util.Arrays;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;
import org.wardround.inference.regression.algebra.Gram;
import org.wardround.inference.regression.algebra.SymmetricMatrix;
import org.wardround.inference.regression.question.Point;
import org.wardround.inference.regression.question.Question;
import org.wardround.inference.regression.question.RegressionRows;
import org.wardround.inference.regression.question.SumReader;
import org.wardround.inference.regression.question.WideSums;

/**
 * The middle of the sandwich: {@code Σ u·u'} over patients, u being the sum of a patient's weighted score residuals
 * {@code w·∫ (x − x̄) dM} (Lin and Wei 1989, JASA 84:1074; ties as Therneau and Grambsch 2000, section 7.2). A patient of one site is nobody at another.
 */
public record CoxScores(String purpose, CoxDesign design, Point point) implements Question {
    private static final String PRODUCTS = "score products";

    private int size() {
        return point.columns().length;
    }

    private WideSums sums() {
        // A martingale residual is between −(cumulative hazard while at risk) and 1; hazards of all rows add up to the
        // events.
        double largest = 2 * design.totalWeight() * design.largestDistance(point);
        return WideSums.builder()
                .block(PRODUCTS, SymmetricMatrix.packedLength(size()), largest * largest)
                .build(design.limits().maxContributors());
    }

    @Override
    public SumLayout layout() {
        return sums().layout();
    }

    @Override
    public LocalUpdate answer(RegressionRows rows) {
        RiskSets sets = new RiskSets(rows, design, point);
        double[] residuals = new ScoreResiduals(sets).residuals();
        int[] placeOfRow = new int[rows.count()];
        Arrays.fill(placeOfRow, -1);
        for (int place = 0; place < sets.rows.length; place++) {
            placeOfRow[sets.rows[place]] = place;
        }
        Gram gram = new Gram(size());
        double[] patient = new double[size()];
        int[] patients = rows.dataset().patients();
        int[] order = rows.byPatient();
        for (int i = 0; i < rows.count(); i++) {
            int row = order.length == 0 ? i : order[i];
            int place = placeOfRow[row];
            for (int k = 0; place >= 0 && k < size(); k++) {
                patient[k] += residuals[place * size() + k];
            }
            boolean last = order.length == 0 || i + 1 == order.length || patients[order[i + 1]] != patients[row];
            if (last) {
                System.arraycopy(patient, 0, gram.buffer(), gram.next(), size());
                gram.add(1, 0);
                Arrays.fill(patient, 0);
            }
        }
        return sums().values().set(PRODUCTS, gram.packedSquares()).encode();
    }

    /** {@code Σ u·u'}. */
    public SymmetricMatrix read(SumReader sum) {
        return SymmetricMatrix.owning(size(), sums().values(sum, PRODUCTS));
    }
}
