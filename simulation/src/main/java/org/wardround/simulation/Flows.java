package org.wardround.simulation;

import java.util.SortedMap;
import java.util.TreeMap;
import org.wardround.core.identity.SiteId;
import org.wardround.data.table.SiteData;
import org.wardround.publish.table.SiteFlow;

/** What became of the rows of sites whose tables are at hand, in the form in which counts are cleared for publication. */
public final class Flows {
    private Flows() {}

    public static SortedMap<SiteId, SiteFlow> of(SortedMap<SiteId, SiteData> sites) {
        SortedMap<SiteId, SiteFlow> flows = new TreeMap<>();
        sites.forEach((site, data) -> flows.put(site, new SiteFlow(data.flow(), data.table())));
        return flows;
    }
}
