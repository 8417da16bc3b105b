package org.wardround.study.results;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.SiteId;

/**
 * One model on test rows.
 *
 * @param overall over the test rows of all sites
 * @param sites on each site's own test rows
 * @param subgroups by variable, then by level or interval, in the order of the study; over all sites' test rows
 * @param overallTables over the test rows of all sites
 * @param siteTables on each site's own test rows
 */
public record Evaluation(
        Metrics overall,
        SortedMap<SiteId, Metrics> sites,
        Map<String, Map<String, Metrics>> subgroups,
        Tables overallTables,
        SortedMap<SiteId, Tables> siteTables) {
    /** Nothing was evaluated. */
    public static final Evaluation NONE =
            new Evaluation(Metrics.NONE, new TreeMap<>(), new TreeMap<>(), Tables.NONE, new TreeMap<>());

    public Evaluation {
        sites = Ordered.sorted(sites);
        Map<String, Map<String, Metrics>> copy = new LinkedHashMap<>();
        subgroups.forEach((variable, levels) -> copy.put(variable, Ordered.kept(levels)));
        subgroups = Collections.unmodifiableMap(copy);
        siteTables = Ordered.sorted(siteTables);
    }

    public boolean isNone() {
        return overall.isEmpty() && sites.isEmpty();
    }

    /** The metrics at one site; none for a site that was not evaluated. */
    public Metrics at(SiteId site) {
        return sites.getOrDefault(site, Metrics.NONE);
    }
}
