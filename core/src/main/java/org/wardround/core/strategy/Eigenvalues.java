package org.wardround.core.strategy;

/**
 * Eigenvalues and eigenvectors of a small symmetric matrix by Jacobi's rotations: plain arithmetic in a fixed order, so that all sites come to the same bits.
 *
 * @see <a href="https://doi.org/10.1515/crll.1846.30.51">Jacobi 1846</a>
 */
final class Eigenvalues {
    /** Rotations converge quadratically: a dozen sweeps are plenty. */
    private static final int MOST_SWEEPS = 60;

    private final double[][] matrix;
    private final double[][] vectors;

    /** Takes the matrix over and spoils it. */
    Eigenvalues(double[][] matrix) {
        this.matrix = matrix;
        this.vectors = new double[matrix.length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            vectors[i][i] = 1;
        }
        for (int sweep = 0; sweep < MOST_SWEEPS && !isDiagonal(); sweep++) {
            for (int p = 0; p < matrix.length; p++) {
                for (int q = p + 1; q < matrix.length; q++) {
                    rotate(p, q);
                }
            }
        }
    }

    double value(int k) {
        return matrix[k][k];
    }

    /** The component {@code i} of the eigenvector of {@link #value} {@code k}, which has norm 1. */
    double vector(int i, int k) {
        return vectors[i][k];
    }

    private boolean isDiagonal() {
        double beside = 0;
        double all = 0;
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
                double square = matrix[i][j] * matrix[i][j];
                all += square;
                beside += i == j ? 0 : square;
            }
        }
        // Not true of NaN either, which no rotation mends.
        return !(beside > 0x1p-104 * all);
    }

    /** Makes the entry at (p, q) zero. */
    private void rotate(int p, int q) {
        if (matrix[p][q] == 0) {
            return;
        }
        double theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
        double tangent = Math.copySign(1, theta) / (Math.abs(theta) + StrictMath.sqrt(theta * theta + 1));
        double cosine = 1 / StrictMath.sqrt(tangent * tangent + 1);
        double sine = tangent * cosine;
        for (int i = 0; i < matrix.length; i++) {
            double left = matrix[i][p];
            double right = matrix[i][q];
            matrix[i][p] = cosine * left - sine * right;
            matrix[i][q] = sine * left + cosine * right;
        }
        for (int i = 0; i < matrix.length; i++) {
            double left = matrix[p][i];
            double right = matrix[q][i];
            matrix[p][i] = cosine * left - sine * right;
            matrix[q][i] = sine * left + cosine * right;
            left = vectors[i][p];
            right = vectors[i][q];
            vectors[i][p] = cosine * left - sine * right;
            vectors[i][q] = sine * left + cosine * right;
        }
        matrix[p][q] = 0;
        matrix[q][p] = 0;
    }
}
