package org.wardround.core.vector;

/** Writes a vector into memory. */
final class ArrayVectorWriter implements VectorWriter {
    private final double[] values;
    private int written;

    ArrayVectorWriter(long length) {
        this.values = new double[Math.toIntExact(length)];
    }

    @Override
    public void append(double[] block, int count) {
        System.arraycopy(block, 0, values, written, count);
        written += count;
    }

    @Override
    public Vector finish() {
        if (written != values.length) {
            throw new IllegalStateException("%d of %d values were written".formatted(written, values.length));
        }
        return ArrayVector.owning(values);
    }
}
