package org.wardround.inference.describe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.wardround.core.study.Range;

/**
 * What sums with noise say, made safe: nothing here is NaN, infinite or out of its range, whatever the noise. It takes noise into account, whose level is public, and so costs nothing.
 *
 * <p>Estimates are drawn towards what is likely of any variable, by as much as noise makes them uncertain: with a noise variance of t² and a likely spread of p about a likely value, by t²/(p + t²) of the way (the mean of a normal
 * posterior). Of a quantity, in halves of its range's width u: the mean is likely to be 0 ± ½, and the variance 1/16 ± 1/16, as of a range that is eight standard deviations wide. Where noise is small
 * that is nothing. Immutable.
 */
final class NoisedSums {
    private static final double MEAN_SPREAD = 0.25;
    private static final double LIKELY_VARIANCE = 1.0 / 16;
    private static final double SHARE_SPREAD = 1.0 / 16;
    /** A standard deviation of a thousandth of half the range. */
    static final double LEAST_VARIANCE = 0x1p-20;

    private final double[] values;
    private final double noise;
    private final double patients;

    /**
     * @param values patients first
     * @param noise standard deviation of the noise in each
     * @param contributors sites, 1 or more
     */
    NoisedSums(double[] values, double noise, int contributors) {
        this.values = values.clone();
        this.noise = noise;
        this.patients = atLeast(values[0], Math.max(1, contributors));
    }

    /** Where noise is above a count, the count may be as large as the noise. */
    private double atLeast(double count, double least) {
        return Math.max(count, Math.max(least, noise));
    }

    /** Training patients; at least one for each site, and no fewer than noise leaves open. */
    double patients() {
        return patients;
    }

    /**
     * A quantity in halves of its range's width, about the middle.
     *
     * @param missing the share of patients without it, 0 to 1
     * @param mean of those who have it, −1 to 1
     * @param variance of those who have it, above 0 up to 1
     */
    record Quantity(double missing, double mean, double variance) {}

    /** @param at where the measure's numbers begin */
    Quantity quantity(int at) {
        double missing = clamp(values[at + Measure.Quantity.MISSING], 0, patients);
        double having = atLeast(patients - missing, 1);
        double error = noise / having;
        double raw = clamp(values[at + Measure.Quantity.DISTANCE] / having, -1, 1);
        double square = clamp(values[at + Measure.Quantity.SQUARE] / having + 0.5, 0, 1);
        // A noisy mean's square is above the mean's by the noise's variance, on average.
        double observed = square - raw * raw + error * error;
        double varianceError = error * StrictMath.sqrt(1 + 4 * raw * raw);
        double variance = drawn(observed, LIKELY_VARIANCE, LIKELY_VARIANCE * LIKELY_VARIANCE, varianceError);
        return new Quantity(
                missing / patients,
                clamp(drawn(raw, 0, MEAN_SPREAD, error), -1, 1),
                clamp(variance, leastVariance(varianceError), 1));
    }

    /** A variance below its own noise can't be told from none. */
    private static double leastVariance(double error) {
        return Math.max(LEAST_VARIANCE, Math.min(error, LIKELY_VARIANCE));
    }

    /** Shares of patients with each level, each from 0 to 1. */
    double[] shares(int at, int levels) {
        double error = noise / patients;
        double[] shares = new double[levels];
        for (int level = 0; level < levels; level++) {
            double raw = clamp(values[at + level] / patients, 0, 1);
            shares[level] = clamp(drawn(raw, 1.0 / levels, SHARE_SPREAD, error), 0, 1);
        }
        return shares;
    }

    /**
     * Values below which these shares of the patients lie who have the quantity, patients lying evenly within a bin. A bin counts if it has more than noise alone has in any of as many bins, but for a little:
     * σ√(2 ln n). Where none has, patients are taken to lie evenly over the range.
     *
     * @param bins of equal width
     * @param probabilities above 0 and below 1, rising; so are the values
     */
    List<Double> quantiles(int at, int bins, Range range, List<Double> probabilities) {
        double least = noise * StrictMath.sqrt(2 * StrictMath.log(bins));
        double[] counts = new double[bins];
        double total = 0;
        for (int bin = 0; bin < bins; bin++) {
            counts[bin] = values[at + bin] > least ? values[at + bin] : 0;
            total += counts[bin];
        }
        if (total == 0) {
            Arrays.fill(counts, 1);
            total = bins;
        }
        List<Double> found = new ArrayList<>();
        for (double probability : probabilities) {
            found.add(range.low() + range.width() / bins * place(counts, probability * total));
        }
        return found;
    }

    /** In bins. */
    private static double place(double[] counts, double rank) {
        double below = 0;
        int last = 0;
        for (int bin = 0; bin < counts.length; bin++) {
            if (counts[bin] > 0 && rank <= below + counts[bin]) {
                return bin + (rank - below) / counts[bin];
            }
            last = counts[bin] > 0 ? bin + 1 : last;
            below += counts[bin];
        }
        return last;
    }

    /** The variance of a column of shares, with a mean and a mean of squares; never below what noise leaves open. */
    double variance(double mean, double meanOfSquares) {
        return clamp(meanOfSquares - mean * mean, leastVariance(noise / patients), 1);
    }

    private static double drawn(double estimate, double likely, double spread, double error) {
        return likely + (estimate - likely) * spread / (spread + error * error);
    }

    private static double clamp(double value, double low, double high) {
        return Math.min(high, Math.max(low, value));
    }

    /** Shows no value. */
    @Override
    public String toString() {
        return "NoisedSums[%d numbers]".formatted(values.length);
    }
}
