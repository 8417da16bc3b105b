package org.wardround.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardround.core.aggregate.Aggregate;
import org.wardround.core.aggregate.Aggregators;
import org.wardround.core.aggregate.PerSiteAggregator;
import org.wardround.core.aggregate.SiteChange;
import org.wardround.core.aggregate.SiteChanges;
import org.wardround.core.identity.SiteId;
import org.wardround.core.random.SeededStream;
import org.wardround.core.study.RobustAggregation;
import org.wardround.core.vector.ArrayVector;
import org.wardround.core.vector.VectorWriter;

/** What sites that send whatever they like can't do. */
class AggregatorPropertiesTest {
    private static final int SEEDS = 300;
    private static final int PARAMETERS = 7;
    private static final double ROUNDING = 1 + 1e-12;
    private static final RobustAggregation.BoundedMean BOUNDED = RobustAggregation.BoundedMean.DEFAULT;

    @Test
    void a_site_with_six_rows_in_a_thousand_moves_the_bounded_mean_by_no_more_than_its_bound() {
        Property.forSeeds(SEEDS, random -> {
            List<SiteChange> honest = honest(random, 9, 110);
            double share = 6.0 / 1000;
            double rows = 9 * 110 * share / (1 - share);
            double[] anything = anything(random);
            List<SiteChange> all = with(honest, site("tiny", rows, anything));

            Aggregate aggregate = aggregate(BOUNDED, all, Double.NaN);
            double bound = aggregate.bound();

            // The mean of the others under the same bound is what would come out if the site said nothing.
            double[] others = new double[PARAMETERS];
            for (SiteChange change : honest) {
                double[] values = change.change().toArray();
                double factor = Math.min(1, bound / norm(values)) / honest.size();
                for (int k = 0; k < PARAMETERS; k++) {
                    others[k] += factor * values[k];
                }
            }
            double[] moved = aggregate.change().toArray();
            for (int k = 0; k < PARAMETERS; k++) {
                moved[k] -= (1 - share) * others[k];
            }
            assertThat(norm(moved)).isLessThanOrEqualTo(share * bound * ROUNDING + 1e-12);
        });
    }

    @Test
    void half_of_the_sites_less_one_cannot_raise_the_bound_beyond_an_honest_norm() {
        Property.forSeeds(SEEDS, random -> {
            int sites = 2 + random.nextInt(19);
            int rank = (sites + 1) / 2;
            int malicious = random.nextInt(sites - rank + 1);
            List<SiteChange> honest = honest(random, sites - malicious, 50);
            List<SiteChange> all = new ArrayList<>(honest);
            for (int i = 0; i < malicious; i++) {
                all.add(site("liar-" + i, 1e9 * random.nextDouble() + 1, anything(random)));
            }

            double bound = aggregate(BOUNDED, all, Double.NaN).bound();

            double[] norms = honest.stream()
                    .mapToDouble(change -> norm(change.change().toArray()))
                    .sorted()
                    .toArray();
            assertThat(bound).isLessThanOrEqualTo(norms[rank - 1] * ROUNDING);
        });
    }

    @Test
    void claimed_rows_give_no_more_weight_than_the_cap() {
        Property.forSeeds(SEEDS, random -> {
            int sites = 2 + random.nextInt(9);
            List<SiteChange> all = new ArrayList<>();
            for (int i = 0; i < sites - 1; i++) {
                all.add(site("site-" + i, 1 + random.nextInt(1000), new double[PARAMETERS]));
            }
            double[] unit = new double[PARAMETERS];
            unit[0] = 1;
            all.add(site("liar", 1 + random.nextDouble() * 1e9, unit));

            // A bound of 1 or more leaves the liar's change as it is: the aggregate is its share of the weight.
            double share = aggregate(BOUNDED, all, 2).change().toArray()[0];

            double cap = BOUNDED.weightCap();
            assertThat(share).isLessThanOrEqualTo(cap / (cap + Math.floorDiv(sites, 2)) * ROUNDING);
        });
    }

    @Test
    void median_and_trimmed_mean_lie_between_honest_values_in_every_parameter() {
        Property.forSeeds(SEEDS, random -> {
            int malicious = 1 + random.nextInt(3);
            int sites = 5 * malicious;
            List<SiteChange> honest = honest(random, sites - malicious, 50);
            List<SiteChange> all = new ArrayList<>(honest);
            for (int i = 0; i < malicious; i++) {
                all.add(site("liar-" + i, 1, anything(random)));
            }
            for (RobustAggregation rule :
                    List.of(new RobustAggregation.Median(), new RobustAggregation.TrimmedMean(0.2))) {
                double[] change = aggregate(rule, all, Double.NaN).change().toArray();
                for (int k = 0; k < PARAMETERS; k++) {
                    int parameter = k;
                    double[] values = honest.stream()
                            .mapToDouble(each -> each.change().toArray()[parameter])
                            .sorted()
                            .toArray();
                    assertThat(change[k]).isBetween(values[0] - 1e-12, values[values.length - 1] + 1e-12);
                }
            }
        });
    }

    @Test
    void krum_leaves_out_those_that_are_far_from_everybody_else_together() {
        Property.forSeeds(SEEDS, random -> {
            int malicious = 1 + random.nextInt(3);
            int sites = 2 * malicious + 3 + random.nextInt(4);
            List<SiteChange> all = new ArrayList<>(honest(random, sites - malicious, 50));
            double[] together = new double[PARAMETERS];
            Arrays.setAll(together, k -> 1e3 * (1 + random.nextDouble()));
            for (int i = 0; i < malicious; i++) {
                all.add(site("liar-" + i, 1, together));
            }

            Aggregate aggregate = aggregate(new RobustAggregation.MultiKrum(malicious, 0), all, Double.NaN);

            assertThat(norm(aggregate.change().toArray())).isLessThan(100);
            assertThat(aggregate.outliers()).hasSize(malicious);
            assertThat(aggregate.outliers().keySet())
                    .allSatisfy(site -> assertThat(site.name()).startsWith("liar"));
        });
    }

    private static Aggregate aggregate(RobustAggregation rule, List<SiteChange> changes, double lastBound) {
        PerSiteAggregator aggregator = (PerSiteAggregator) Aggregators.of(rule);
        return aggregator.aggregate(new SiteChanges(changes), lastBound, VectorWriter.Factory.IN_MEMORY);
    }

    /** Changes of norms from 0 to about 5, all with the same rows. */
    private static List<SiteChange> honest(SeededStream random, int sites, double rows) {
        List<SiteChange> changes = new ArrayList<>();
        for (int i = 0; i < sites; i++) {
            double[] values = new double[PARAMETERS];
            Arrays.setAll(values, k -> 0.3 + random.nextGaussian());
            changes.add(site("honest-" + i, rows, values));
        }
        return changes;
    }

    private static double[] anything(SeededStream random) {
        double scale = StrictMath.pow(10, 12 * random.nextDouble() - 6);
        double[] values = new double[PARAMETERS];
        Arrays.setAll(values, k -> scale * random.nextGaussian());
        return values;
    }

    private static SiteChange site(String name, double rows, double[] values) {
        return new SiteChange(new SiteId(name), rows, ArrayVector.owning(values));
    }

    private static List<SiteChange> with(List<SiteChange> changes, SiteChange one) {
        List<SiteChange> all = new ArrayList<>(changes);
        all.add(one);
        return all;
    }

    private static double norm(double[] values) {
        return Math.sqrt(Arrays.stream(values).map(value -> value * value).sum());
    }
}
