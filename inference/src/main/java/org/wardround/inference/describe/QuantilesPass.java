package org.wardround.inference.describe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wardround.core.dataset.Side;
import org.wardround.core.dataset.Table;
import org.wardround.core.study.DataDictionary;
import org.wardround.core.study.Range;
import org.wardround.core.study.Variable;
import org.wardround.core.sum.Segment;
import org.wardround.core.sum.Sum;
import org.wardround.core.sum.SumLayout;
import org.wardround.core.update.LocalUpdate;

/**
 * Quantiles of quantities over all sites' present training values, by a histogram that is refined {@link #PASSES} times around the order statistics
 * that are wanted. A value is known by its place among 2^30 equal steps of its declared range; each pass asks for ten bits more of the places.
 *
 * <p>Quantiles are those of Hyndman and Fan's type 7, (n − 1)p between two order statistics, as R has by default. They are off by less than 2^-26 of
 * the declared range's width. A pure description of the question; {@link #next} gives the question after it.
 *
 * @param wanted for each variable's position the probabilities, from 0 to 1
 * @param places for each variable's position what is known of the order statistics' places, by rank from 0
 * @param pass counted from 1
 * @see <a href="https://doi.org/10.1080/00031305.1996.10473566">Hyndman and Fan 1996</a>
 */
