package org.wardround.inference.regression.glm;

import java.util.Arrays;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;
import org.wardround.inference.regression.algebra.Gram;
import org.wardround.inference.regression.algebra.SymmetricMatrix;
import org.wardround.inference.regression.question.Point;
import org.wardround.inference.regression.question.Question;
import org.wardround.inference.regression.question.RegressionRows;
import org.wardround.inference.regression.question.Standardiser;
import org.wardround.inference.regression.question.SumReader;
import org.wardround.inference.regression.question.WideSums;

/**
 * The middle of the sandwich (Liang and Zeger 1986; White 1980): {@code Σ u·u'} over patients, u being the sum of {@code w·(y − μ)·x} over a patient's
 * rows. A patient of one site is nobody at another.
 */
public record GlmScores(String purpose, GlmDesign design, Point point) implements Question {
    private static final String PRODUCTS = "score products";

    private int size() {
        return point.columns().length + 1;
    }

    private WideSums sums() {
        return WideSums.builder()
                .block(PRODUCTS, SymmetricMatrix.packedLength(size()), design.scoreProducts())
                .build(design.limits().maxContributors());
    }

    @Override
    public SumLayout layout() {
        return sums().layout();
    }

    @Override
    public LocalUpdate answer(RegressionRows rows) {
        Gram gram = new Gram(size());
        if (rows.hasRepeatedPatients()) {
            addPatients(rows, gram);
        } else {
            addRows(rows, gram);
        }
        return sums().values().set(PRODUCTS, gram.packedSquares()).encode();
    }

    private void addRows(RegressionRows rows, Gram gram) {
        RowTerms terms = new RowTerms(design.family());
        GlmScan scan = scan(rows);
        for (int row = 0; row < rows.count(); row++) {
            terms.at(scan.predictor(row, gram.buffer(), gram.next()), scan.outcome(row));
            double residual = rows.weight(row) * (scan.outcome(row) - terms.mean);
            gram.add(residual * residual, 0);
        }
    }

    private void addPatients(RegressionRows rows, Gram gram) {
        RowTerms terms = new RowTerms(design.family());
        GlmScan scan = scan(rows);
        double[] line = new double[size()];
        double[] patient = new double[size()];
        int[] order = rows.byPatient();
        int[] patients = rows.dataset().patients();
        for (int i = 0; i < order.length; i++) {
            int row = order[i];
            terms.at(scan.predictor(row, line, 0), scan.outcome(row));
            double residual = rows.weight(row) * (scan.outcome(row) - terms.mean);
            for (int k = 0; k < line.length; k++) {
                patient[k] += residual * line[k];
            }
            if (i + 1 == order.length || patients[order[i + 1]] != patients[row]) {
                System.arraycopy(patient, 0, gram.buffer(), gram.next(), patient.length);
                gram.add(1, 0);
                Arrays.fill(patient, 0);
            }
        }
    }

    private GlmScan scan(RegressionRows rows) {
        return new GlmScan(rows, new Standardiser(design.scaling(), point.columns()), point.values());
    }

    /** {@code Σ u·u'}, or nothing usable where a site was beyond its bounds. */
    public SymmetricMatrix read(SumReader sum) {
        return SymmetricMatrix.owning(size(), sums().values(sum, PRODUCTS));
    }
}
