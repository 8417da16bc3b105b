package org.wardround.inference.evaluate;

import java.util.Arrays;

/** How many rows with and without the event have their score in each bin. Shared arrays: do not write. */
record ScoreHistogram(ScoreGrid grid, double[] positives, double[] negatives) {
    double positiveCount() {
        return Arrays.stream(positives).sum();
    }

    double negativeCount() {
        return Arrays.stream(negatives).sum();
    }

    /** The bins that hold rows, ascending. */
    int[] occupied() {
        int[] bins = new int[positives.length];
        int count = 0;
        for (int bin = 0; bin < positives.length; bin++) {
            if (positives[bin] + negatives[bin] > 0) {
                bins[count++] = bin;
            }
        }
        return Arrays.copyOf(bins, count);
    }
}
