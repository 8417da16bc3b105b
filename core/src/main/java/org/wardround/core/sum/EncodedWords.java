package org.wardround.core.sum;

import org.wardround.core.vector.Vector;

/** A vector seen through its layout's grid; nothing is kept but one block while reading. Not thread-safe for concurrent reading. */
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
    public void read(long offset, long[] target, int count) {
        double[] block = new double[count];
        values.read(offset, block, count);
        int done = 0;
        while (done < count) {
            int index = layout.indexAt(offset + done);
            int inSegment = (int) Math.min(count - done, layout.start(index + 1) - offset - done);
            double scale = Math.scalb(1.0, layout.fractionBits(layout.segments().get(index)));
            FixedPoint.encode(scale, block, target, done, inSegment);
            done += inSegment;
        }
    }

    @Override
    public void addTo(long offset, long[] target, int count) {
        long[] block = new long[count];
        read(offset, block, count);
        for (int i = 0; i < count; i++) {
            target[i] += block[i];
        }
    }
}
