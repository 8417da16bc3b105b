package org.wardround.learning.training;

import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;

/** Fills a layout segment by segment. Not thread-safe; one answer each. */
final class Answer {
    private final SumLayout layout;
    private final double[] values;

    Answer(SumLayout layout) {
        this.layout = layout;
        this.values = new double[Math.toIntExact(layout.length())];
    }

    void put(String segment, double value) {
        values[Math.toIntExact(layout.start(segment))] = value;
    }

    /** Whether the question asks for the segment. */
    boolean asks(String segment) {
        return layout.has(segment);
    }

    void put(String segment, double[] block) {
        System.arraycopy(block, 0, values, Math.toIntExact(layout.start(segment)), block.length);
    }

    LocalUpdate finish() {
        return LocalUpdate.owning(layout, values);
    }
}
