package org.wardround.inference.describe;

import org.wardround.core.dataset.Table;
import org.wardround.core.study.Range;

/** What a row adds to sums that have noise: a few numbers of a bounded Euclidean norm, whatever the row holds. */
sealed interface Measure {
    int length();

    /** The most that the squares of its numbers add up to. */
    double squaredNorm();

    /** Adds the row's numbers times a weight. */
    void add(Table table, int row, double weight, double[] target, int at);

    /** A value of a row; NaN: it has none. */
    @FunctionalInterface
    interface Reading {
        double of(Table table, int row);
    }

    /**
     * A quantity: 1 where it is missing; else its distance u from the middle of its range in halves of the width, and u² − ½. A value outside counts as the nearer end, so that u is from −1 to 1, and the
     * squares of the three numbers add up to u² + (u² − ½)², 5/4 at most.
     */
    record Quantity(Range range, Reading reading) implements Measure {
        static final int MISSING = 0;
        static final int DISTANCE = 1;
        static final int SQUARE = 2;

        @Override
        public int length() {
            return 3;
        }

        @Override
        public double squaredNorm() {
            return 1.25;
        }

        @Override
        public void add(Table table, int row, double weight, double[] target, int at) {
            double value = reading.of(table, row);
            if (Double.isNaN(value)) {
                target[at + MISSING] += weight;
                return;
            }
            double distance = (value - (range.low() + range.width() / 2)) / (range.width() / 2);
            double clamped = Math.min(1, Math.max(-1, distance));
            target[at + DISTANCE] += weight * clamped;
            target[at + SQUARE] += weight * (clamped * clamped - 0.5);
        }
    }

    /** A coded variable: 1 at its level, nothing where it is missing. @param levels how many there are */
    record Code(int levels, Reading reading) implements Measure {
        @Override
        public int length() {
            return levels;
        }

        @Override
        public double squaredNorm() {
            return 1;
        }

        @Override
        public void add(Table table, int row, double weight, double[] target, int at) {
            double value = reading.of(table, row);
            if (value >= 0 && value < levels) {
                target[at + (int) value] += weight;
            }
        }
    }
}
