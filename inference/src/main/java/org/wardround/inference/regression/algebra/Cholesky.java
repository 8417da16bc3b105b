package org.wardround.inference.regression.algebra;

import java.util.Optional;

/** {@code A = L·L'} of a positive definite matrix, scaled to a diagonal of ones first so that units don't matter. Immutable. */
public final class Cholesky {
    private final int size;
    private final double[] lower;
    private final double[] scales;

    private Cholesky(int size, double[] lower, double[] scales) {
        this.size = size;
        this.lower = lower;
        this.scales = scales;
    }

    /** Empty where the matrix is not positive definite to working precision, or holds no numbers. */
    public static Optional<Cholesky> of(SymmetricMatrix matrix) {
        int size = matrix.size();
        double[] scales = new double[size];
        for (int i = 0; i < size; i++) {
            double diagonal = matrix.get(i, i);
            if (!(diagonal > 0 && Double.isFinite(diagonal))) {
                return Optional.empty();
            }
            scales[i] = StrictMath.sqrt(diagonal);
        }
        double[] lower = new double[SymmetricMatrix.packedLength(size)];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column <= row; column++) {
                double rest = matrix.get(row, column) / scales[row] / scales[column] - dot(lower, row, column);
                if (row != column) {
                    lower[SymmetricMatrix.index(row, column)] = rest / lower[SymmetricMatrix.index(column, column)];
                } else if (rest > 0) {
                    lower[SymmetricMatrix.index(row, row)] = StrictMath.sqrt(rest);
                } else {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(new Cholesky(size, lower, scales));
    }

    /** The product of two rows of the triangle over the columns before the second's diagonal. */
    private static double dot(double[] lower, int row, int column) {
        int first = SymmetricMatrix.index(row, 0);
        int second = SymmetricMatrix.index(column, 0);
        double sum = 0;
        for (int i = 0; i < column; i++) {
            sum += lower[first + i] * lower[second + i];
        }
        return sum;
    }

    /** {@code A⁻¹·vector}. */
    public double[] solve(double[] vector) {
        double[] x = new double[size];
        for (int row = 0; row < size; row++) {
            double rest = vector[row] / scales[row];
            for (int i = 0; i < row; i++) {
                rest -= lower[SymmetricMatrix.index(row, i)] * x[i];
            }
            x[row] = rest / lower[SymmetricMatrix.index(row, row)];
        }
        for (int row = size - 1; row >= 0; row--) {
            double rest = x[row];
            for (int i = row + 1; i < size; i++) {
                rest -= lower[SymmetricMatrix.index(i, row)] * x[i];
            }
            x[row] = rest / lower[SymmetricMatrix.index(row, row)];
        }
        for (int row = 0; row < size; row++) {
            x[row] /= scales[row];
        }
        return x;
    }

    public SymmetricMatrix inverse() {
        double[] inverse = new double[SymmetricMatrix.packedLength(size)];
        for (int column = 0; column < size; column++) {
            double[] unit = new double[size];
            unit[column] = 1;
            double[] solved = solve(unit);
            for (int row = column; row < size; row++) {
                inverse[SymmetricMatrix.index(row, column)] = solved[row];
            }
        }
        return SymmetricMatrix.owning(size, inverse);
    }

    /** {@code log |A|}. */
    public double logDeterminant() {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += StrictMath.log(lower[SymmetricMatrix.index(i, i)]) + StrictMath.log(scales[i]);
        }
        return 2 * sum;
    }
}
