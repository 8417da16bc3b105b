package org.wardround.inference.regression.glm;

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
 * What Firth's penalty adds to the score: {@code ½·Σ hᵢ·(d log vᵢ/dη)·xᵢ} with the hat values {@code hᵢ = wᵢ·vᵢ·xᵢ'·I⁻¹·xᵢ}, which a site can work
 * out once I⁻¹ of all sites is sent (Firth 1993; Heinze and Schemper 2002, Statistics in Medicine 21:2409, equation 2). O(rows · columns²).
 */
record HatQuestion(String purpose, GlmDesign design, Point point, SymmetricMatrix inverse) implements Question {
    private static final String ADJUSTMENT = "adjustment";

    private WideSums sums() {
        double x = design.sizes().largestValue();
        // Hat values of all rows add up to the number of coefficients; those of one site are no more.
        return WideSums.builder()
                .block(ADJUSTMENT, inverse.size(), 2.0 * inverse.size() * x)
                .build(design.limits().maxContributors());
    }

    @Override
    public SumLayout layout() {
        return sums().layout();
    }

    @Override
    public LocalUpdate answer(RegressionRows rows) {
        int size = inverse.size();
        double[] packed = inverse.packed();
        Gram gram = new Gram(size);
        RowTerms terms = new RowTerms(design.family());
        GlmScan scan = new GlmScan(rows, new Standardiser(design.scaling(), point.columns()), point.values());
        for (int row = 0; row < rows.count(); row++) {
            int start = gram.next();
            terms.at(scan.predictor(row, gram.buffer(), start), scan.outcome(row));
            double hat = rows.weight(row) * terms.variance * quadratic(packed, gram.buffer(), start, size);
            gram.add(0, hat / 2 * terms.varianceSlope());
        }
        return sums().values().set(ADJUSTMENT, gram.vector()).encode();
    }

    private static double quadratic(double[] packed, double[] row, int start, int size) {
        double sum = 0;
        int place = 0;
        for (int i = 0; i < size; i++) {
            double off = 0;
            for (int j = 0; j < i; j++) {
                off += packed[place++] * row[start + j];
            }
            sum += row[start + i] * (2 * off + packed[place++] * row[start + i]);
        }
        return sum;
    }

    double[] read(SumReader sum) {
        return sums().values(sum, ADJUSTMENT);
    }
}