public record QuantilesPass(
        DataDictionary dictionary,
        int maxContributors,
        Counts counts,
        SortedMap<Integer, List<Double>> wanted,
        SortedMap<Integer, SortedMap<Long, OrderPlace>> places,
        int pass) {
    public static final int PASSES = 3;

    static final int BINS_BITS = 10;
    private static final int BINS = 1 << BINS_BITS;
    private static final int BITS = PASSES * BINS_BITS;

    public QuantilesPass {
        wanted = new TreeMap<>(wanted);
        places = new TreeMap<>(places);
    }

    /**
     * The first question.
     *
     * @param wanted for each variable's position in the dictionary, a quantity with present values, the probabilities
     */
    public static QuantilesPass first(
            DataDictionary dictionary, int maxContributors, Counts counts, Map<Integer, List<Double>> wanted) {
        SortedMap<Integer, SortedMap<Long, OrderPlace>> places = new TreeMap<>();
        wanted.forEach((variable, probabilities) -> {
            SortedMap<Long, OrderPlace> ranks = new TreeMap<>();
            for (double probability : probabilities) {
                long rank = (long) Math.floor(position(counts, variable, probability));
                ranks.put(rank, OrderPlace.UNKNOWN);
                ranks.put(Math.min(rank + 1, counts.present(variable) - 1), OrderPlace.UNKNOWN);
            }
            places.put(variable, ranks);
        });
        return new QuantilesPass(dictionary, maxContributors, counts, new TreeMap<>(wanted), places, 1);
    }

    private static double position(Counts counts, int variable, double probability) {
        if (counts.present(variable) < 1) {
            throw new IllegalArgumentException(
                    "a quantile needs a value, and variable %d has none".formatted(variable));
        }
        return (counts.present(variable) - 1) * probability;
    }

    /** The first bits of an order statistic's place, and how many values lie below all places that begin so. */
    public record OrderPlace(long prefix, long below) {
        static final OrderPlace UNKNOWN = new OrderPlace(0, 0);
    }

    /** For each variable a histogram of 1024 counts for each beginning of a place that is looked into. */
    public SumLayout layout() {
        List<Segment> segments = new ArrayList<>();
        int exponent = Ranges.exponent(1, counts.rows(Side.TRAIN));
        places.forEach((variable, ranks) -> segments.add(
                Segment.plain(name(variable), (long) prefixes(variable).size() * BINS, exponent)));
        return new SumLayout(maxContributors, segments);
    }

    private String name(int variable) {
        return "histogram of " + dictionary.variables().get(variable).name();
    }

    private SortedSet<Long> prefixes(int variable) {
        SortedSet<Long> prefixes = new TreeSet<>();
        places.getOrDefault(variable, new TreeMap<>()).values().forEach(place -> prefixes.add(place.prefix));
        return prefixes;
    }

    /** A site's counts. */
    public LocalUpdate answer(Table table) {
        SumLayout layout = layout();
        double[] values = new double[Math.toIntExact(layout.length())];
        int[] train = table.rowsOn(Side.TRAIN);
        for (int variable : places.keySet()) {
            long[] prefixes =
                    prefixes(variable).stream().mapToLong(Long::longValue).toArray();
            int start = (int) layout.start(name(variable));
            for (int row : train) {
                double value = table.variables()[variable][row];
                if (!Double.isNaN(value)) {
                    long place = place(dictionary.variables().get(variable), value) >> (BITS - pass * BINS_BITS);
                    int index = Arrays.binarySearch(prefixes, place >> BINS_BITS);
                    if (index >= 0) {
                        values[start + index * BINS + (int) (place & (BINS - 1))]++;
                    }
                }
            }
        }
        return LocalUpdate.owning(layout, values);
    }

    private static long place(Variable variable, double value) {
        Range range = Ranges.of(variable);
        double steps = (value - range.low()) / range.width() * (1L << BITS);
        return (long) Math.max(0, Math.min((1L << BITS) - 1, Math.floor(steps)));
    }

    /** The question after this one, knowing ten bits more; after the last the one whose {@link #quantiles()} are known. */
    public QuantilesPass next(Sum sum) {
        SortedMap<Integer, SortedMap<Long, OrderPlace>> refined = new TreeMap<>();
        places.forEach((variable, ranks) -> {
            double[] histograms = sum.values(name(variable));
            List<Long> prefixes = List.copyOf(prefixes(variable));
            SortedMap<Long, OrderPlace> finer = new TreeMap<>();
            ranks.forEach((rank, place) ->
                    finer.put(rank, refined(rank, place, histograms, prefixes.indexOf(place.prefix) * BINS)));
            refined.put(variable, finer);
        });
        return new QuantilesPass(dictionary, maxContributors, counts, wanted, refined, pass + 1);
    }

    private static OrderPlace refined(long rank, OrderPlace place, double[] histograms, int offset) {
        long below = place.below;
        for (int bin = 0; bin < BINS; bin++) {
            long inBin = Math.round(histograms[offset + bin]);
            if (below + inBin > rank) {
                return new OrderPlace((place.prefix << BINS_BITS) | bin, below);
            }
            below += inBin;
        }
        throw new IllegalArgumentException("the histograms hold fewer values than were counted before");
    }

    /** Whether all passes have been answered. */
    public boolean isDone() {
        return pass > PASSES;
    }

    /** For each variable's position its quantiles, in the order of the probabilities. Throws {@link IllegalStateException} before the end. */
    public SortedMap<Integer, List<Double>> quantiles() {
        if (!isDone()) {
            throw new IllegalStateException("pass %d of %d is still to be answered".formatted(pass, PASSES));
        }
        SortedMap<Integer, List<Double>> quantiles = new TreeMap<>();
        wanted.forEach((variable, probabilities) -> quantiles.put(
                variable,
                probabilities.stream()
                        .map(probability -> quantile(variable, probability))
                        .toList()));
        return quantiles;
    }

    private double quantile(int variable, double probability) {
        double position = position(counts, variable, probability);
        long rank = (long) Math.floor(position);
        double low = value(variable, rank);
        double high = value(variable, Math.min(rank + 1, counts.present(variable) - 1));
        Range range = Ranges.of(dictionary.variables().get(variable));
        return rounded(low + (position - rank) * (high - low), range.width() / (1L << BITS));
    }

    private double value(int variable, long rank) {
        Range range = Ranges.of(dictionary.variables().get(variable));
        OrderPlace place = places.getOrDefault(variable, new TreeMap<>()).getOrDefault(rank, OrderPlace.UNKNOWN);
        return rounded(range.low() + (place.prefix + 0.5) / (1L << BITS) * range.width(), range.width() / (1L << BITS));
    }

    /** To the last decimal that is not finer than a step, so that whole numbers come out whole. */
    private static double rounded(double value, double step) {
        int decimals = (int) Math.ceil(StrictMath.log10(step));
        double unit = StrictMath.pow(10, Math.abs(decimals));
        return decimals <= 0 ? Math.rint(value * unit) / unit : Math.rint(value / unit) * unit;
    }
}
