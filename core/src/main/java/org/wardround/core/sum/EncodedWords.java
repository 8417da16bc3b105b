package org.wardround.core.sum;

import org.wardround.core.vector.Vector;

/** A vector seen through its layout's grid: each block is computed when it is read, and nothing is kept. As safe for concurrent reading as the vector. */
final class EncodedWords implements Words {
    private final SumLayout layout;
    private final Vector values;

    EncodedWords(SumLayout layout, Vector values) {
        if (layout.length() != values.length()) {
            throw new IllegalArgumentException(
                    "the layout has %d values, the vector %d".formatted(layout.length(), values.length()));
        }
        this.layout = layout;
        this.values = values;
    }

    @Override
    public long length() {
        return values.length();
    }

    @Override
    public Ring ring() {
        return layout.ring();
    }

    @Override
    public void read(long offset, long[] target, int count) {
        double[] block = new double[count];
        values.read(offset, block, count);
        int done = 0;
        for (int index = layout.indexAt(offset); done < count; index++) {
            int end = (int) Math.min(count, layout.start(index + 1) - offset);
            FixedPoint.encode(layout.scale(index), block, target, done, end);
            done = end;
        }
    }

    @Override
    public void addTo(long offset, long[] target, int count) {
        long[] block = new long[count];
        read(offset, block, count);
        ArrayWords.add(block, 0, target, 0, count);
    }

    /** Shows the length, never values. */
    @Override
    public String toString() {
        return "EncodedWords[%d]".formatted(length());
    }
}
