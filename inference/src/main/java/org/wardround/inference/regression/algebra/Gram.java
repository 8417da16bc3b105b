package org.wardround.inference.regression.algebra;

import java.util.Arrays;

/**
 * Adds up {@code Σ w·x·x'} and {@code Σ r·x} over rows, eight rows at a time so that the inner loop runs over flat arrays without branches.
 *
 * <p>Totals are kept per {@link #BLOCK} rows and added block by block, which keeps rounding small: the error grows with the number of blocks, not of
 * rows. Bits depend on nothing but the rows and their order. The caller writes a row into {@link #buffer()} from {@link #next()} on, then adds it.
 * Not thread-safe; one use.
 */
public final class Gram {
    private static final int ROWS = 8;
    private static final int BLOCK = 1024;

    private final int size;
    private final double[] buffer;
    private final double[] weights = new double[ROWS];
    private final double[] linears = new double[ROWS];
    private final double[] blockSquares;
    private final double[] squares;
    private final double[] blockVector;
    private final double[] vector;
    private int filled;
    private int inBlock;

    public Gram(int size) {
        this.size = size;
        this.buffer = new double[ROWS * size];
        this.blockSquares = new double[size * size];
        this.squares = new double[size * size];
        this.blockVector = new double[size];
        this.vector = new double[size];
    }

    /** Where rows are written; the caller writes from {@link #next()} on and nowhere else. */
    public double[] buffer() {
        return buffer;
    }

    /** The place of the next row's first value in the buffer. */
    public int next() {
        return filled * size;
    }

    /** Adds the row that was written: {@code weight·x·x'} and {@code linear·x}. */
    public void add(double weight, double linear) {
        weights[filled] = weight;
        linears[filled] = linear;
        filled++;
        if (filled == ROWS) {
            flush();
        }
    }

    private void flush() {
        Arrays.fill(buffer, filled * size, buffer.length, 0);
        Arrays.fill(weights, filled, ROWS, 0);
        Arrays.fill(linears, filled, ROWS, 0);
        addTo(
                blockVector,
                0,
                0,
                linears[0],
                linears[1],
                linears[2],
                linears[3],
                linears[4],
                linears[5],
                linears[6],
                linears[7]);
        for (int j = 0; j < size; j++) {
            addTo(
                    blockSquares,
                    j * size,
                    j,
                    weights[0] * buffer[j],
                    weights[1] * buffer[size + j],
                    weights[2] * buffer[2 * size + j],
                    weights[3] * buffer[3 * size + j],
                    weights[4] * buffer[4 * size + j],
                    weights[5] * buffer[5 * size + j],
                    weights[6] * buffer[6 * size + j],
                    weights[7] * buffer[7 * size + j]);
        }
        inBlock += ROWS;
        filled = 0;
        if (inBlock >= BLOCK) {
            closeBlock();
        }
    }

    /** {@code target[k] += Σ aᵢ·rowᵢ[k]} for k from {@code from}: the one loop that takes time. */
    private void addTo(
            double[] target,
            int start,
            int from,
            double a0,
            double a1,
            double a2,
            double a3,
            double a4,
            double a5,
            double a6,
            double a7) {
        double[] rows = buffer;
        int n = size;
        for (int k = from; k < n; k++) {
            target[start + k] += ((a0 * rows[k] + a1 * rows[n + k]) + (a2 * rows[2 * n + k] + a3 * rows[3 * n + k]))
                    + ((a4 * rows[4 * n + k] + a5 * rows[5 * n + k]) + (a6 * rows[6 * n + k] + a7 * rows[7 * n + k]));
        }
    }

    private void closeBlock() {
        for (int i = 0; i < squares.length; i++) {
            squares[i] += blockSquares[i];
        }
        for (int i = 0; i < size; i++) {
            vector[i] += blockVector[i];
        }
        Arrays.fill(blockSquares, 0);
        Arrays.fill(blockVector, 0);
        inBlock = 0;
    }

    private void finish() {
        if (filled > 0) {
            flush();
        }
        closeBlock();
    }

    /** Σ w·x·x' of all rows added, packed as {@link SymmetricMatrix} has it; a new array. */
    public double[] packedSquares() {
        finish();
        double[] packed = new double[SymmetricMatrix.packedLength(size)];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column <= row; column++) {
                packed[SymmetricMatrix.index(row, column)] = squares[column * size + row];
            }
        }
        return packed;
    }

    /** Σ r·x of all rows added; a new array. */
    public double[] vector() {
        finish();
        return vector.clone();
    }
}
