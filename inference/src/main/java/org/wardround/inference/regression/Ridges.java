package org.wardround.inference.regression;

import org.wardround.inference.regression.algebra.SymmetricMatrix;
import org.wardround.inference.regression.newton.Penalty;
import org.wardround.inference.regression.question.Scaling;

/** A ridge penalty on the dataset's scale, as it acts on standardised coefficients: {@code w = γ/scale}, so {@code λ·w² = λ/scale²·γ²}. */
final class Ridges {
    private Ridges() {}

    static double[] of(RegressionSpec spec, Scaling scaling, boolean intercept) {
        int shift = intercept ? 1 : 0;
        double[] ridge = new double[scaling.size() + shift];
        if (spec.penalty() instanceof Penalty.Ridge penalty) {
            for (int column = 0; column < scaling.size(); column++) {
                ridge[column + shift] = penalty.lambda() / (scaling.scale(column) * scaling.scale(column));
            }
        }
        return ridge;
    }

    /** {@code tr((I + R)⁻¹·I)}, the effective number of parameters; without a penalty, their number. */
    static double effectiveParameters(SymmetricMatrix information, SymmetricMatrix inverseCurvature) {
        double trace = 0;
        for (int i = 0; i < information.size(); i++) {
            for (int j = 0; j < information.size(); j++) {
                trace += information.get(i, j) * inverseCurvature.get(i, j);
            }
        }
        return trace;
    }
}
