package org.wardround.core.aggregate;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.RobustAggregation;
import org.wardround.core.vector.VectorWriter;

/**
 * The mean weighted by rows, over changes that are scaled down to a bound C which the sites' own norms give.
 *
 * <p>With q the norm of rank ⌈quantile · n⌉ in the round, each site counted once whatever rows it claims, C is q in the first round and
 * {@code memory · C + (1 − memory) · q} after. Weights are the claimed rows, none above {@code weightCap} times their lower median. Then, with p
 * a site's share of the weights and f sites that send whatever they like:
 *
 * <ul>
 *   <li>a site's part of the mean has at most the norm p·C, and p is at most {@code weightCap / (weightCap + ⌊n/2⌋)};
 *   <li>as long as {@code f ≤ n − ⌈quantile · n⌉}, q is at most the norm of rank ⌈quantile · n⌉ among the n − f honest sites: f values put above can't push
 *       a rank beyond the same rank of the rest. So C never exceeds the largest such norm that honest sites have had.
 * </ul>
 *
 * Sites that send nothing can lower C: that slows training down. Changes within C pass as they are, whatever their direction.
 */
public record BoundedMean(RobustAggregation.BoundedMean rule) implements PerSiteAggregator {
    /** A change is an outlier where it is larger than so many times the bound: at the median every other site is above it by a little. */
    private static final double OUTLYING = 2;

    @Override
    public int leastSites() {
        return rule.leastSites();
    }

    @Override
    public Aggregate aggregate(SiteChanges changes, double lastBound, VectorWriter.Factory vectors) {
        changes.require(leastSites());
        double[] norms = changes.norms();
        double quantile = OrderStatistics.quantile(norms, rule.quantile());
        double bound = Double.isNaN(lastBound) ? quantile : rule.memory() * lastBound + (1 - rule.memory()) * quantile;
        double[] weights = OrderStatistics.capped(changes.rows(), rule.weightCap());
        double[] factors = factors(weights, norms, bound);
        VectorWriter writer = vectors.create(changes.length());
        double[] mean = new double[changes.block()];
        changes.forEachBlock((values, count) -> {
            for (int k = 0; k < count; k++) {
                double sum = 0;
                for (int i = 0; i < factors.length; i++) {
                    sum += factors[i] * values[i][k];
                }
                mean[k] = sum;
            }
            writer.append(mean, count);
        });
        return new Aggregate(writer.finish(), bound, outliers(changes, norms, weights, bound));
    }

    private static double[] factors(double[] weights, double[] norms, double bound) {
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        double[] factors = new double[weights.length];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = weights[i] / total * (norms[i] > bound ? bound / norms[i] : 1);
        }
        return factors;
    }

    private static SortedMap<SiteId, Outlier> outliers(
            SiteChanges changes, double[] norms, double[] weights, double bound) {
        SortedMap<SiteId, Outlier> outliers = new TreeMap<>();
        double[] rows = changes.rows();
        for (int i = 0; i < norms.length; i++) {
            Outlier.@Nullable Clipped clipped =
                    norms[i] > OUTLYING * bound ? new Outlier.Clipped(norms[i], bound) : null;
            Outlier.@Nullable Capped capped = rows[i] > weights[i] ? new Outlier.Capped(rows[i], weights[i]) : null;
            if (clipped != null && capped != null) {
                outliers.put(changes.site(i), new Outlier.Both(clipped, capped));
            } else if (clipped != null) {
                outliers.put(changes.site(i), clipped);
            } else if (capped != null) {
                outliers.put(changes.site(i), capped);
            }
        }
        return outliers;
    }
}
