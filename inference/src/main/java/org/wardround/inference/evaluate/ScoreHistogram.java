package org.wardround.inference.evaluate;

import java.util.Arrays;

/** How many rows with and without the event have their score in each bin. Shared arrays: do not write. */
final class ScoreHistogram {
    /** Up to this share of pairs of rows in one bin, the grid is fine enough. */
    private static final double FINE_ENOUGH = 0.002;

    /** The share of rows at either end that need not be in focus. */
    private static final double BESIDE = 0.01;

    private final ScoreGrid grid;
    private final double[] positives;
    private final double[] negatives;
    private final double positiveCount;
    private final double negativeCount;
    private final int[] occupied;

    /** Counts the rows once: there are thousands of bins, and few of them hold rows. */
    ScoreHistogram(ScoreGrid grid, double[] positives, double[] negatives) {
        this.grid = grid;
        this.positives = positives;
        this.negatives = negatives;
        int[] bins = new int[positives.length];
        int count = 0;
        double ofPositives = 0;
        double ofNegatives = 0;
        for (int bin = 0; bin < positives.length; bin++) {
            ofPositives += positives[bin];
            ofNegatives += negatives[bin];
            if (positives[bin] + negatives[bin] > 0) {
                bins[count++] = bin;
            }
        }
        this.positiveCount = ofPositives;
        this.negativeCount = ofNegatives;
        this.occupied = Arrays.copyOf(bins, count);
    }

    ScoreGrid grid() {
        return grid;
    }

    double[] positives() {
        return positives;
    }

    double[] negatives() {
        return negatives;
    }

    double positiveCount() {
        return positiveCount;
    }

    double negativeCount() {
        return negativeCount;
    }

    /** The bins that hold rows, ascending. */
    int[] occupied() {
        return occupied;
    }

    /** The grid, with a focus on where most rows are if too many pairs of rows share a bin. */
    ScoreGrid refined() {
        double rows = positiveCount() + negativeCount();
        double pairs = 0;
        for (int bin : occupied()) {
            pairs += count(bin) * (count(bin) - 1);
        }
        if (pairs <= FINE_ENOUGH * rows * (rows - 1)) {
            return grid;
        }
        double low = grid.edge(binAfter(BESIDE * rows));
        double high = grid.edge(binAfter((1 - BESIDE) * rows) + 1);
        // Other rows than these will not keep to the same range.
        double margin = (high - low) / 2;
        return grid.focusedOn(low - margin, high + margin);
    }

    private double count(int bin) {
        return positives[bin] + negatives[bin];
    }

    /** The first bin with which more than so many rows are counted. */
    private int binAfter(double rows) {
        double seen = 0;
        int last = 0;
        for (int bin : occupied()) {
            seen += count(bin);
            last = bin;
            if (seen > rows) {
                return bin;
            }
        }
        return last;
    }
}
