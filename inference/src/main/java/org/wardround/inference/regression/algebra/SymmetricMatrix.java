package org.wardround.inference.regression.algebra;

import java.util.Arrays;

/** A symmetric matrix, its lower triangle packed row by row: (0,0), (1,0), (1,1), (2,0), … Immutable. {@code toString} shows the size alone. */
public final class SymmetricMatrix {
    private final int size;
    private final double[] packed;

    private SymmetricMatrix(int size, double[] packed) {
        this.size = size;
        this.packed = packed;
    }

    /**
     * Takes {@code packed} over: the caller must not write to it afterwards.
     *
     * @param packed {@code size·(size+1)/2} values
     */
    public static SymmetricMatrix owning(int size, double[] packed) {
        if (packed.length != packedLength(size)) {
            throw new IllegalArgumentException("a symmetric matrix of size %d has %d values, got %d"
                    .formatted(size, packedLength(size), packed.length));
        }
        return new SymmetricMatrix(size, packed);
    }

    public static SymmetricMatrix zero(int size) {
        return new SymmetricMatrix(size, new double[packedLength(size)]);
    }

    /** How many values a packed triangle has. */
    public static int packedLength(int size) {
        return size * (size + 1) / 2;
    }

    /** The place of an entry in the packed triangle. */
    public static int index(int row, int column) {
        return row >= column ? row * (row + 1) / 2 + column : column * (column + 1) / 2 + row;
    }

    public int size() {
        return size;
    }

    public double get(int row, int column) {
        return packed[index(row, column)];
    }

    /** A copy of the packed triangle. */
    public double[] packed() {
        return packed.clone();
    }

    public double[] diagonal() {
        double[] diagonal = new double[size];
        Arrays.setAll(diagonal, i -> get(i, i));
        return diagonal;
    }

    /** This matrix plus {@code values} on its diagonal. */
    public SymmetricMatrix plusDiagonal(double[] values) {
        double[] sum = packed();
        for (int i = 0; i < size; i++) {
            sum[index(i, i)] += values[i];
        }
        return new SymmetricMatrix(size, sum);
    }

    public SymmetricMatrix plus(SymmetricMatrix other) {
        double[] sum = packed();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other.packed[i];
        }
        return new SymmetricMatrix(size, sum);
    }

    public SymmetricMatrix times(double factor) {
        double[] product = packed();
        for (int i = 0; i < product.length; i++) {
            product[i] *= factor;
        }
        return new SymmetricMatrix(size, product);
    }

    public double[] times(double[] vector) {
        double[] product = new double[size];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                product[row] += get(row, column) * vector[column];
            }
        }
        return product;
    }

    /** {@code vector' · this · vector}. */
    public double quadratic(double[] vector) {
        double[] product = times(vector);
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += product[i] * vector[i];
        }
        return sum;
    }

    /** The rows and columns at {@code positions}, in their order. */
    public SymmetricMatrix select(int[] positions) {
        double[] selected = new double[packedLength(positions.length)];
        for (int row = 0; row < positions.length; row++) {
            for (int column = 0; column <= row; column++) {
                selected[index(row, column)] = get(positions[row], positions[column]);
            }
        }
        return new SymmetricMatrix(positions.length, selected);
    }

    /**
     * {@code T · this · T'}.
     *
     * @param transform rows × size
     */
    public SymmetricMatrix congruent(double[][] transform) {
        int rows = transform.length;
        double[] result = new double[packedLength(rows)];
        for (int row = 0; row < rows; row++) {
            double[] product = times(transform[row]);
            for (int column = 0; column <= row; column++) {
                double sum = 0;
                for (int i = 0; i < size; i++) {
                    sum += product[i] * transform[column][i];
                }
                result[index(row, column)] = sum;
            }
        }
        return new SymmetricMatrix(rows, result);
    }

    @Override
    public String toString() {
        return "SymmetricMatrix[%d]".formatted(size);
    }
}
