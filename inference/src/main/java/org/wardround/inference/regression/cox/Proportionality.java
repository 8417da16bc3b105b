package org.wardround.inference.regression.cox;

import java.util.Optional;
import org.wardround.inference.regression.algebra.Cholesky;
import org.wardround.inference.regression.algebra.SymmetricMatrix;

/**
 * Score tests that some coefficients don't change with log time, those of the others staying free: {@code u'·(I_θθ − I_θβ·I_ββ⁻¹·I_βθ)⁻¹·u}.
 *
 * @param score of θ at 0; that of β is 0 at the optimum
 * @param information of β
 * @param mixed of β and θ
 * @param ofTime of θ
 */
public record Proportionality(
        double[] score, SymmetricMatrix information, SymmetricMatrix mixed, SymmetricMatrix ofTime) {
    /**
     * χ² with as many degrees of freedom as {@code coefficients} are tested; empty where a matrix has no inverse.
     *
     * @param coefficients positions
     */
    public Optional<Double> statistic(int[] coefficients) {
        return Cholesky.of(information)
                .flatMap(factor -> Cholesky.of(conditional(factor, coefficients)))
                .map(factor -> {
                    double[] u = new double[coefficients.length];
                    for (int i = 0; i < u.length; i++) {
                        u[i] = score[coefficients[i]];
                    }
                    double[] solved = factor.solve(u);
                    double statistic = 0;
                    for (int i = 0; i < u.length; i++) {
                        statistic += u[i] * solved[i];
                    }
                    return statistic;
                });
    }

    private SymmetricMatrix conditional(Cholesky factor, int[] coefficients) {
        double[] packed = new double[SymmetricMatrix.packedLength(coefficients.length)];
        for (int i = 0; i < coefficients.length; i++) {
            double[] solved = factor.solve(column(coefficients[i]));
            for (int j = 0; j <= i; j++) {
                double explained = 0;
                double[] other = column(coefficients[j]);
                for (int k = 0; k < other.length; k++) {
                    explained += other[k] * solved[k];
                }
                packed[SymmetricMatrix.index(i, j)] = ofTime.get(coefficients[i], coefficients[j]) - explained;
            }
        }
        return SymmetricMatrix.owning(coefficients.length, packed);
    }

    private double[] column(int coefficient) {
        double[] column = new double[mixed.size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = mixed.get(i, coefficient);
        }
        return column;
    }
}
