package org.wardround.core.aggregate;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.wardround.core.study.RobustAggregation;
import org.wardround.core.vector.VectorWriter;

/**
 * For each parameter the mean of what is left when the smallest and the largest values are taken out; the median is what is left of all but one or two.
 * Each site counts once, whatever rows it claims. With k values taken out at each end and f ≤ k sites that send whatever they like, every parameter
 * lies between two honest sites' values.
 *
 * @see <a href="https://proceedings.mlr.press/v80/yin18a.html">Yin, Chen, Ramchandran and Bartlett 2018, definitions 1 and 2</a>
 */
public final class TrimmedMean implements PerSiteAggregator {
    private final int leastSites;
    private final IntUnaryOperator trimmed;
    private final IntUnaryOperator outermost;

    private TrimmedMean(int leastSites, IntUnaryOperator trimmed, IntUnaryOperator outermost) {
        this.leastSites = leastSites;
        this.trimmed = trimmed;
        this.outermost = outermost;
    }

    public static TrimmedMean of(RobustAggregation.TrimmedMean rule) {
        return new TrimmedMean(rule.leastSites(), rule::trimmed, rule::trimmed);
    }

    /** The median. A site is named where it is in the outer fifth on either side in most parameters. */
    public static TrimmedMean median(RobustAggregation.Median rule) {
        return new TrimmedMean(rule.leastSites(), sites -> (sites - 1) / 2, sites -> Math.max(1, sites / 5));
    }

    @Override
    public int leastSites() {
        return leastSites;
    }

    @Override
    public Aggregate aggregate(SiteChanges changes, double lastBound, VectorWriter.Factory vectors) {
        changes.require(leastSites);
        int sites = changes.sites();
        int trim = trimmed.applyAsInt(sites);
        Outermost counting = new Outermost(sites, outermost.applyAsInt(sites));
        VectorWriter writer = vectors.create(changes.length());
        double[] mean = new double[changes.block()];
        double[] column = new double[sites];
        double[] sorted = new double[sites];
        changes.forEachBlock((values, count) -> {
            for (int k = 0; k < count; k++) {
                for (int i = 0; i < sites; i++) {
                    column[i] = values[i][k];
                }
                System.arraycopy(column, 0, sorted, 0, sites);
                Arrays.sort(sorted);
                mean[k] = meanOf(sorted, trim);
                counting.count(column, sorted);
            }
            writer.append(mean, count);
        });
        return new Aggregate(writer.finish(), Double.NaN, counting.outliers(changes));
    }

    private static double meanOf(double[] sorted, int trim) {
        double sum = 0;
        for (int i = trim; i < sorted.length - trim; i++) {
            sum += sorted[i];
        }
        return sum / (sorted.length - 2 * trim);
    }
}
