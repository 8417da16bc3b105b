package org.wardround.core.strategy;

import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.Vector;

/**
 * Slopes and curvature as one vector, so that one Euclidean norm bounds what a patient adds to both, and the step that follows from their mean. The slopes come first, in the order of the parameters, then the
 * upper triangle of the second derivatives, row by row, what stands off the diagonal times √2: the norm of the part is that of the whole matrix then.
 */
public final class NewtonSums {
    /** Beyond it the matrix would take longer to decompose than the rounds to be asked, and nothing would be seen for noise. */
    static final int MOST_PARAMETERS = 200;

    private static final double ROOT_OF_TWO = StrictMath.sqrt(2);

    private NewtonSums() {}

    /** How many numbers there are. */
    public static long length(long parameters) {
        return parameters + parameters * (parameters + 1) / 2;
    }

    /** What a second derivative by these two parameters is multiplied by. */
    public static double factor(int row, int column) {
        return row == column ? 1 : ROOT_OF_TWO;
    }

    /**
     * Below what no curvature is taken to be, so that no step is long where nothing is known.
     *
     * <p>With noise of the standard deviation τ in each number of the mean, the part of it in the matrix of p parameters is a symmetric one of variance τ² on the diagonal and τ²/2 off it, whose
     * eigenvalues lie within ±τ√(2p), but for a little at the edges: a smaller eigenvalue may be noise alone, and is taken to be as large as noise can be. Noise in the slopes has a length of about τ√p, and
     * by itself moves the model by 1/√2 at most then, in a round, whatever the ridge. The level of noise follows from the plan, so that this costs nothing.
     *
     * @param ridge λ, above 0
     * @param noise τ, 0 or more
     * @see <a href="https://doi.org/10.2307/1970079">Wigner 1955, on how far the eigenvalues of such a matrix lie apart</a>
     */
    record Floor(double ridge, double noise) {
        double of(int parameters) {
            return Math.max(ridge, noise * StrictMath.sqrt(2.0 * parameters));
        }
    }

    /**
     * The change of the model: −(H + λD)⁻¹·(g + λDw), with D free of the last parameter, which is the intercept, and with eigenvalues of the matrix raised to the floor where they are below. Whatever H is,
     * the matrix is positive definite then.
     *
     * @param sums the mean of the vectors above
     */
    static Vector step(Floor floor, Vector model, Vector sums) {
        double[] parameters = model.toArray();
        double[] mean = sums.toArray();
        int size = parameters.length;
        double[] slopes = new double[size];
        double[][] curvature = new double[size][size];
        int next = size;
        for (int row = 0; row < size; row++) {
            double penalty = row == size - 1 ? 0 : floor.ridge;
            slopes[row] = mean[row] + penalty * parameters[row];
            for (int column = row; column < size; column++) {
                double value = mean[next++] / factor(row, column);
                curvature[row][column] = row == column ? value + penalty : value;
                curvature[column][row] = curvature[row][column];
            }
        }
        return ArrayVector.owning(solved(new Eigenvalues(curvature), slopes, floor.of(size)));
    }

    private static double[] solved(Eigenvalues matrix, double[] slopes, double least) {
        double[] step = new double[slopes.length];
        for (int k = 0; k < slopes.length; k++) {
            double along = 0;
            for (int i = 0; i < slopes.length; i++) {
                along += matrix.vector(i, k) * slopes[i];
            }
            double scaled = along / Math.max(least, matrix.value(k));
            for (int i = 0; i < slopes.length; i++) {
                step[i] -= scaled * matrix.vector(i, k);
            }
        }
        return step;
    }
}
