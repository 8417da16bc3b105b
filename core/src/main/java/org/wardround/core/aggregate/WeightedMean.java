package org.wardround.core.aggregate;

import java.util.Objects;
import org.wardround.core.sum.Sum;
import org.wardround.core.vector.Vector;

/** The mean of updates that were weighted before they were added. One site can move it as far as it likes. */
public record WeightedMean() implements SumAggregator {
    @Override
    public Vector aggregate(Sum sum, String segment, double scale) {
        return new Scaled(sum, segment, scale);
    }

    private record Scaled(Sum sum, String segment, double scale) implements Vector {
        @Override
        public long length() {
            return sum.layout().segment(segment).length();
        }

        @Override
        public void read(long offset, double[] target, int count) {
            Objects.checkFromIndexSize(0, count, target.length);
            sum.read(segment, offset, target, count);
            for (int i = 0; i < count; i++) {
                target[i] *= scale;
            }
        }

        /** Shows the length, never values. */
        @Override
        public String toString() {
            return "WeightedMean[%d values]".formatted(length());
        }
    }
}
