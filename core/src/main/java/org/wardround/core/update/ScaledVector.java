package org.wardround.core.update;

import org.wardround.core.sum.SumLayout;
import org.wardround.core.vector.Vector;

/** A vector, each segment of it times a factor, computed when it is read: nothing is kept. As safe for concurrent reading as the vector. */
final class ScaledVector implements Vector {
    private final SumLayout layout;
    private final Vector values;
    private final double[] factors;

    /** @param factors one for each segment of the layout */
    ScaledVector(SumLayout layout, Vector values, double[] factors) {
        this.layout = layout;
        this.values = values;
        this.factors = factors;
    }

    @Override
    public long length() {
        return values.length();
    }

    @Override
    public void read(long offset, double[] target, int count) {
        values.read(offset, target, count);
        long start = 0;
        for (int segment = 0; segment < factors.length; segment++) {
            long end = start + layout.segments().get(segment).length();
            int from = (int) Math.max(0, Math.min(count, start - offset));
            int to = (int) Math.max(0, Math.min(count, end - offset));
            for (int i = from; i < to; i++) {
                target[i] *= factors[segment];
            }
            start = end;
        }
    }

    /** Shows the length, never values. */
    @Override
    public String toString() {
        return "ScaledVector[%d]".formatted(length());
    }
}
