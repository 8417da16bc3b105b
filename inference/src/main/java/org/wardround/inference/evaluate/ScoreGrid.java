package org.wardround.inference.evaluate;

import org.wardround.inference.estimate.Logit;

/**
 * Bins for the log-odds of a probability, from −16 to 16; what lies beyond goes into the outermost bins. A bin holds its lower edge and not its
 * upper one. All bins are of one width, unless a part of the range is in focus: it then has three quarters of the bins, and what is below and above
 * it an eighth each.
 *
 * @param bins from 2 to 2^20; at least 8 where a part is in focus
 * @param low log-odds where the focus begins, −16 where there is none
 * @param high log-odds where it ends, 16 where there is none
 */
public record ScoreGrid(int bins, double low, double high) {
    private static final double LIMIT = 16;

    public ScoreGrid {
        if (bins < 2 || bins > 1 << 20) {
            throw new IllegalArgumentException("a score histogram has 2 to 2^20 bins, got " + bins);
        }
        if (!(-LIMIT <= low && low < high && high <= LIMIT)) {
            throw new IllegalArgumentException(
                    "the focus must be within −16 and 16, got %s to %s".formatted(low, high));
        }
    }

    /** Without a focus. */
    public ScoreGrid(int bins) {
        this(bins, -LIMIT, LIMIT);
    }

    /** The same bins with that range in focus, cut to what the grid covers. */
    ScoreGrid focusedOn(double from, double to) {
        return new ScoreGrid(bins, Math.max(-LIMIT, from), Math.min(LIMIT, to));
    }

    /** How many bins lie below the focus, and as many above. */
    private int outer() {
        return low == -LIMIT && high == LIMIT ? 0 : bins / 8;
    }

    private double widthInFocus() {
        return (high - low) / (bins - 2 * outer());
    }

    int binOf(double probability) {
        double logOdds = Logit.of(probability);
        if (logOdds < low && low > -LIMIT) {
            return within(0, outer(), (logOdds + LIMIT) * outer() / (low + LIMIT));
        }
        if (logOdds < high || high == LIMIT) {
            return within(outer(), bins - outer(), outer() + (logOdds - low) / widthInFocus());
        }
        return within(bins - outer(), bins, bins - (LIMIT - logOdds) * outer() / (LIMIT - high));
    }

    /** The whole part of a position, from {@code first} to below {@code end}. */
    private static int within(int first, int end, double position) {
        return (int) Math.min(end - 1.0, Math.max(first, Math.floor(position)));
    }

    /** Log-odds at the lower edge of a bin. */
    double edge(int bin) {
        int outer = outer();
        if (bin < outer) {
            return bin * ((low + LIMIT) / outer) - LIMIT;
        }
        return bin <= bins - outer
                ? low + (bin - outer) * widthInFocus()
                : high + (bin - bins + outer) * ((LIMIT - high) / outer);
    }

    /** Log-odds in the middle of a bin. */
    double middle(int bin) {
        return edge(bin) + (edge(bin + 1) - edge(bin)) / 2;
    }

    /** The probability at the lower edge. */
    double threshold(int bin) {
        return Logit.inverse(edge(bin));
    }
}
