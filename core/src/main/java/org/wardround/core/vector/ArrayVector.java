package org.wardround.core.vector;

/** A vector in memory. {@code toString} shows the length alone. */
public final class ArrayVector implements Vector {
    /** The vector of length 0. */
    public static final Vector EMPTY = new ArrayVector(new double[0]);

    private final double[] values;

    private ArrayVector(double[] values) {
        this.values = values;
    }

    /** Takes {@code values} over: the caller must not write to it afterwards. */
    public static ArrayVector owning(double[] values) {
        return new ArrayVector(values);
    }

    @Override
    public long length() {
        return values.length;
    }

    @Override
    public void read(long offset, double[] target, int count) {
        System.arraycopy(values, Math.toIntExact(offset), target, 0, count);
    }

    @Override
    public double[] toArray() {
        return values.clone();
    }

    @Override
    public String toString() {
        return "ArrayVector[%d]".formatted(values.length);
    }
}
