package org.wardround.core.update;

import org.wardround.core.sum.Segment;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.vector.Vector;

/** Walks over a vector in blocks, none of which crosses from one segment of its layout into the next. Not thread-safe. */
final class SegmentBlocks {
    private final SumLayout layout;
    private final Vector values;
    private final double[] block;
    private long offset;
    private int index;
    private long inSegment;
    private int count;

    SegmentBlocks(SumLayout layout, Vector values) {
        this.layout = layout;
        this.values = values;
        this.block = new double[(int) Math.min(Vector.BLOCK, layout.length())];
    }

    /** Reads the next block; false when there is none. */
    boolean next() {
        if (inSegment == segment().length()) {
            if (index + 1 == layout.segments().size()) {
                return false;
            }
            inSegment = 0;
            index++;
        }
        count = (int) Math.min(block.length, segment().length() - inSegment);
        values.read(offset, block, count);
        offset += count;
        inSegment += count;
        return true;
    }

    /** The position of the current segment in the layout. */
    int index() {
        return index;
    }

    Segment segment() {
        return layout.segments().get(index);
    }

    /** The largest absolute value of the block; NaN if there is one. */
    double largest() {
        double largest = 0;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, Math.abs(block[i]));
        }
        return largest;
    }

    /** {@code start} plus the squares of the block, added from front to back. */
    double addSquares(double start) {
        double squares = start;
        for (int i = 0; i < count; i++) {
            squares += block[i] * block[i];
        }
        return squares;
    }
}
