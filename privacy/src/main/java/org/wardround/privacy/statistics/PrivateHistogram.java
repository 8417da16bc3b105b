package org.wardround.privacy.statistics;

import java.util.Arrays;
import java.util.List;
import org.wardround.privacy.accounting.Cost;
import org.wardround.privacy.noise.SecretWords;

/**
 * Patients by bins of equal width, with discrete Gaussian noise on each bin; quantiles come from the same bins at no further cost. A value outside the range is in the first or last bin. Each patient is in
 * one bin at most. Immutable.
 */
public final class PrivateHistogram {
    private final double low;
    private final double width;
    private final long[] bins;

    private PrivateHistogram(double low, double width, long[] bins) {
        this.low = low;
        this.width = width;
        this.bins = bins;
    }

    /** @param count of bins, 1 or more */
    public record Bins(double low, double high, int count) {
        public Bins {
            if (!(low < high && high - low < Double.POSITIVE_INFINITY) || count < 1) {
                throw new IllegalArgumentException(
                        "bins are 1 or more, from a number to a larger one, got %d from %s to %s"
                                .formatted(count, low, high));
            }
        }

        double width() {
            return (high - low) / count;
        }

        int of(double value) {
            return (int) Math.min(count - 1, Math.max(0, Math.floor((value - low) / width())));
        }
    }

    /** What one histogram with σ patients of noise on a bin costs each patient in it. */
    public static Cost cost(double sigma) {
        return new CountNoise(sigma, 1).cost();
    }

    /**
     * Counts and adds noise. Each call is a release of its own.
     *
     * @param values one of each patient; NaN: the patient has none, and is in no bin
     * @param sigma of the noise, in patients
     */
    public static PrivateHistogram of(double[] values, Bins bins, double sigma, SecretWords words) {
        long[] counts = new long[bins.count];
        for (double value : values) {
            if (!Double.isNaN(value)) {
                counts[bins.of(value)]++;
            }
        }
        return ofNoised(bins, new CountNoise(sigma, 1).noised(counts, words));
    }

    /** Of bins that have their noise already, as many as there are; such as sums over sites. */
    public static PrivateHistogram ofNoised(Bins bins, long[] noised) {
        if (noised.length != bins.count) {
            throw new IllegalArgumentException("%d bins have %d counts".formatted(bins.count, noised.length));
        }
        return new PrivateHistogram(bins.low, bins.width(), noised.clone());
    }

    /** With their noise: some may be negative. */
    public List<Long> bins() {
        return Arrays.stream(bins).boxed().toList();
    }

    /**
     * The value below which this share of the patients lies, patients lying evenly within a bin and bins below nobody having nobody; the middle of the range where all have.
     *
     * @param probability from 0 to 1
     */
    public double quantile(double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("a quantile is from 0 to 1, got " + probability);
        }
        long total = Arrays.stream(bins).map(count -> Math.max(0, count)).sum();
        if (total == 0) {
            return low + bins.length * width / 2;
        }
        double rank = probability * total;
        long below = 0;
        int last = 0;
        for (int bin = 0; bin < bins.length; bin++) {
            if (bins[bin] > 0) {
                if (rank <= below + bins[bin]) {
                    return low + (bin + (rank - below) / bins[bin]) * width;
                }
                below += bins[bin];
                last = bin;
            }
        }
        return low + (last + 1) * width;
    }

    @Override
    public String toString() {
        return "PrivateHistogram[%d bins]".formatted(bins.length);
    }
}
