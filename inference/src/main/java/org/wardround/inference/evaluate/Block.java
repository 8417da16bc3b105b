package org.wardround.inference.evaluate;

import java.util.Arrays;
import java.util.List;
import org.wardround.core.sum.Segment;

/** Values of one group while they are counted; segments are addressed by their position in the list. Not thread-safe. */
final class Block {
    private final double[] values;
    private final int[] starts;

    Block(List<Segment> segments) {
        starts = new int[segments.size() + 1];
        for (int i = 0; i < segments.size(); i++) {
            starts[i + 1] = starts[i] + Math.toIntExact(segments.get(i).length());
        }
        values = new double[starts[segments.size()]];
    }

    void add(int segment, int position, double value) {
        values[starts[segment] + position] += value;
    }

    /** Adds a value and its square to the first two places of a segment. */
    void addWithSquare(int segment, double value) {
        add(segment, 0, value);
        add(segment, 1, value * value);
    }

    void addUnits(int segment, ScoredRows rows) {
        add(segment, 0, rows.rows());
        add(segment, 1, (double) Arrays.stream(rows.patients()).distinct().count());
    }

    double[] values() {
        return values;
    }
}
