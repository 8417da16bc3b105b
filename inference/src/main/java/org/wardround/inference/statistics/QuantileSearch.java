package org.wardround.inference.statistics;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.Sum;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;

/**
 * Quantiles by refined histograms. Every step is one sum: counts of patients in 128 bins of each window, from which follows for every quantile the bin
 * that holds it and that is the next window. Ends when bins are as fine as they get: one whole number, or at most a millionth of the range;
 * the error is half a bin's width.
 *
 * <p>The quantile p of n values is {@code x₍ₖ₎ + (h − k)(x₍ₖ₊₁₎ − x₍ₖ₎)} with {@code h = (n − 1)p + 1} and k its whole part (Hyndman and Fan 1996,
 * definition 7). Extremes are never searched: p is above 0 and below 1. A pure state; safe to share.
 */
public final class QuantileSearch {
    private static final int BIN_BITS = 7;
    private static final String BINS = "bins";

    private final List<Quantity> quantities;
    private final List<CellGrid> grids;
    private final Tally tally;
    private final int maxContributors;
    private final int depth;
    private final SortedMap<Target, Window> windows;

    /** A value to be found: the one with {@code rank} others below it, in a stratum, or over all where stratum is {@code tally.strata()}. */
    private record Target(int quantity, int scope, long rank) implements Comparable<Target> {
        @Override
        public int compareTo(Target other) {
            int byQuantity = Integer.compare(quantity, other.quantity);
            int byScope = byQuantity != 0 ? byQuantity : Integer.compare(scope, other.scope);
            return byScope != 0 ? byScope : Long.compare(rank, other.rank);
        }
    }

    /** Cells from {@code from} on, with {@code below} values in lower cells. */
    private record Window(int quantity, int scope, long from, long below) implements Comparable<Window> {
        @Override
        public int compareTo(Window other) {
            int byQuantity = Integer.compare(quantity, other.quantity);
            int byScope = byQuantity != 0 ? byQuantity : Integer.compare(scope, other.scope);
            return byScope != 0 ? byScope : Long.compare(from, other.from);
        }
    }

    private QuantileSearch(QuantileSearch before, int depth, SortedMap<Target, Window> windows) {
        this(before.quantities, before.tally, before.maxContributors, depth, windows);
    }

    private QuantileSearch(
            List<Quantity> quantities, Tally tally, int maxContributors, int depth, SortedMap<Target, Window> windows) {
        this.quantities = List.copyOf(quantities);
        this.grids = this.quantities.stream().map(CellGrid::of).toList();
        this.tally = tally;
        this.maxContributors = maxContributors;
        this.depth = depth;
        this.windows = windows;
    }

    /**
     * The first state.
     *
     * @param tally of the same patients and strata
     * @param probabilities each above 0 and below 1
     */
    public static QuantileSearch start(
            List<Quantity> quantities, Tally tally, List<Double> probabilities, int maxContributors) {
        SortedMap<Target, Window> windows = new TreeMap<>();
        for (double p : probabilities) {
            if (!(p > 0 && p < 1)) {
                throw new IllegalArgumentException("a quantile is above 0 and below 1, got " + p);
            }
            for (int quantity = 0; quantity < quantities.size(); quantity++) {
                for (int scope = 0; scope < scopes(tally); scope++) {
                    long n = present(tally, quantities.get(quantity), scope);
                    for (long rank : n == 0 ? new long[0] : ranks(n, p)) {
                        windows.put(new Target(quantity, scope, rank), new Window(quantity, scope, 0, 0));
                    }
                }
            }
        }
        return new QuantileSearch(quantities, tally, maxContributors, 0, windows);
    }

    /** Each stratum and all together; one where these are the same. */
    private static int scopes(Tally tally) {
        return tally.strata() == 1 ? 1 : tally.strata() + 1;
    }

    private static long present(Tally tally, Quantity quantity, int scope) {
        return scope < tally.strata()
                ? tally.present(scope, quantity)
                : tally.total().present(0, quantity);
    }

    private static long[] ranks(long n, double p) {
        long rank = (long) Math.floor((n - 1) * p);
        return new long[] {rank, Math.min(rank + 1, n - 1)};
    }

    /** Whether nothing is left to ask. */
    public boolean isFinished() {
        return open().isEmpty();
    }

    /** The windows that are wider than a cell, each once, in order. */
    private List<Window> open() {
        return windows.values().stream()
                .filter(window -> bitsLeft(window.quantity) > 0)
                .distinct()
                .sorted()
                .toList();
    }

    /** A window of the quantity has 2^this cells. */
    private int bitsLeft(int quantity) {
        return Math.max(0, grids.get(quantity).bits() - depth * BIN_BITS);
    }

