package org.wardround.inference.evaluate;

import org.wardround.inference.estimate.Logit;

/**
 * Bins of equal width for the log-odds of a probability, from −16 to 16; what lies beyond goes into the outermost bins. A bin holds its lower
 * edge and not its upper one.
 */
record ScoreGrid(int bins) {
    private static final double LIMIT = 16;

    double width() {
        return 2 * LIMIT / bins;
    }

    int binOf(double probability) {
        double position = (Logit.of(probability) + LIMIT) / width();
        return (int) Math.min(bins - 1, Math.max(0, Math.floor(position)));
    }

    /** Log-odds at the lower edge of a bin. */
    double edge(int bin) {
        return bin * width() - LIMIT;
    }

    /** Log-odds in the middle of a bin. */
    double middle(int bin) {
        return edge(bin) + width() / 2;
    }

    /** The probability at the lower edge. */
    double threshold(int bin) {
        return Logit.inverse(edge(bin));
    }
}
