package org.wardround.inference.regression;

import org.wardround.inference.regression.algebra.SymmetricMatrix;

/**
 * The robust covariance {@code H⁻¹·M·H⁻¹} of M = Σ u·u' over patients, without a factor for few patients: as R's coxph and sandwich's HC0 have it.
 */
final class Sandwich {
    private Sandwich() {}

    static SymmetricMatrix of(SymmetricMatrix inverse, SymmetricMatrix scores) {
        double[][] rows = new double[inverse.size()][inverse.size()];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows.length; j++) {
                rows[i][j] = inverse.get(i, j);
            }
        }
        return scores.congruent(rows);
    }
}
