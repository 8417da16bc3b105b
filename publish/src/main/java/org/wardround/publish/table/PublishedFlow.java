package org.wardround.publish.table;

import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.SiteId;
import org.wardround.core.study.Outcome;
import org.wardround.privacy.disclosure.CellSystem;
import org.wardround.privacy.disclosure.SmallCellRule;
import org.wardround.privacy.disclosure.Suppression;
import org.wardround.study.results.Flow;

/**
 * The flow of records of several sites as it may be shown, where nothing else is shown with it.
 *
 * @param total of all sites; its only drop is of all rows that were dropped
 */
public record PublishedFlow(SortedMap<SiteId, Flow> sites, Flow total) {
    public static PublishedFlow of(SortedMap<SiteId, SiteFlow> data, Outcome outcome, SmallCellRule rule) {
        CellSystem system = new CellSystem(rule);
        FlowCells cells = FlowCells.in(system, outcome, data, new TreeMap<>(data).navigableKeySet(), null);
        Suppression suppression = system.protect();
        SortedMap<SiteId, Flow> sites = new TreeMap<>();
        data.keySet().forEach(site -> sites.put(site, cells.flow(site, suppression)));
        return new PublishedFlow(sites, cells.total(suppression));
    }
}
