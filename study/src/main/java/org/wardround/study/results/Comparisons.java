package org.wardround.study.results;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Metric;

/**
 * Paired differences on the same test rows: federated model minus the other one.
 *
 * @param federatedMinusPooled {@link Comparison#NONE} where there is no pooled model
 * @param federatedMinusLocal by site: on the site's test rows, against the model of that site alone
 * @param federatedMinusLeaveOneSiteOut by site: on the site's test rows, against the federated model of the others
 * @param contribution by site: on the test rows of all sites together, against the federated model of the others; a simulation only. Its p is
 *     not kept
 */
public record Comparisons(
        Comparison federatedMinusPooled,
        SortedMap<SiteId, Differences> federatedMinusLocal,
        SortedMap<SiteId, Differences> federatedMinusLeaveOneSiteOut,
        SortedMap<SiteId, Differences> contribution) {
    public static final Comparisons NONE = new Comparisons(Comparison.NONE, new TreeMap<>(), new TreeMap<>());

    /** Comparisons without contributions. */
    public Comparisons(
            Comparison federatedMinusPooled,
            SortedMap<SiteId, Differences> federatedMinusLocal,
            SortedMap<SiteId, Differences> federatedMinusLeaveOneSiteOut) {
        this(federatedMinusPooled, federatedMinusLocal, federatedMinusLeaveOneSiteOut, new TreeMap<>());
    }

    public Comparisons {
        federatedMinusLocal = Ordered.sorted(federatedMinusLocal);
        federatedMinusLeaveOneSiteOut = Ordered.sorted(federatedMinusLeaveOneSiteOut);
        contribution = Ordered.sorted(contribution);
    }

    /** Over all test rows, and at each site. */
    public record Comparison(Differences overall, SortedMap<SiteId, Differences> sites) {
        public static final Comparison NONE = new Comparison(Differences.NONE, new TreeMap<>());

        public Comparison {
            sites = Ordered.sorted(sites);
        }

        public boolean isNone() {
            return overall.values().isEmpty() && sites.isEmpty();
        }
    }

    /** By metric. */
    public record Differences(SortedMap<Metric, Difference> values) {
        public static final Differences NONE = new Differences(new TreeMap<>());

        public Differences {
            values = Ordered.sorted(values);
        }

        /** Empty where the metric was not compared. */
        public Optional<Difference> find(Metric metric) {
            return Optional.ofNullable(values.get(metric));
        }
    }
}
