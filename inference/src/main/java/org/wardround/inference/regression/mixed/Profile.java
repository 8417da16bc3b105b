package org.wardround.inference.regression.mixed;

import java.util.Optional;
import org.wardround.inference.regression.algebra.Cholesky;
import org.wardround.inference.regression.algebra.SymmetricMatrix;

/**
 * The profiled deviance −2·log likelihood of a random-intercept model at one variance ratio, fixed effects and σ² being at their optima there, with its
 * derivatives by the ratio (Bates et al. 2015, Journal of Statistical Software 67(1), equations 35 and 41, for one grouping factor).
 *
 * @param deviance by maximum likelihood or restricted, up to terms that the ratio doesn't change
 * @param slope its derivative
 * @param curvature its second derivative
 * @param estimate fixed effects, standardised
 * @param inverse of {@code X'·V⁻¹·X} at σ² = 1
 * @param residual σ²
 */
public record Profile(
        double ratio,
        double deviance,
        double slope,
        double curvature,
        double[] estimate,
        SymmetricMatrix inverse,
        double residual) {
    /**
     * @param products of all rows, {@code Σ w·a·a'}
     * @param fixed positions of the fixed effects in a row, the intercept's 0 first
     * @param rows number of rows
     * @param restricted by REML
     */
    public static Optional<Profile> of(
            SymmetricMatrix products, AtRatio at, int[] fixed, long rows, boolean restricted) {
        SymmetricMatrix whole = products.plus(at.squares().times(-1));
        return Cholesky.of(whole.select(fixed)).map(factor -> of(whole, at, fixed, factor, rows, restricted));
    }

    private static Profile of(
            SymmetricMatrix whole, AtRatio at, int[] fixed, Cholesky factor, long rows, boolean restricted) {
        int outcome = whole.size() - 1;
        double[] cross = new double[fixed.length];
        for (int i = 0; i < fixed.length; i++) {
            cross[i] = whole.get(fixed[i], outcome);
        }
        double[] estimate = factor.solve(cross);
        double[] residual = new double[whole.size()];
        residual[outcome] = 1;
        for (int i = 0; i < fixed.length; i++) {
            residual[fixed[i]] = -estimate[i];
        }
        double degrees = rows - (restricted ? fixed.length : 0);
        double squares = whole.quadratic(residual);
        double[] change = at.first().times(-1).times(residual);
        double[] changeOfFixed = new double[fixed.length];
        double slopeOfSquares = change[outcome];
        for (int i = 0; i < fixed.length; i++) {
            changeOfFixed[i] = change[fixed[i]];
            slopeOfSquares -= estimate[i] * change[fixed[i]];
        }
        double[] moved = factor.solve(changeOfFixed);
        double curvatureOfSquares = -at.second().quadratic(residual);
        for (int i = 0; i < fixed.length; i++) {
            curvatureOfSquares -= 2 * changeOfFixed[i] * moved[i];
        }
        double relative = slopeOfSquares / squares;
        double deviance = degrees * (StrictMath.log(2 * Math.PI * squares / degrees) + 1) + at.logs()[0];
        double slope = degrees * relative + at.logs()[1];
        double curvature = degrees * (curvatureOfSquares / squares - relative * relative) + at.logs()[2];
        SymmetricMatrix inverse = factor.inverse();
        if (restricted) {
            double[][] first = product(inverse, at.first().select(fixed));
            deviance += factor.logDeterminant();
            slope -= trace(first);
            curvature -= trace(product(inverse, at.second().select(fixed))) + traceOfSquare(first);
        }
        return new Profile(at.ratio(), deviance, slope, curvature, estimate, inverse, squares / degrees);
    }

    private static double[][] product(SymmetricMatrix a, SymmetricMatrix b) {
        double[][] product = new double[a.size()][a.size()];
        for (int i = 0; i < a.size(); i++) {
            for (int j = 0; j < a.size(); j++) {
                for (int k = 0; k < a.size(); k++) {
                    product[i][j] += a.get(i, k) * b.get(k, j);
                }
            }
        }
        return product;
    }

    private static double trace(double[][] matrix) {
        double sum = 0;
        for (int i = 0; i < matrix.length; i++) {
            sum += matrix[i][i];
        }
        return sum;
    }

    private static double traceOfSquare(double[][] matrix) {
        double sum = 0;
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
                sum += matrix[i][j] * matrix[j][i];
            }
        }
        return sum;
    }
}
