package org.wardround.core.aggregate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.RobustAggregation;
import org.wardround.core.vector.VectorWriter;

/**
 * Multi-Krum: each change scores the sum of its squared distances to its n − f − 2 nearest others; the m smallest scores are averaged, each
 * counted once. Equal scores go by the sites' names. Two passes over the blocks; n² distances are kept.
 *
 * @see <a href="https://papers.nips.cc/paper/6617-machine-learning-with-adversaries-byzantine-tolerant-gradient-descent">Blanchard, El Mhamdi,
 *     Guerraoui and Stainer 2017, section 4</a>
 */
public record MultiKrum(RobustAggregation.MultiKrum rule) implements PerSiteAggregator {
    @Override
    public int leastSites() {
        return rule.leastSites();
    }

    @Override
    public Aggregate aggregate(SiteChanges changes, double lastBound, VectorWriter.Factory vectors) {
        changes.require(leastSites());
        int sites = changes.sites();
        double[] scores = scores(distances(changes), sites - rule.malicious() - 2);
        int[] order = IntStream.range(0, sites)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> scores[i]).thenComparing(i -> i))
                .mapToInt(Integer::intValue)
                .toArray();
        int selected = rule.selected(sites);
        int[] averaged = Arrays.copyOf(order, selected);
        Arrays.sort(averaged);
        VectorWriter writer = vectors.create(changes.length());
        double[] mean = new double[changes.block()];
        changes.forEachBlock((values, count) -> {
            for (int k = 0; k < count; k++) {
                double sum = 0;
                for (int i : averaged) {
                    sum += values[i][k];
                }
                mean[k] = sum / averaged.length;
            }
            writer.append(mean, count);
        });
        return new Aggregate(writer.finish(), Double.NaN, leftOut(changes, scores, order, selected));
    }

    /** Squared distances between any two changes. */
    private static double[][] distances(SiteChanges changes) {
        int sites = changes.sites();
        double[][] distances = new double[sites][sites];
        changes.forEachBlock((values, count) -> {
            for (int i = 0; i < sites; i++) {
                for (int j = 0; j < i; j++) {
                    distances[i][j] += squaredDistance(values[i], values[j], count);
                    distances[j][i] = distances[i][j];
                }
            }
        });
        return distances;
    }

    private static double squaredDistance(double[] a, double[] b, int count) {
        double sum = 0;
        for (int k = 0; k < count; k++) {
            double difference = a[k] - b[k];
            sum += difference * difference;
        }
        return sum;
    }

    private static double[] scores(double[][] distances, int neighbours) {
        double[] scores = new double[distances.length];
        for (int i = 0; i < scores.length; i++) {
            double[] sorted = distances[i].clone();
            // The smallest of all is the distance from itself: take it out.
            sorted[i] = -1;
            Arrays.sort(sorted);
            for (int k = 1; k <= neighbours; k++) {
                scores[i] += sorted[k];
            }
        }
        return scores;
    }

    private static SortedMap<SiteId, Outlier> leftOut(SiteChanges changes, double[] scores, int[] order, int selected) {
        SortedMap<SiteId, Outlier> outliers = new TreeMap<>();
        double median = OrderStatistics.quantile(scores, 0.5);
        for (int rank = selected; rank < order.length; rank++) {
            double score = scores[order[rank]];
            double times = median > 0 ? StrictMath.sqrt(score / median) : Double.NaN;
            outliers.put(changes.site(order[rank]), new Outlier.FarAway(rank + 1, order.length, times));
        }
        return outliers;
    }
}