    private int binsOf(Window window) {
        return 1 << Math.min(BIN_BITS, bitsLeft(window.quantity));
    }

    private int shift(int quantity) {
        return Math.max(0, bitsLeft(quantity) - BIN_BITS);
    }

    /** Counts of patients by bin, window after window. Only of a state that is not finished. */
    public SumLayout layout() {
        int bins = open().stream().mapToInt(this::binsOf).sum();
        return new SumLayout(maxContributors, List.of(Segment.plain(BINS, bins, TallyPass.COUNT_BOUND)));
    }

    /** A site's counts. */
    public LocalUpdate answer(PatientRows patients) {
        SumLayout layout = layout();
        double[] values = new double[Math.toIntExact(layout.length())];
        List<Window> open = open();
        int start = 0;
        int first = 0;
        while (first < open.size()) {
            int quantity = open.get(first).quantity;
            int end = first;
            while (end < open.size() && open.get(end).quantity == quantity) {
                end++;
            }
            List<Window> windows = open.subList(first, end);
            count(patients, windows, values, start);
            start += windows.stream().mapToInt(this::binsOf).sum();
            first = end;
        }
        return LocalUpdate.owning(layout, values);
    }

    /** One pass over the patients for all windows of a quantity: a cell is in a window if its leading bits are those of the window's first. */
    private void count(PatientRows patients, List<Window> windows, double[] values, int start) {
        int quantity = windows.get(0).quantity;
        int bits = bitsLeft(quantity);
        int shift = shift(quantity);
        int bins = binsOf(windows.get(0));
        int count = windows.size();
        long[] prefixes =
                windows.stream().mapToLong(window -> window.from >> bits).toArray();
        int[] scopes = windows.stream().mapToInt(Window::scope).toArray();
        CellGrid grid = grids.get(quantity);
        double[] column = patients.column(quantities.get(quantity));
        for (int patient = 0; patient < patients.patients(); patient++) {
            double value = column[patients.row(patient)];
            if (Double.isNaN(value)) {
                continue;
            }
            long cell = grid.cell(value);
            long prefix = cell >> bits;
            int bin = (int) ((cell - (prefix << bits)) >> shift);
            int stratum = patients.stratum(patient);
            for (int window = 0; window < count; window++) {
                if (prefixes[window] == prefix && (scopes[window] == stratum || scopes[window] == tally.strata())) {
                    values[start + window * bins + bin]++;
                }
            }
        }
    }

    /** The state after a sum of answers: every window is the bin that holds its value. */
    public QuantileSearch step(Sum sum) {
        double[] counts = sum.values(BINS);
        SortedMap<Window, Integer> starts = new TreeMap<>();
        int start = 0;
        for (Window window : open()) {
            starts.put(window, start);
            start += binsOf(window);
        }
        SortedMap<Target, Window> next = new TreeMap<>();
        windows.forEach((target, window) -> {
            Integer at = starts.get(window);
            next.put(target, at == null ? window : narrowed(target, window, counts, at));
        });
        return new QuantileSearch(this, depth + 1, next);
    }

    private Window narrowed(Target target, Window window, double[] counts, int start) {
        long below = window.below;
        int bin = 0;
        for (; bin < binsOf(window) - 1; bin++) {
            long in = Math.round(counts[start + bin]);
            if (target.rank < below + in) {
                break;
            }
            below += in;
        }
        return new Window(window.quantity, window.scope, window.from + ((long) bin << shift(window.quantity)), below);
    }

    /**
     * The quantile of a finished search; NaN where no value is present.
     *
     * @param stratum from 0; {@code tally.strata()} for all together
     */
    public double value(int quantity, int stratum, double probability) {
        long n = present(tally, quantities.get(quantity), stratum);
        if (n == 0) {
            return Double.NaN;
        }
        int scope = Math.min(stratum, scopes(tally) - 1);
        long[] ranks = ranks(n, probability);
        double lower = found(quantity, scope, ranks[0]);
        double upper = found(quantity, scope, ranks[1]);
        return lower + ((n - 1) * probability - ranks[0]) * (upper - lower);
    }

    private double found(int quantity, int scope, long rank) {
        Window window = windows.get(new Target(quantity, scope, rank));
        if (window == null || !isFinished()) {
            throw new IllegalStateException("this quantile was not asked for, or the search is not finished");
        }
        return grids.get(quantity).value(window.from);
    }

    /** How far a quantile of the quantity can be from that of the values themselves, in its unit; 0 for whole numbers. */
    public double error(int quantity) {
        return grids.get(quantity).error();
    }

    @Override
    public String toString() {
        return "QuantileSearch[%d quantities, step %d]".formatted(quantities.size(), depth);
    }
}
